"""One case as a page shows it (과제 한눈에): to the staff, or to its own company in public words."""

from dataclasses import dataclass

from program_admin.accounts.models import Person
from program_admin.aftercare.queries import visits_of
from program_admin.aftercare.states import PROCESS as VISIT
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import inspections_of, payments_of
from program_admin.agreements.states import INSPECTION, PAYMENT
from program_admin.agreements.states import PROCESS as AGREEMENT
from program_admin.applications.models import Application
from program_admin.applications.queries import sealed_to, supplements_of
from program_admin.applications.queries.case_numbers import numbers_of
from program_admin.applications.states import PROCESS, SUPPLEMENT
from program_admin.core import clock
from program_admin.core.korean import korean_date, korean_datetime, korean_period
from program_admin.core.money import won
from program_admin.evaluation.models import Outcome, RankedPlace
from program_admin.evaluation.queries import place_of
from program_admin.portal.case_papers import papers_of_case
from program_admin.portal.case_stages import agreement_in_force, reached
from program_admin.portal.case_timeline import timeline_of
from program_admin.portal.desks.blocks import Cell, Table, badge
from program_admin.portal.links import linked
from program_admin.portal.queries.stages import stage_names
from program_admin.portal.readers import in_office
from program_admin.suppliers.queries import supplier_by_id

OUTCOMES = {Outcome.SELECTED: "선정", Outcome.RESERVE: "예비", Outcome.REJECTED: "선정되지 않음"}
Pairs = tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class CaseShown:
    """Everything the page of one case says."""

    title: str
    label: str
    tone: str
    stage_names: list[str]
    stage: int
    sealed: bool
    facts: Pairs
    numbers: Pairs
    money: Pairs
    evaluation: Pairs
    agreement: Pairs
    tables: tuple[Table, ...]
    timeline: list[dict[str, object]]


def case_of(application: Application, reader: Person) -> CaseShown:
    """Gather the page for that reader; before the deadline the staff sees no more than who applied."""
    staff = in_office(reader)
    sealed = staff and sealed_to(reader, application, clock.now())
    agreement, place = agreement_in_force(application), place_of(application.id)
    return CaseShown(
        title=application.company_name if sealed else application.shown_title,
        label=PROCESS.label(application.status, staff=staff),
        tone=PROCESS.tone(application.status).replace("neutral", ""),
        stage_names=list(stage_names(application.terms).values()),
        stage=reached(application, agreement),
        sealed=sealed,
        facts=_facts(application, sealed=sealed),
        numbers=_numbers(application),
        money=() if sealed else _money(application),
        evaluation=_evaluation(place, staff=staff) if place else (),
        agreement=_agreement(agreement, staff=staff) if agreement else (),
        tables=tuple(table for table in _tables(application, agreement, staff=staff) if table.rows),
        timeline=timeline_of(application, agreement, staff=staff),
    )


def _facts(application: Application, *, sealed: bool) -> Pairs:
    pairs: list[tuple[str, Cell]] = [
        ("기업", linked(application.company_name, "companies.show", company_id=application.company_id)),
        ("사업", application.round.title),
        ("지원 유형", application.track_terms.name),
        ("접수번호", application.number or "아직 없음"),
        ("제출한 때", korean_datetime(application.submitted_at) if application.submitted_at else "아직 내지 않음"),
    ]
    if not sealed:
        supplier = supplier_by_id(application.supplier_id) if application.supplier_id else None
        shown = linked(supplier.name, "suppliers.show", supplier_id=supplier.id) if supplier else "정하지 않음"
        pairs.insert(1, ("공급기업", shown))
    return tuple(pairs)


def _numbers(application: Application) -> Pairs:
    """What other systems call the case."""
    given = numbers_of(application.id)
    return tuple(
        (each.name, given[each.code]) for each in application.round.terms.outside_numbers if each.code in given
    )


def _money(application: Application) -> Pairs:
    if not application.total_won:
        return ()
    return (
        ("총사업비", won(application.total_won)),
        ("지원금", won(application.subsidy_won)),
        ("기업 현금", won(application.company_cash_won)),
        ("기업 현물", won(application.company_inkind_won)),
        ("부가세", won(application.vat_won)),
    )


def _evaluation(place: RankedPlace, *, staff: bool) -> Pairs:
    """The published outcome; place and points are for the staff."""
    outcome: Pairs = (("결과", OUTCOMES[Outcome(place.outcome)]), ("사유", place.reason or "–"))
    if not staff:
        return outcome
    points = f"{place.points.normalize():f}점 (가점 {place.bonus.normalize():f}점 포함)"
    return (("순위", f"{place.place}위"), ("점수", points), *outcome)


def _agreement(agreement: Agreement, *, staff: bool) -> Pairs:
    return (
        ("협약번호", linked(agreement.number, "agreements.show", agreement_id=agreement.id)),
        ("상태", badge(AGREEMENT.label(agreement.status, staff=staff), AGREEMENT.tone(agreement.status))),
        ("협약 기간", korean_period(agreement.starts_on, agreement.ends_on)),
        ("지원금", won(agreement.subsidy_won)),
        ("체결한 때", korean_datetime(agreement.concluded_at) if agreement.concluded_at else "아직 맺지 않음"),
    )


def _tables(application: Application, agreement: Agreement | None, *, staff: bool) -> list[Table]:
    found = [_supplements(application, staff=staff)]
    if agreement is not None:
        found += [_payments(agreement, staff=staff), _inspections(agreement, staff=staff)]
        found.append(_visits(agreement, staff=staff))
    return [*found, papers_of_case(application, agreement, staff=staff)]


def _supplements(application: Application, *, staff: bool) -> Table:
    rows = tuple(
        (
            f"{each.place}번째",
            each.what,
            korean_date(each.due_on),
            badge(SUPPLEMENT.label(each.status, staff=staff), SUPPLEMENT.tone(each.status)),
        )
        for each in supplements_of(application.id)
    )
    return Table("보완", (("요청", ""), ("내용", "wide"), ("기한", ""), ("상태", "")), rows, "")


def _payments(agreement: Agreement, *, staff: bool) -> Table:
    rows = tuple(
        (
            linked(each.name, "payments.show", payment_id=each.id),
            won(each.amount_won),
            badge(PAYMENT.label(each.status, staff=staff), PAYMENT.tone(each.status)),
            korean_date(each.paid_on) if each.paid_on else "–",
        )
        for each in payments_of(agreement.id)
    )
    return Table("지급", (("차수", ""), ("금액", "num"), ("상태", ""), ("지급일", "")), rows, "")


def _inspections(agreement: Agreement, *, staff: bool) -> Table:
    rows = tuple(
        (
            linked(each.name, "inspections.show", inspection_id=each.id),
            korean_date(each.planned_on),
            badge(INSPECTION.label(each.status, staff=staff), INSPECTION.tone(each.status)),
        )
        for each in inspections_of(agreement.id).values()
    )
    return Table("점검", (("점검", ""), ("날짜", ""), ("상태", "")), rows, "")


def _visits(agreement: Agreement, *, staff: bool) -> Table:
    rows = tuple(
        (
            linked(each.name, "aftercare.show", visit_id=each.id),
            korean_date(each.planned_for or each.due_on),
            badge(VISIT.label(each.status, staff=staff), VISIT.tone(each.status)),
        )
        for each in visits_of(agreement.id)
    )
    return Table("사후관리 방문", (("방문", ""), ("날짜", ""), ("상태", "")), rows, "")
