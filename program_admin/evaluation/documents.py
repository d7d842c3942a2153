"""종합평가표 and 선정결과 통보: what they say and how they are made from a published ranking."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from program_admin.applications.models import Application
from program_admin.applications.queries import plan_of
from program_admin.applications.queries.handed_in import FrozenSite, FrozenYear, company_of
from program_admin.core.clock import to_seoul
from program_admin.core.codes import KSIC_DIVISIONS
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date
from program_admin.core.money import thousand_won, won
from program_admin.documents.kinds import DocumentKind, register
from program_admin.documents.parts import Approval, Item, Letter, Signature
from program_admin.evaluation import queries
from program_admin.evaluation.models import PanelCase, RecusalKind
from program_admin.evaluation.rules.record import BonusLine, CaseWork, RankingRecord, StageWork
from program_admin.evaluation.rules.wording import OUTCOME_NAMES, plain
from program_admin.programs.schema.eligibility import SiteKind
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import StepCode
from program_admin.suppliers.models import SOLUTION_NAMES, SolutionKind
from program_admin.workflow.models import Approval as ApprovalRow
from program_admin.workflow.models import Duty

PUBLIC_NAMES = {"selected": "선정", "reserve": "예비 선정", "rejected": "선정되지 않음"}
RECUSAL_NAMES = {RecusalKind.RULE: "제척", RecusalKind.ASKED: "기피", RecusalKind.DECLARED: "회피"}


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One stage's session: the panel, the day, its figures, the chair's opinion, the members and who was recused."""

    panel: str
    session_on: date
    work: StageWork
    opinion: str
    members: tuple[Signature, ...]
    chair: str
    recused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One line of the list of all cases."""

    place: int
    number: str
    company: str
    subsidy_won: int
    points: Decimal
    outcome: str


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """Everything the 종합평가표 says; amounts in won without VAT."""

    round_title: str
    number: str
    company: str
    facts: tuple[tuple[str, str], ...]
    sessions: tuple[SessionPart, ...]
    stage_points: Decimal
    bonus_lines: tuple[BonusLine, ...]
    bonus: Decimal
    points: Decimal
    place: int
    outcome: str
    reason: str
    settings: tuple[tuple[str, str], ...]
    listed: tuple[ListedCase, ...]
    officer: str
    approvals: tuple[Approval, ...]
    issuer: str


@dataclass(frozen=True, slots=True)
class ResultLetter(Letter):
    """The official letter about one application's result."""

    outcome: str = ""


register(
    DocumentKind(
        code=queries.EVALUATION_SUMMARY,
        title="종합평가표",
        template="evaluation/documents/summary.html",
        number_prefix="종합평가",
        version=1,
        content_type=EvaluationSummary,
        public_fields=(("round_title", "사업"), ("number", "접수번호")),
    )
)
register(
    DocumentKind(
        code=queries.RESULT_LETTER,
        title="선정결과 통보",
        template="documents/letter.html",
        number_prefix="결과통보",
        version=1,
        content_type=ResultLetter,
        public_fields=(("subject", "제목"), ("outcome", "결과"), ("dispatched_on", "시행일")),
    )
)


def summary_of(
    application: Application, record: RankingRecord, work: CaseWork, *, approval: ApprovalRow
) -> EvaluationSummary:
    """Build the 종합평가표 of one application from the ranking's figures."""
    cases = {case.panel.stage: case for case in queries.cases_about(application.id)}
    return EvaluationSummary(
        round_title=record.round_title,
        number=work.number,
        company=work.company,
        facts=_facts(application),
        sessions=tuple(_session(cases[stage.code], stage) for stage in work.stages),
        stage_points=work.stage_points,
        bonus_lines=work.bonus_lines,
        bonus=work.bonus,
        points=work.points,
        place=work.place,
        outcome=OUTCOME_NAMES[work.outcome],
        reason=work.reason,
        settings=record.settings,
        listed=tuple(
            ListedCase(
                case.place, case.number, case.company, case.subsidy_won, case.points, OUTCOME_NAMES[case.outcome]
            )
            for case in record.cases
        ),
        officer=approval.seats[0].signed_name,
        approvals=signers_of(approval),
        issuer=application.terms.documents.issuer,
    )


def letter_of(
    application: Application, work: CaseWork, outcome: str, *, approval: ApprovalRow, now: datetime
) -> ResultLetter:
    """Build the letter to one applicant; `outcome` may be newer than the ranking's (a promoted reserve)."""
    terms = application.terms
    papers = terms.documents
    return ResultLetter(
        recipient=f"{application.company_name} 대표자",
        subject=f"{terms.title} 선정 결과 통보",
        items=_items(application, work, outcome, terms),
        sender=papers.issuer,
        approvals=signers_of(approval),
        dispatched_on=to_seoul(now).date(),
        disclosure=papers.disclosure,
        website=papers.website,
        contact=f"{papers.department} 전화 {papers.phone}",
        sealed=True,
        outcome=PUBLIC_NAMES[outcome],
    )


def signers_of(approval: ApprovalRow) -> tuple[Approval, ...]:
    """Return an approval's signatures as a letter's foot shows them."""
    return tuple(
        Approval(
            role=Duty(seat.duty).label,
            position=seat.position,
            name=seat.signed_name,
            note=seat.label if seat.label in ("전결", "대결") else "",
            signed_on=to_seoul(seat.signed_at).date() if seat.signed_at and seat.duty == "decide" else None,
        )
        for seat in approval.seats
    )


def _items(application: Application, work: CaseWork, outcome: str, terms: RoundFile) -> tuple[Item, ...]:
    rules = terms.evaluation
    facts = [
        f"접수번호: {application.number}",
        f"과제명: {application.title}",
        f"결과: {PUBLIC_NAMES[outcome]}",
        f"종합점수: {work.points}점 (평가 {work.stage_points}점, 가점 {plain(work.bonus)}점)",
        f"합격점: {plain(rules.pass_mark)}점{'' if rules.pass_mark_with_bonus else '(가점 제외)'}",
    ]
    if outcome != "selected":
        facts.append(f"사유: {work.reason}")
    told = [
        Item("귀 기업의 발전을 기원합니다."),
        Item(
            f"{terms.title}에 신청한 과제의 평가와 심의 결과를 다음과 같이 알려 드립니다.",
            tuple(Item(fact) for fact in facts),
        ),
        Item(_what_follows(outcome, terms)),
    ]
    if terms.step_on(StepCode.OBJECTION):
        days = terms.calendar.objection.days
        told.append(Item(f"결과에 이의가 있으면 이 통보를 받은 날부터 {days}일 안에 한 번 이의신청을 할 수 있습니다."))
    return tuple(told)


def _what_follows(outcome: str, terms: RoundFile) -> str:
    if outcome == "selected":
        until = korean_date(terms.calendar.agreement_by)
        return f"선정된 기업은 {until}까지 협약을 맺어야 합니다. 협약 절차는 신청 화면에서 확인해 주시기 바랍니다."
    if outcome == "reserve":
        return "선정된 기업이 포기하면 예비 순위에 따라 선정하고 따로 알려 드립니다."
    return "신청해 주셔서 감사합니다. 평가 의견은 담당 부서에 문의하시면 안내해 드립니다."


def _facts(application: Application) -> tuple[tuple[str, str], ...]:
    """What was handed in: that was judged, whatever the company changed since."""
    read, terms = company_of(application), application.terms
    company, plan = read.profile, plan_of(application.id)
    solutions = ", ".join(_solution(code) for code in plan.solutions) if plan else ""
    own = application.company_cash_won + application.company_inkind_won
    return (
        ("기업명", company.name),
        ("대표자", company.representatives_text),
        ("사업자등록번호", format_business_number(company.business_number)),
        ("업종", f"{KSIC_DIVISIONS.name_of(company.ksic)}(C{company.ksic})"),
        ("본사 소재지", _address(read.sites, head=True)),
        ("공장 소재지", _address(read.sites, head=False)),
        ("상시근로자", f"{company.employees:,}명"),
        _revenue(read.years),
        ("공급기업", read.supplier or "정하지 않음"),
        ("지원유형", application.track_terms.name),
        ("과제명", application.title),
        ("솔루션", solutions or "적지 않음"),
        ("정부지원금", won(application.subsidy_won)),
        ("기업부담금", won(own)),
        ("공고", terms.announcement.number),
        ("접수번호", application.number or ""),
    )


def _solution(code: str) -> str:
    return SOLUTION_NAMES[SolutionKind(code)] if code in set(SolutionKind) else code


def _address(sites: tuple[FrozenSite, ...], *, head: bool) -> str:
    fitting = [site for site in sites if (site.kind == SiteKind.HEAD_OFFICE) is head]
    if not fitting:
        return "없음"
    more = f" 외 {len(fitting) - 1}곳" if len(fitting) > 1 else ""
    return f"{fitting[0].address}{more}"


def _revenue(years: tuple[FrozenYear, ...]) -> tuple[str, str]:
    if not years:
        return ("매출액", "적지 않음")
    return (f"매출액({years[0].year})", thousand_won(years[0].revenue_won))


def _session(case: PanelCase, work: StageWork) -> SessionPart:
    recused = {
        each.evaluator_id: RECUSAL_NAMES[RecusalKind(each.kind)]
        for each in queries.recusals_of(case.panel_id)
        if each.application_id == case.application_id
    }
    members, words = [], []
    for number, seat in enumerate(queries.taken_seats(case.panel_id), start=1):
        if seat.evaluator_id in recused:
            words.append(f"위원 {number} {recused[seat.evaluator_id]}")
            continue
        signature = queries.signature_of(seat)
        office = "위원장" if seat.chair else f"위원 {number}"
        at = signature.at if signature else None
        members.append(Signature(f"{office} · {seat.evaluator.employer}", seat.evaluator.person.name, at))
    opinion, chair = queries.opinion_on(case), queries.opinion_writer(case)
    return SessionPart(
        panel=case.panel.name,
        session_on=case.panel.session_on,
        work=work,
        opinion=opinion.words if opinion else "",
        members=tuple(members),
        chair=chair.evaluator.person.name if chair else "",
        recused=tuple(words),
    )
