"""대리 작성: the owner invites somebody to type, ends it, and looks through what was typed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, DelegateReview, Delegation
from program_admin.applications.queries.delegates import open_delegation, typed_by_delegates
from program_admin.applications.rules.delegates import end_faults, kept_for_company
from program_admin.applications.services.locking import check_typing, require
from program_admin.audit.trail import record
from program_admin.companies.queries import is_member
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date
from program_admin.notices.outbox import Recipient, send, tell


@dataclass(frozen=True, slots=True)
class NewDelegate:
    """Whom the owner asks: name, phone (digits), firm, and the last day."""

    name: str
    phone: str
    firm: str
    ends_on: date


def invite_delegate(application: Application, new: NewDelegate, *, by: Person, now: datetime) -> Delegation:
    """Let one person from outside type in this application until a day; a link goes to the phone.

    Raises NotAllowed for all but the owner, RuleBroken with every objection.
    """
    require(may.DELEGATE, by, application)
    check_typing(application, now)
    last = to_seoul(application.deadline.grace_until).date()
    faults = end_faults(new.ends_on, to_seoul(now).date(), last)
    if faults:
        raise RuleBroken(faults, {"ends_on": faults})
    there = f"/applications/{application.id}"
    person = invite(
        NewPerson(new.name, new.phone, affiliation=new.firm), Role.APPLICANT, by=by, now=now, next_page=there
    )
    if is_member(person, application.company_id):
        _refuse(f"{person.name}님은 {application.company_name}의 담당자입니다. 초대하지 않아도 작성할 수 있습니다.")
    earlier = open_delegation(application.id, person.id)
    if earlier is not None and earlier.ends_on >= to_seoul(now).date():
        _refuse(f"{person.name}님은 이미 대리 작성을 하고 있습니다. 기한을 바꾸려면 먼저 끝낸 뒤 다시 초대해 주세요.")
    if earlier is not None:
        earlier.ended_at, earlier.ended_by_id, earlier.end_reason = now, by.id, "기한이 지나 다시 초대함"
        db.session.flush()
    made = Delegation(
        application_id=application.id,
        person_id=person.id,
        firm=new.firm,
        ends_on=new.ends_on,
        invited_by_id=by.id,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()
    record("application:invite_delegate", "Application", application.id, by=by, now=now, after=str(person.id))
    _tell_delegate(made, by=by, now=now)
    return made


def _tell_delegate(made: Delegation, *, by: Person, now: datetime) -> None:
    application, person = made.application, made.person
    tell(
        Recipient(person.id, person.name, phone=person.phone, email=person.email),
        now=now,
        title=f"{application.company_name}의 신청서를 대신 작성해 주세요",
        body=(
            f"{application.company_name} {by.name}님이 대리 작성을 부탁했습니다. {korean_date(made.ends_on)}까지 "
            "이 신청서 하나만 작성하고 파일을 올릴 수 있습니다. 동의와 제출은 기업이 합니다."
        ),
        link=f"/applications/{application.id}",
        subject=("Application", application.id),
    )


def end_delegation(delegation: Delegation, *, by: Person, now: datetime, reason: str = "") -> None:
    """The owner ends it at once; what was typed stays. Raises RuleBroken when it has ended before."""
    require(may.DELEGATE, by, delegation)
    if delegation.ended_at is not None:
        raise RuleBroken(["이미 끝난 대리 작성입니다. 화면을 새로 고쳐 주세요."])
    delegation.ended_at, delegation.ended_by_id, delegation.end_reason = now, by.id, reason
    record("application:end_delegate", "Application", delegation.application_id, by=by, now=now, reason=reason)
    person, company = delegation.person, delegation.application.company_name
    send(
        "in_app",
        Recipient(person.id, person.name),
        title=f"{company}의 대리 작성이 끝났습니다",
        body=f"{company}이(가) 대리 작성을 끝냈습니다. 적은 내용은 신청서에 그대로 있습니다.",
        now=now,
        subject=("Application", delegation.application_id),
    )


def confirm_delegated(application: Application, keys: Collection[str], *, by: Person, now: datetime) -> None:
    """Keep that the company looked through these values and files as delegates left them."""
    require(may.SUBMIT, by, application)
    check_typing(application, now)
    there = {each.key for each in typed_by_delegates(application.id)}
    seen = sorted(there & set(keys))
    if not seen:
        raise RuleBroken(["확인할 항목이 없습니다. 화면을 새로 고쳐 주세요."])
    db.session.add(DelegateReview(application_id=application.id, by_id=by.id, at=now, seen=seen))
    record("application:confirm_delegated", "Application", application.id, by=by, now=now, after=str(len(seen)))


def refuse_company_only(application: Application, changed: Collection[str], *, by: Person) -> None:
    """Raise RuleBroken when somebody from outside changes what only the company may say or agree to."""
    own = [name for name in changed if kept_for_company(name)]
    if own and not is_member(by, application.company_id):
        raise RuleBroken(["확인과 동의는 기업이 직접 합니다. 대표 담당자나 직원에게 부탁해 주세요."])


def _refuse(sentence: str) -> None:
    raise RuleBroken([sentence], {"phone": [sentence]})
