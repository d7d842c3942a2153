"""The cases that a file for another system lists, each with all that a column may ask for."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from program_admin.agreements.models import Agreement, AgreementShare, LedgerEntry, Payment, PaymentShare, PaymentStatus
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.applications.models import Application, FundingShare, ProjectPlan, Status
from program_admin.applications.queries import is_sealed
from program_admin.applications.queries.case_numbers import numbers_of_round, standing_of_round
from program_admin.companies.models import Company
from program_admin.core.database import db
from program_admin.programs.models import Round
from program_admin.programs.schema.outside import OrderRows
from program_admin.suppliers.models import Supplier

ENDED = (AgreementStatus.DISCARDED.value, AgreementStatus.CANCELLED.value)
DECIDED = (PaymentStatus.APPROVED.value, PaymentStatus.PAID.value)
Money = Mapping[str, int]
Shares = dict[uuid.UUID, dict[str, int]]


@dataclass(frozen=True, slots=True)
class OutsideCase:
    """One line of the file: a case, and the payment where lines are payments; shares in won by source."""

    application: Application
    plan: ProjectPlan | None
    supplier: Supplier | None
    agreement: Agreement | None
    shares: Money
    numbers: Mapping[str, str]
    payment: Payment | None = None
    paid: Money = field(default_factory=dict)
    paid_number: str = ""


def outside_cases(round_: Round, rows: OrderRows, now: datetime) -> list[OutsideCase]:
    """Return the lines in the order of receipt numbers; what is still sealed stays out."""
    if rows is OrderRows.PAYMENTS:
        payments = _payments(round_)
        cases = _cases(round_, [payment.agreement.application for payment in payments])
        paid = _by_source(select(PaymentShare).where(PaymentShare.payment_id.in_(_ids(payments))), "payment_id")
        numbers = _paid_numbers(payments)
        return [
            replace(cases[p.agreement.application_id], payment=p, paid=paid.get(p.id, {}), paid_number=numbers[p.id])
            for p in payments
        ]
    found = [each for each in db.session.scalars(_applications(round_, rows)) if not is_sealed(each, now)]
    cases = _cases(round_, found)
    return [cases[each.id] for each in found]


def sealed_count(round_: Round, now: datetime) -> int:
    """Return how many applications of a round are still sealed."""
    return sum(is_sealed(each, now) for each in db.session.scalars(standing_of_round(round_.id)))


def our_numbers(round_: Round) -> dict[str, uuid.UUID]:
    """Return the application of each receipt number and agreement number of a round."""
    ours = {each.number: each.id for each in db.session.scalars(standing_of_round(round_.id)) if each.number}
    agreements = select(Agreement).join(Agreement.application).where(Application.round_id == round_.id)
    standing = db.session.scalars(agreements.where(Agreement.status.not_in(ENDED)))
    return ours | {each.number: each.application_id for each in standing if each.application_id in set(ours.values())}


def _applications(round_: Round, rows: OrderRows) -> Select[Application]:
    wanted = standing_of_round(round_.id).order_by(Application.number)
    if rows is OrderRows.SELECTED:
        wanted = wanted.where(Application.status == Status.SELECTED.value)
    elif rows is OrderRows.AGREEMENTS:
        made = select(Agreement.application_id).where(Agreement.status.not_in(ENDED))
        wanted = wanted.where(Application.id.in_(made))
    return wanted.options(joinedload(Application.company).selectinload(Company.sites))


def _payments(round_: Round) -> Sequence[Payment]:
    wanted = (
        select(Payment)
        .join(Payment.agreement)
        .join(Agreement.application)
        .where(Application.round_id == round_.id, Payment.status.in_(DECIDED))
        .order_by(Application.number, Payment.place)
    )
    whole = contains_eager(Payment.agreement).contains_eager(Agreement.application)
    return db.session.scalars(wanted.options(whole.joinedload(Application.company).selectinload(Company.sites))).all()


def _cases(round_: Round, applications: Iterable[Application]) -> dict[uuid.UUID, OutsideCase]:
    by_id = {each.id: each for each in applications}
    plans = _mapped(select(ProjectPlan).where(ProjectPlan.application_id.in_(by_id)), "application_id")
    made = select(Agreement).where(Agreement.application_id.in_(by_id), Agreement.status.not_in(ENDED))
    agreements = _mapped(made, "application_id")
    chosen = {each.supplier_id for each in (*by_id.values(), *agreements.values())}
    suppliers = _mapped(select(Supplier).where(Supplier.id.in_(chosen - {None})), "id")
    asked = _by_source(select(FundingShare).where(FundingShare.application_id.in_(by_id)), "application_id")
    agreed = _by_source(
        select(AgreementShare).where(AgreementShare.agreement_id.in_(_ids(agreements.values()))), "agreement_id"
    )
    numbers = numbers_of_round(round_.id)
    found = {}
    for key, application in by_id.items():
        agreement = agreements.get(key)
        found[key] = OutsideCase(
            application=application,
            plan=plans.get(key),
            supplier=suppliers.get(agreement.supplier_id if agreement else application.supplier_id),
            agreement=agreement,
            shares=agreed.get(agreement.id, {}) if agreement else asked.get(key, {}),
            numbers={code: row.number for code, row in numbers.get(key, {}).items()},
        )
    return found


def _paid_numbers(payments: Iterable[Payment]) -> defaultdict[uuid.UUID, str]:
    """The numbers of the paying systems for each payment; what a correction replaced is left out."""
    wanted = select(LedgerEntry).where(LedgerEntry.payment_id.in_(_ids(payments))).order_by(LedgerEntry.at)
    entries = db.session.scalars(wanted).all()
    replaced = {entry.corrects_id for entry in entries}
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.outside_number and entry.id not in replaced:
            found[entry.payment_id].append(entry.outside_number)
    return defaultdict(str, {key: ", ".join(dict.fromkeys(numbers)) for key, numbers in found.items()})


def _mapped(statement: Select, key: str) -> dict:
    return {getattr(row, key): row for row in db.session.scalars(statement)}


def _by_source(statement: Select, key: str) -> Shares:
    found: defaultdict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    for row in db.session.scalars(statement):
        found[getattr(row, key)][row.source] = row.amount_won
    return found


def _ids(records: Iterable[Agreement | Payment]) -> list[uuid.UUID]:
    return [each.id for each in records]
