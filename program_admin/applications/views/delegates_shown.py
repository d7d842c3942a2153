"""What pages show of 대리 작성: who typed each field, which steps are the company's, whom the draft is entrusted to."""

from dataclasses import dataclass, replace

from flask import url_for

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications.forms import SectionForm
from program_admin.applications.models import Application, Delegation, Paper
from program_admin.applications.queries import draft_fields
from program_admin.applications.queries.carrying import marks_of
from program_admin.applications.queries.delegates import (
    delegations_of,
    is_delegate,
    open_delegation,
    seen_of,
    typed_by_delegates,
    typists_of,
)
from program_admin.applications.rules.carrying import MARK_WORDS, Mark
from program_admin.applications.rules.delegates import COMPANY_SECTIONS, unseen
from program_admin.applications.views.outline import Outline
from program_admin.companies.queries import is_member
from program_admin.core.clock import today
from program_admin.core.korean import korean_date, korean_datetime

COMPANYS = "이 단계는 기업이 직접 확인하고 동의합니다. 대리 작성자는 볼 수만 있습니다."


@dataclass(frozen=True, slots=True)
class DelegationShown:
    """What stands beside the task list: a sentence, the page to go to, the page of what is to be looked through."""

    sentence: str
    href: str = ""
    word: str = ""
    review: str = ""


def show_origins(form: SectionForm, application: Application) -> None:
    """Say under each field who typed it and when (where several people type), and how it stands to the last year's."""
    found = origins_of(application)
    for field in form:
        field.origin = found.get(field.name, "")


def origins_of(application: Application) -> dict[str, str]:
    """What is said under each field of where its value comes from; fields of which nothing is said are left out."""
    stored, marks = draft_fields(application.id), marks_of(application.id)
    typists = typists_of(application, stored)
    several = len(typists) > 1 or bool(delegations_of(application.id))
    said = {name: [MARK_WORDS[mark][0]] for name, mark in marks.items()}
    for name, row in stored.items() if several else ():
        if row.value and row.person_id in typists:
            person, firm = typists[row.person_id]
            said.setdefault(name, []).append(f"적은 사람: {person}({firm}) · {korean_datetime(row.at)}")
    return {name: " · ".join(words) for name, words in said.items()}


def uploaded_by(paper: Paper) -> str:
    """Who uploaded a file, unless it was whoever began the application."""
    if paper.added_by_id == paper.application.created_by_id:
        return ""
    firms = {each.person_id: each.firm for each in delegations_of(paper.application_id)}
    name = names_of({paper.added_by_id}).get(paper.added_by_id, "")
    return f"{name}({firms.get(paper.added_by_id, paper.application.company_name)}) 올림"


def carried_sentence(application: Application) -> str:
    """What the draft's own page says about what was taken over; nothing when nothing was."""
    marks = marks_of(application.id).values()
    if not marks:
        return ""
    left = sum(mark is Mark.UNCONFIRMED for mark in marks)
    if left:
        return f"지난 신청에서 가져온 항목 가운데 {left}개를 확인해 주세요."
    return "지난 신청에서 가져온 항목을 모두 확인했습니다."


def company_only_notice(look: Outline, code: str, application: Application, person: Person) -> Outline:
    """Lock the steps that only the company takes for whoever types in its place."""
    if look.locked or code not in COMPANY_SECTIONS or is_member(person, application.company_id):
        return look
    return replace(look, locked=COMPANYS)


def delegation_shown(application: Application, person: Person) -> DelegationShown | None:
    """What the draft's own page says: to a delegate until when, to the company who types for it."""
    if is_delegate(person, application.id):
        mine = open_delegation(application.id, person.id)
        until = korean_date(mine.ends_on) if mine else ""
        return DelegationShown(
            f"{application.company_name}의 부탁으로 {until}까지 작성합니다. 동의와 공급기업 선택, 제출은 기업이 합니다."
        )
    names = [each.person.name for each in delegations_of(application.id) if is_running(each)]
    left = len(unseen(typed_by_delegates(application.id), seen_of(application.id)))
    sentence = (
        f"{', '.join(names)}님이 대신 작성하고 있습니다."
        if names
        else "공급기업 담당자 등 회사 밖 사람에게 작성을 맡길 수 있습니다."
    )
    if left:
        sentence += f" 확인할 항목이 {left}개 있습니다."
    may_invite = may.DELEGATE.allows(person, application)
    return DelegationShown(
        sentence,
        url_for("applications.delegates", application_id=application.id) if may_invite else "",
        "대리 작성 맡기기" if not names else "대리 작성 관리",
        url_for("applications.delegated", application_id=application.id) if left else "",
    )


def is_running(delegation: Delegation) -> bool:
    """Whether the invitation is in force today."""
    return delegation.ended_at is None and delegation.ends_on >= today()


def state_of(delegation: Delegation) -> tuple[str, str]:
    """The state of an invitation in a word and a tone."""
    if delegation.ended_at is not None:
        return "끝냄", ""
    if delegation.ends_on < today():
        return "기한 지남", ""
    return ("작성 중", "success") if delegation.person.password_hash else ("초대함", "information")
