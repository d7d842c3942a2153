"""Agreements are signed by three, reported on, inspected, paid by instalments, and completed."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.agreements.models import (
    Agreement,
    BusinessStatus,
    Inspection,
    InspectionKind,
    PartyCode,
    Payment,
    PaymentStatus,
    ReportKind,
)
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import drafts_of, payees_of, payments_of, selected_without_agreement, sheet_terms
from program_admin.agreements.rules.claims import Claim
from program_admin.agreements.rules.course import inspection_kinds, report_kinds
from program_admin.agreements.rules.sheets import asset_field, grade_field, note_field
from program_admin.agreements.services import (
    conclusion,
    inspection_results,
    inspections,
    payments,
    reports,
    signing,
    starting,
)
from program_admin.agreements.services.payees import Looked, check_payee
from program_admin.applications.models import Application
from program_admin.applications.queries import kpi_targets_of
from program_admin.core.clock import to_seoul
from program_admin.rehearsal.acts.applying import paper_file
from program_admin.rehearsal.world import PlayedCompany, PlayedSupplier, World

PROJECT_DAYS = 150
THIRD = PROJECT_DAYS // 3
INVOICE = "{day:%Y%m%d}4100{number:012d}"


def sign_agreements(world: World) -> None:
    """Prepare and sign an agreement for every selected application; one in twelve is still waiting for a party."""
    selected = [app for app in selected_without_agreement() if app.round_id == world.played_round.id]
    for done, application in enumerate(selected, start=1):
        world.time.pass_(hours=3)
        _sign(world, application)
        world.tell("협약", done, len(selected))


def build(world: World) -> None:
    """Let every concluded project be reported, inspected, paid and completed; a weak supplier's ones run late."""
    running = [played for played in world.companies if played.agreement is not None]
    punctual = [played for played in running if world.luck.random() < _supplier(played).skill + 0.15]
    late = [played for played in running if played not in punctual]
    world.time.pass_(days=THIRD // 2)
    _each(world, "착수", running, _start)
    world.time.pass_(days=THIRD)
    _each(world, "중간점검", running, _halfway)
    world.time.pass_(days=THIRD)
    _each(world, "최종점검", punctual, _finish)
    world.time.pass_(days=THIRD)
    _each(world, "늦은 최종점검", late, _finish)


def _each(world: World, title: str, cast: list[PlayedCompany], act: Callable[[World, PlayedCompany], None]) -> None:
    for done, played in enumerate(cast, start=1):
        world.time.pass_(minutes=50)
        act(world, played)
        world.tell(title, done, len(cast))


def _sign(world: World, application: Application) -> None:
    played = _played(world, application)
    officer, supplier = world.centre.officer, _supplier(played)
    starts = to_seoul(world.time.now).date() + timedelta(days=2)
    with world.act() as now:
        period = starting.Period(starts, starts + timedelta(days=PROJECT_DAYS))
        agreement = starting.start_agreement(application, period, by=officer, now=now)
        starting.open_signing(agreement, by=officer, now=now)
    for signer in (world.centre.leader, world.centre.director):
        world.time.pass_(minutes=20)
        with world.act() as now:
            if conclusion.approve_conclusion(agreement, by=signer, now=now):
                break
    signers = (
        (PartyCode.COMPANY, played.owner),
        (PartyCode.SUPPLIER, supplier.person),
        (PartyCode.CENTRE, world.centre.director),
    )
    for party, person in signers:
        world.time.pass_(minutes=20)
        with world.act() as now:
            signed = signing.Signed(person.name, "", agreement.content_sha256)
            signing.sign(SigningPlace(agreement, party), signed, by=person, now=now)
    played.agreement = agreement


def _start(world: World, played: PlayedCompany) -> None:
    agreement = _agreement(played)
    words = reports.Written(
        progress=5, done="착수 회의를 열고 현장을 조사했습니다.", plan="데이터 수집 지점을 정합니다."
    )
    _report(world, played, ReportKind.START, words)
    _paid(world, played, _payment(agreement, "advance"))


def _halfway(world: World, played: PlayedCompany) -> None:
    agreement = _agreement(played)
    words = reports.Written(
        progress=55, done="현장 단말과 신호 수집기를 설치했습니다.", plan="화면을 시험하고 교육합니다.", issues=""
    )
    _report(world, played, ReportKind.INTERIM, words)
    _inspected(world, played, InspectionKind.INTERIM)
    _paid(world, played, _payment(agreement, "interim"))


def _finish(world: World, played: PlayedCompany) -> None:
    agreement, skill = _agreement(played), _supplier(played).skill
    results = {
        target.id: reports.Result(_reached(world, target.before, target.target, skill), "구축 뒤 한 달 평균")
        for target in kpi_targets_of(agreement.application_id)
    }
    words = reports.Written(
        progress=100, done="구축과 교육을 마쳤습니다.", plan="무상 보증 기간에 달마다 점검합니다.", results=results
    )
    _report(world, played, ReportKind.FINAL, words)
    _inspected(world, played, InspectionKind.FINAL)
    _paid(world, played, _payment(agreement, "balance"))


def _report(world: World, played: PlayedCompany, kind: ReportKind, words: reports.Written) -> None:
    if kind.value not in report_kinds(_agreement(played).terms):
        return
    supplier = _supplier(played).person
    with world.act() as now:
        report = reports.begin_report(_agreement(played), kind, by=supplier, now=now)
        reports.save_report(report, words, by=supplier, now=now)
        reports.attach_report_paper(report, paper_file(report.name), by=supplier, now=now)
    with world.act() as now:
        reports.submit_report(report, by=supplier, now=now)
    with world.act() as now:
        reports.approve_report(report, by=played.owner, now=now)


def _inspected(world: World, played: PlayedCompany, kind: InspectionKind) -> None:
    agreement, officer = _agreement(played), world.centre.officer
    if kind.value not in inspection_kinds(agreement.terms):
        return
    visitor = world.luck.choice(world.centre.visitors)
    with world.act() as now:
        day = to_seoul(now).date()
        inspection = inspections.plan_inspection(
            agreement, kind, inspector=visitor, planned_on=day, by=officer, now=now
        )
    wanting = world.luck.random() > _supplier(played).skill + 0.1
    _sheet(world, inspection, visitor, wanting=wanting)
    if wanting:
        with world.act() as now:
            words = "지적한 부분을 고치고 자료를 다시 냈습니다."
            inspection_results.answer_supplement(inspection, words, None, by=_supplier(played).person, now=now)
        _sheet(world, inspection, visitor, wanting=False)
    if kind is InspectionKind.INTERIM:
        with world.act() as now:
            inspection_results.approve_interim(inspection, by=officer, now=now)
        return
    with world.act() as now:
        inspection_results.put_up(inspection, by=officer, now=now)
    for signer in (world.centre.leader, world.centre.director):
        with world.act() as now:
            if inspection_results.confirm(inspection, by=signer, now=now):
                break


def _sheet(world: World, inspection: Inspection, visitor: Person, *, wanting: bool) -> None:
    terms = sheet_terms(inspection)
    values = {"opinion": "현장에서 화면과 설비를 함께 확인했습니다."}
    for place, item in enumerate(terms.items):
        bad = wanting and place == 1
        values[grade_field(item.code)] = terms.grades[1 if bad else 0]
        values[note_field(item.code)] = "일정이 늦어져 계획을 다시 내야 합니다." if bad else ""
    if terms.with_assets:
        for row, (model, serial) in enumerate((("현장 단말 T-10", "SN-2041"), ("신호 수집기 G4", "SN-7730")), start=1):
            cells = {"model": model, "serial": f"{serial}{world.luck.randint(10, 99)}", "place": "작업장 1층"}
            values |= {asset_field(row, part): value for part, value in cells.items()}
    with world.act() as now:
        known = drafts_of(inspection.id)
        typed = {
            name: inspections.TypedField(value, known[name].revision if name in known else 0)
            for name, value in values.items()
        }
        inspections.save_sheet(inspection, typed, by=visitor, now=now)
        inspections.hand_in(inspection, by=visitor, now=now)


def _paid(world: World, played: PlayedCompany, payment: Payment | None) -> None:
    if payment is None:
        return
    officer, claimant = world.centre.officer, played.owner
    world.serial += 1
    with world.act() as now:
        today = to_seoul(now).date()
        for paper in payments.papers_asked(payment):
            payments.attach_payment_paper(payment, paper, paper_file(paper), by=claimant, now=now)
        number = INVOICE.format(day=today, number=world.serial)
        payments.claim(payment, Claim(number, payment.amount_won, today), by=claimant, now=now)
    with world.act() as now:
        for payee in payees_of(payment):
            check_payee(payee, Looked(BusinessStatus.ACTIVE, today), by=officer, now=now)
        payments.put_up(payment, by=officer, now=now)
    for signer in (world.centre.leader, world.centre.director):
        with world.act() as now:
            if payments.approve(payment, by=signer, now=now):
                break
    with world.act() as now:
        day = to_seoul(now).date()
        payments.pay(payment, payments.Paid(day, day.year), by=officer, now=now)


def _payment(agreement: Agreement, instalment: str) -> Payment | None:
    return next(
        (
            payment
            for payment in payments_of(agreement.id)
            if payment.instalment == instalment and payment.status != PaymentStatus.PAID
        ),
        None,
    )


def _reached(world: World, before: Decimal, target: Decimal, skill: float) -> Decimal:
    share = Decimal(str(round(min(1.2, max(0.1, skill + world.luck.gauss(0.12, 0.15))), 3)))
    return (before + (target - before) * share).quantize(Decimal("0.1"))


def _played(world: World, application: Application) -> PlayedCompany:
    return next(played for played in world.companies if played.company.id == application.company_id)


def _supplier(played: PlayedCompany) -> PlayedSupplier:
    if played.supplier is None:
        raise ValueError("this company chose no supplier")
    return played.supplier


def _agreement(played: PlayedCompany) -> Agreement:
    if played.agreement is None:
        raise ValueError("this company has no agreement")
    return played.agreement
