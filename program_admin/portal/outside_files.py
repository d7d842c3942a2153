"""Files for other systems: the columns a round declares, and the file in which outside numbers come back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from program_admin.applications.models import Application, CaseNumber
from program_admin.applications.queries import is_sealed
from program_admin.companies.models import Company
from program_admin.core.clock import to_seoul
from program_admin.core.exports import XLSX_TYPE, Kind, Sheet, SheetColumn, Value, to_csv, to_xlsx
from program_admin.core.identifiers import digits_of, format_business_number
from program_admin.core.lists.files import CSV_TYPE, ExportedFile
from program_admin.portal.queries.outside_cases import OutsideCase
from program_admin.programs.schema.eligibility import SIZE_CLASS_NAMES, SiteKind, SizeClass
from program_admin.programs.schema.outside import FIXED, ColumnOrder, ExportColumn
from program_admin.programs.schema.round_file import RoundFile

Reader = Callable[[OutsideCase], Value]
Given = Mapping[uuid.UUID, Mapping[str, CaseNumber]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A column with nothing in some lines: its heading and in how many."""

    title: str
    lines: int


def sheet_of(order: ColumnOrder, cases: Sequence[OutsideCase], terms: RoundFile) -> Sheet:
    """The table in the order and under the headings that the other system expects."""
    heads = tuple(SheetColumn(each.title, _kind(each)) for each in order.columns)
    tracks = {track.code: track.name for track in terms.tracks}
    rows = [[_value(case, column, tracks) for column in order.columns] for case in cases]
    return Sheet(order.name, heads, rows)


def file_of(sheet: Sheet, kind: str, today: date) -> ExportedFile:
    """The sheet as an XLSX or CSV file, named after it and the day."""
    name = f"{sheet.title}_{today:%Y%m%d}.{kind}"
    lines = list(sheet.rows)
    sheet = replace(sheet, rows=lines)
    if kind == "csv":
        return ExportedFile(name, CSV_TYPE, to_csv(sheet), len(lines))
    return ExportedFile(name, XLSX_TYPE, to_xlsx(sheet), len(lines))


def gaps_of(order: ColumnOrder, sheet: Sheet) -> list[Gap]:
    """The columns that lack something, columns left blank on purpose apart."""
    rows = list(sheet.rows)
    counted = [
        Gap(column.title, sum(row[place] in (None, "") for row in rows))
        for place, column in enumerate(order.columns)
        if column.field != FIXED
    ]
    return [gap for gap in counted if gap.lines]


def numbers_sheet(terms: RoundFile, applications: Sequence[Application], given: Given, now: datetime) -> Sheet:
    """The file to fill in: our number, who it is, every outside number as it stands; what is sealed has no title."""
    titles = ("접수번호", "기업명", "과제명", *(each.name for each in terms.outside_numbers))
    rows = [
        [each.number, each.company_name, "" if is_sealed(each, now) else each.title]
        + [number_of(given, each, number.code) for number in terms.outside_numbers]
        for each in applications
    ]
    return Sheet("외부 번호", tuple(SheetColumn(title, width=22) for title in titles), rows)


def number_of(given: Given, application: Application, code: str) -> str:
    """A case's outside number, empty while there is none."""
    row = given.get(application.id, {}).get(code)
    return row.number if row else ""


def _kind(column: ExportColumn) -> Kind:
    group, _, name = column.field.partition(".")
    if group in ("funding", "paid") or column.field in ("payment.amount", "payment.supply"):
        return Kind.MONEY
    if name.endswith("_on") and not column.digits:
        return Kind.DATE
    return Kind.NUMBER if column.field == "company.employees" else Kind.TEXT


def _value(case: OutsideCase, column: ExportColumn, tracks: Mapping[str, str]) -> Value:
    group, _, name = column.field.partition(".")
    value: Value
    if column.field == FIXED:
        value = column.fixed
    elif column.field == "application.track":
        value = tracks.get(case.application.track, case.application.track)
    elif group == "number":
        value = case.numbers.get(name)
    elif group == "paid":
        value = case.paid.get(name, 0)
    else:
        reader = READERS.get(column.field)
        value = reader(case) if reader else case.shares.get(name, 0)
    if column.digits and value is not None and not isinstance(value, int):
        return digits_of(value.isoformat() if isinstance(value, date) else str(value))
    return value


def _company(read: Callable[[Company], Value]) -> Reader:
    return lambda case: read(case.application.company)


def _address(company: Company, *, head_office: bool) -> Value:
    sites = (site for site in company.sites if site.ended_at is None)
    kinds = (SiteKind.HEAD_OFFICE,) if head_office else (SiteKind.OWN_PLANT, SiteKind.LEASED_UNIT)
    return next((site.address for site in sites if site.kind in kinds), None)


def _plan(read: Callable[..., Value]) -> Reader:
    return lambda case: read(case.plan) if case.plan else None


def _supplier(read: Callable[..., Value]) -> Reader:
    return lambda case: read(case.supplier) if case.supplier else None


def _agreement(read: Callable[..., Value]) -> Reader:
    return lambda case: read(case.agreement) if case.agreement else None


def _payment(read: Callable[..., Value]) -> Reader:
    return lambda case: read(case.payment) if case.payment else None


def _total(read: Callable[..., Value]) -> Reader:
    """Money as agreed, or as asked for while there is no agreement."""
    return lambda case: read(case.agreement or case.application)


READERS: dict[str, Reader] = {
    "application.number": lambda case: case.application.number,
    "application.title": lambda case: case.agreement.title if case.agreement else case.application.title,
    "application.submitted_on": lambda case: (
        to_seoul(case.application.submitted_at).date() if case.application.submitted_at else None
    ),
    "company.name": lambda case: case.application.company_name,
    "company.business_number": _company(lambda company: format_business_number(company.business_number)),
    "company.corporate_number": _company(lambda company: company.corporate_number),
    "company.representative": _company(lambda company: company.representatives_text),
    "company.founded_on": _company(lambda company: company.founded_on),
    "company.ksic": _company(lambda company: company.ksic),
    "company.size": _company(lambda company: SIZE_CLASS_NAMES[SizeClass(company.size_class)]),
    "company.employees": _company(lambda company: company.employees),
    "company.address": _company(lambda company: _address(company, head_office=True)),
    "company.plant_address": _company(lambda company: _address(company, head_office=False)),
    "company.phone": _company(lambda company: company.phone),
    "contact.name": _plan(lambda plan: plan.contact_name),
    "contact.phone": _plan(lambda plan: plan.contact_phone),
    "contact.email": _plan(lambda plan: plan.contact_email),
    "supplier.name": _supplier(lambda supplier: supplier.name),
    "supplier.business_number": _supplier(lambda supplier: format_business_number(supplier.business_number)),
    "agreement.number": _agreement(lambda agreement: agreement.number),
    "agreement.starts_on": _agreement(lambda agreement: agreement.starts_on),
    "agreement.ends_on": _agreement(lambda agreement: agreement.ends_on),
    "agreement.concluded_on": _agreement(
        lambda agreement: to_seoul(agreement.concluded_at).date() if agreement.concluded_at else None
    ),
    "funding.total": _total(lambda record: record.total_won),
    "funding.support": _total(lambda record: record.subsidy_won),
    "funding.vat": _total(lambda record: record.vat_won),
    "payment.name": _payment(lambda payment: payment.name),
    "payment.amount": _payment(lambda payment: payment.amount_won),
    "payment.supply": _payment(lambda payment: payment.supply_won),
    "payment.invoice": _payment(lambda payment: payment.tax_invoice_number),
    "payment.transferred_on": _payment(lambda payment: payment.transferred_on),
    "payment.paid_on": _payment(lambda payment: payment.paid_on),
    "payment.outside_number": lambda case: case.paid_number,
}
"""Where each column is read; numbers, shares of sources and the track are read by their code."""
