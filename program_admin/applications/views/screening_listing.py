"""The lists of screening: the applications of a round, and the proposals that wait for a signature."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from flask import url_for
from sqlalchemy import ColumnElement, Select, or_, select

from program_admin.accounts.models import Person
from program_admin.applications.models import (
    Application,
    Paper,
    ScreeningProposal,
    Status,
    SupplementRequest,
    SupplementStatus,
    Verdict,
)
from program_admin.applications.queries import visible_to
from program_admin.applications.queries.contents import UNANSWERED
from program_admin.applications.queries.screening import Counts
from program_admin.applications.services.screening_decision import VERDICT_NAMES
from program_admin.applications.views.listing import of_round, round_listing
from program_admin.core.clock import today
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import Arguments, BulkAct, ChoiceFilter, Column, Listing
from program_admin.core.lists.filtering import kept_pairs, narrowed
from program_admin.core.lists.paging import all_rows
from program_admin.documents.models import NumberWarning
from program_admin.programs.models import Round
from program_admin.workflow.models import Approval
from program_admin.workflow.models import Status as ApprovalStatus

_NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Around:
    """Where to go from one sheet: back to the list, to the one before, to the next; and which one it is."""

    home: str
    previous: str
    following: str
    place: str


SCREENING = "screening"
"""The list's name: views kept of it are offered in every round."""
VERDICT_TONES = {Verdict.ELIGIBLE: "success", Verdict.INELIGIBLE: "danger"}
NOT_SCREENED = (Status.DRAFT, Status.WITHDRAWN)


def screening_listing(round_: Round, counts: Mapping[uuid.UUID, Counts], arguments: Arguments) -> Listing[Application]:
    """The officer's list: state, findings against, supplements open and due; sheets open with the list's filters."""
    base = round_listing(round_.terms, sealed=False)
    kept: dict[str, list[str]] = {}
    warned = any(each.numbers for each in counts.values())

    def of(row: Application) -> Counts:
        return counts.get(row.id, _NOTHING)

    known = {column.key: column for column in base.columns}
    made = replace(
        base,
        name=SCREENING,
        title="요건검토",
        columns=(
            replace(known["number"], link=lambda row: sheet_address(row.id, kept)),
            known["company"],
            replace(known["title"], shown=False),
            known["track"],
            known["status"],
            Column("findings", "확인할 발견", lambda row: of(row).findings or None, kind=Kind.NUMBER),
            Column("numbers", "가릴 서류", lambda row: of(row).numbers or None, kind=Kind.NUMBER, shown=warned),
            Column("supplements", "남은 보완", lambda row: of(row).unfinished or None, kind=Kind.NUMBER),
            Column("due", "보완 기한", lambda row: of(row).due_on, kind=Kind.DATE),
            known["submitted"],
        ),
        empty="검토할 신청이 아직 없습니다. 접수가 끝나면 여기에 나타납니다.",
        filters=(*base.filters, SUPPLEMENTS, NUMBERS, PROPOSED),
        acts=(BulkAct("고른 신청에 알림 쓰기", url_for("screening.select_for_notice", round_id=round_.id)),),
        page_size=100,
    )
    for key, value in kept_pairs(made, arguments):
        kept.setdefault(key, []).append(value)
    return made


def sheet_address(application_id: uuid.UUID, kept: Mapping[str, list[str]]) -> str:
    """The sheet of one application, with the filters of the list it was opened from."""
    return url_for("screening.sheet", application_id=application_id, **kept)  # type: ignore[arg-type]


def ids_of(round_: Round, person: Person, arguments: Arguments) -> list[uuid.UUID]:
    """The applications that the list shows with those filters, on all of its pages, in its order."""
    listing = screening_listing(round_, {}, arguments)
    chosen = narrowed(listing, screened(person, round_).with_only_columns(Application.id), arguments)
    return cast(list[uuid.UUID], list(all_rows(listing, chosen, arguments)))


def around(application: Application, person: Person, arguments: Arguments) -> Around:
    """The neighbours of an application in the list it was opened from; after the last filter only what still fits."""
    listing = screening_listing(application.round, {}, arguments)
    ids = ids_of(application.round, person, arguments)
    kept: dict[str, list[str]] = {}
    for key, value in kept_pairs(listing, arguments):
        kept.setdefault(key, []).append(value)
    home = url_for("screening.of_round", round_id=application.round_id, **kept)  # type: ignore[arg-type]
    if application.id not in ids:
        following = sheet_address(ids[0], kept) if ids else ""
        return Around(home, "", following, f"남은 {len(ids)}건")
    place = ids.index(application.id)
    return Around(
        home,
        sheet_address(ids[place - 1], kept) if place else "",
        sheet_address(ids[place + 1], kept) if place + 1 < len(ids) else "",
        f"{place + 1} / {len(ids)}건",
    )


def screened(person: Person, round_: Round) -> Select[Application]:
    """Select what that person may see of a round, without what was withdrawn."""
    skipped = [state.value for state in NOT_SCREENED]
    return visible_to(person).where(of_round(round_.id), Application.status.not_in(skipped))


def _by_supplement(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    """Applications with an unanswered request, an overdue one, or an answer that nobody looked at yet."""
    asked, answered = SupplementStatus.ASKED.value, SupplementStatus.ANSWERED.value
    conditions = {
        "open": SupplementRequest.status == asked,
        "late": (SupplementRequest.status == asked) & (SupplementRequest.due_on < today()),
        "answered": SupplementRequest.status == answered,
    }
    fitting = or_(*(conditions[each] for each in chosen))
    return Application.id.in_(select(SupplementRequest.application_id).where(fitting))


def _by_numbers(_chosen: tuple[str, ...]) -> ColumnElement[bool]:
    """Applications with a paper in which something looks like a resident number, neither masked nor explained."""
    warned = select(Paper.application_id).join(NumberWarning, NumberWarning.upload_id == Paper.upload_id)
    return Application.id.in_(warned.where(*UNANSWERED))


def _by_proposal(_chosen: tuple[str, ...]) -> ColumnElement[bool]:
    """Applications whose proposed result waits for a signature."""
    waiting = select(ScreeningProposal.application_id).join(ScreeningProposal.approval)
    return Application.id.in_(waiting.where(Approval.status == ApprovalStatus.WAITING.value))


SUPPLEMENTS = ChoiceFilter(
    "supplement",
    "보완",
    (("open", "답을 기다림"), ("late", "기한 지남"), ("answered", "확인할 답이 있음")),
    condition=_by_supplement,
)
NUMBERS = ChoiceFilter("numbers", "주민등록번호", (("open", "가릴 서류 있음"),), condition=_by_numbers)
PROPOSED = ChoiceFilter("proposed", "결재", (("waiting", "결재 대기"),), condition=_by_proposal)
_VERDICT: Column[ScreeningProposal] = Column(
    "verdict",
    "올린 결과",
    lambda row: row.verdict,
    kind=Kind.BADGE,
    tone=lambda row: VERDICT_TONES[Verdict(row.verdict)],
    shown_as=lambda value: VERDICT_NAMES[Verdict(cast(str, value))],
    order=ScreeningProposal.verdict,
)


def proposal_listing(round_: Round, findings: Mapping[uuid.UUID, Counts], names: Mapping[uuid.UUID, str]) -> Listing:
    """The approver's list of a round's proposals, to be signed together."""
    tracks = {track.code: track.name for track in round_.terms.tracks}
    return Listing(
        name="screening-proposals",
        title="요건검토 결재",
        columns=(
            Column(
                "number",
                "접수번호",
                lambda row: row.application.number,
                order=Application.number,
                link=lambda row: url_for("screening.sheet", application_id=row.application_id),
            ),
            Column("company", "기업", lambda row: row.application.company_name, order=Application.company_name),
            Column("track", "지원 유형", lambda row: tracks.get(row.application.track, ""), order=Application.track),
            _VERDICT,
            Column("reason", "사유", lambda row: row.reason, width=40),
            Column(
                "findings",
                "확인할 발견",
                lambda row: findings.get(row.application_id, _NOTHING).findings or None,
                kind=Kind.NUMBER,
            ),
            Column("by", "올린 사람", lambda row: names.get(row.by_id, "")),
            Column("at", "올린 때", lambda row: row.at, kind=Kind.MOMENT, order=ScreeningProposal.at),
        ),
        identity=ScreeningProposal.id,
        order="number",
        empty="결재할 요건검토 결과가 없습니다. 담당자가 올리면 여기에 나타납니다.",
        acts=(BulkAct("고른 건 결재", url_for("screening.confirm_many", round_id=round_.id)),),
        page_size=100,
    )
