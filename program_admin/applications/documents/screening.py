"""보완요청서, 요건검토표: what they say and how they are made from an application in screening."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application, CheckResult, ScreeningCheck, ScreeningProposal, Verdict
from program_admin.applications.queries.handed_in import company_of
from program_admin.applications.rules.screening import GROUP_NAMES, Group, group_of
from program_admin.core.clock import to_seoul
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date, korean_date_weekday
from program_admin.core.money import won
from program_admin.documents.kinds import DocumentKind, register
from program_admin.documents.parts import Approval, Item, Letter, Signature
from program_admin.workflow.models import Approval as ApprovalRow
from program_admin.workflow.models import Duty

SUPPLEMENT_LETTER = "supplement-request"
SCREENING_SHEET = "screening-sheet"
RESULT_WORDS = {CheckResult.PASSED: "적합", CheckResult.FAILED: "부적합", CheckResult.TO_SUPPLEMENT: "보완 필요"}
BONUS_WORDS = {CheckResult.PASSED: "인정", CheckResult.FAILED: "불인정", CheckResult.TO_SUPPLEMENT: "보완 필요"}
VERDICT_WORDS = {Verdict.ELIGIBLE: "적합", Verdict.INELIGIBLE: "부적합"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the 보완요청서: what it is about, and what is to be supplemented."""

    title: str
    what: str


@dataclass(frozen=True, slots=True)
class SupplementLetter(Letter):
    """The 보완요청서 to an applicant; `due_on` is also what the public page shows."""

    asked: tuple[Asked, ...] = ()
    due_on: date | None = None

    @property
    def numbered(self) -> tuple[tuple[str, str, str], ...]:
        """What is asked, as the table shows it."""
        return tuple((str(place), each.title, each.what) for place, each in enumerate(self.asked, start=1))


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One row of the 요건검토표."""

    group: str
    label: str
    evidence: str
    finding: str
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class ScreeningSheet:
    """Everything the 요건검토표 says."""

    round_title: str
    number: str
    company: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[CheckedItem, ...]
    supplements: tuple[tuple[str, str, str], ...]
    result: str
    reason: str
    decided_at: datetime
    signatures: tuple[Signature, ...]
    issuer: str

    @property
    def rows(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """The items as the table shows them."""
        return tuple(
            (each.group, each.label, "\n".join(filter(None, (each.finding, each.evidence))), each.result, each.note)
            for each in self.items
        )


register(
    DocumentKind(
        code=SUPPLEMENT_LETTER,
        title="보완요청서",
        template="applications/documents/supplement_request.html",
        number_prefix="보완요청",
        version=1,
        content_type=SupplementLetter,
        public_fields=(("subject", "제목"), ("due_on", "보완 기한"), ("dispatched_on", "시행일")),
    )
)
register(
    DocumentKind(
        code=SCREENING_SHEET,
        title="요건검토표",
        template="applications/documents/screening_sheet.html",
        number_prefix="요건검토",
        version=1,
        content_type=ScreeningSheet,
        public_fields=(
            ("number", "접수번호"),
            ("round_title", "사업"),
            ("result", "결과"),
            ("decided_at", "확정 일시"),
        ),
    )
)


def supplement_letter_of(
    application: Application, asked: Sequence[Asked], *, due_on: date, due_words: str, by: Person, now: datetime
) -> SupplementLetter:
    """Build the letter that asks for supplements, all due on one day."""
    terms, papers = application.terms, application.terms.documents
    day = to_seoul(now).date()
    named = (
        f"접수번호 {application.number}, 과제명 ‘{application.shown_title}’의 신청서와 제출서류를 검토한 결과 "
        "아래와 같이 보완을 요청합니다."
    )
    return SupplementLetter(
        recipient=f"{application.company_name} 대표자",
        subject=f"{terms.title} 신청서 보완 요청",
        items=(
            Item("귀 기업의 발전을 기원합니다."),
            Item(named),
            Item(
                f"보완 기한은 {korean_date_weekday(due_on)}까지입니다. 기한이 지나면 제출된 서류만으로 검토합니다.",
                (Item(due_words),) if due_words else (),
            ),
            Item("신청 화면의 ‘요건검토와 보완’에서 요청한 항목을 고치거나 서류를 올려 주시기 바랍니다."),
        ),
        sender=papers.issuer,
        approvals=(Approval("기안", by.position or "담당", by.name, "", day),),
        dispatched_on=day,
        disclosure=papers.disclosure,
        website=papers.website,
        contact=f"{papers.department} 전화 {papers.phone}",
        seal_omitted=True,
        asked=tuple(asked),
        due_on=due_on,
    )


def screening_sheet_of(
    proposal: ScreeningProposal,
    checks: Iterable[ScreeningCheck],
    supplements: Iterable[tuple[str, str, str]],
    *,
    now: datetime,
) -> ScreeningSheet:
    """Build the 요건검토표 of an application whose result is confirmed."""
    application = proposal.application
    rows = sorted(checks, key=lambda each: (list(Group).index(group_of(each.item)), each.place))
    return ScreeningSheet(
        round_title=application.terms.title,
        number=application.number or "",
        company=application.company_name,
        facts=_facts(application),
        items=tuple(_row(each) for each in rows),
        supplements=tuple(supplements),
        result=VERDICT_WORDS[Verdict(proposal.verdict)],
        reason=proposal.reason,
        decided_at=now,
        signatures=signatures_of(proposal.approval),
        issuer=application.terms.documents.issuer,
    )


def signatures_of(approval: ApprovalRow) -> tuple[Signature, ...]:
    """Who reviewed and who confirmed, as the foot of the 요건검토표 shows them."""
    return tuple(
        Signature(
            f"{'검토자' if seat.duty == Duty.DRAFT.value else f'확인자({seat.label})'} · {seat.position}",
            seat.signed_name,
            seat.signed_at,
        )
        for seat in approval.seats
    )


def _facts(application: Application) -> tuple[tuple[str, str], ...]:
    company = company_of(application)
    return (
        ("접수번호", application.number or ""),
        ("지원 유형", application.track_terms.name),
        ("기업명", company.profile.name),
        ("사업자등록번호", format_business_number(company.profile.business_number)),
        ("대표자", company.profile.representatives_text),
        ("공급기업", company.supplier or "정하지 않음"),
        ("총사업비", won(application.total_won)),
        ("지원금", won(application.subsidy_won)),
        ("제출일", korean_date(to_seoul(application.submitted_at).date()) if application.submitted_at else ""),
        ("과제명", application.shown_title),
    )


def _row(check: ScreeningCheck) -> CheckedItem:
    group = group_of(check.item)
    words = BONUS_WORDS if group is Group.BONUS else RESULT_WORDS
    return CheckedItem(
        group=GROUP_NAMES[group],
        label=check.label,
        evidence=check.evidence,
        finding=check.finding,
        result=words[CheckResult(check.result)] if check.result else "판정하지 않음",
        note=check.note or "",
    )
