"""The registry of suppliers as a list."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.core.codes import SEOUL_DISTRICTS, SIDO
from program_admin.core.exports import Kind
from program_admin.core.identifiers import format_business_number
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import SOLUTION_NAMES, Solution, SolutionKind, Status, Supplier
from program_admin.suppliers.queries import SEE_ALL, visible_to
from program_admin.suppliers.states import PROCESS
from program_admin.suppliers.views.blueprint import pages

DISTRICTS = tuple((one.code, one.name) for one in SEOUL_DISTRICTS.codes)


def place_of(supplier: Supplier) -> str:
    """The supplier's place in a word or two, e.g. 금천구 or 경기도."""
    return SEOUL_DISTRICTS.name_of(supplier.district) if supplier.district else SIDO.name_of(supplier.sido)


def kinds_of(supplier: Supplier) -> str:
    """The kinds of solutions it offers now, each once."""
    kinds = dict.fromkeys(each.kind_name for each in supplier.solutions if each.ended_at is None)
    return ", ".join(kinds)


def _with_kinds(kinds: tuple[str, ...]) -> ColumnElement[bool]:
    offering = select(Solution.supplier_id).where(Solution.ended_at.is_(None), Solution.kind.in_(kinds))
    return Supplier.id.in_(offering)


_COLUMNS: tuple[Column[Supplier], ...] = (
    Column(
        "name",
        "공급기업",
        lambda supplier: supplier.name,
        order=Supplier.name,
        link=lambda supplier: url_for("suppliers.show", supplier_id=supplier.id),
        width=30,
    ),
    Column("number", "등록번호", lambda supplier: supplier.registration_number, order=Supplier.registration_number),
    Column("place", "지역", place_of, order=Supplier.district),
    Column("kinds", "솔루션", kinds_of, width=40),
    Column("employees", "근로자", lambda supplier: supplier.employees, kind=Kind.NUMBER, order=Supplier.employees),
    Column("council", "협의회", lambda supplier: "회원" if supplier.council_member else "", shown=False),
)
_FOR_STAFF: tuple[Column[Supplier], ...] = (
    Column(
        "status",
        "상태",
        lambda supplier: PROCESS.label(supplier.status, staff=True),
        kind=Kind.BADGE,
        tone=lambda supplier: PROCESS.tone(supplier.status),
        order=Supplier.status,
    ),
    Column(
        "business_number",
        "사업자등록번호",
        lambda supplier: format_business_number(supplier.business_number),
        shown=False,
    ),
    Column("representatives", "대표자", lambda supplier: supplier.representatives_text, shown=False),
    Column(
        "created_at",
        "신청",
        lambda supplier: supplier.created_at,
        kind=Kind.MOMENT,
        order=Supplier.created_at,
        shown=False,
    ),
)
_FILTERS = (
    ChoiceFilter("district", "서울 자치구", DISTRICTS, column=Supplier.district),
    ChoiceFilter("kind", "솔루션", tuple((k.value, SOLUTION_NAMES[k]) for k in SolutionKind), condition=_with_kinds),
)
_STATES = ChoiceFilter(
    "status", "상태", tuple((s.value, PROCESS.label(s, staff=True)) for s in Status), column=Supplier.status
)
LISTING: Listing[Supplier] = Listing(
    name="suppliers",
    title="공급기업",
    columns=_COLUMNS,
    identity=Supplier.id,
    order="name",
    empty="아직 등록된 공급기업이 없습니다. 공급기업이 등록을 신청하면 여기에 보입니다.",
    filters=_FILTERS,
    search=Supplier.search_text,
    search_hint="회사 이름, 등록번호, 사업자등록번호로 찾기",
)
STAFF_LISTING: Listing[Supplier] = Listing(
    name="suppliers",
    title="공급기업",
    columns=(*_COLUMNS, *_FOR_STAFF),
    identity=Supplier.id,
    order="name",
    empty=LISTING.empty,
    filters=(_STATES, *_FILTERS),
    search=Supplier.search_text,
    search_hint=LISTING.search_hint,
)


@pages.get("/")
@needs(may.LIST)
def suppliers() -> ResponseReturnValue:
    """List the registry: staff see every supplier with its state, companies those registered."""
    listing = STAFF_LISTING if current_user.roles & SEE_ALL else LISTING
    statement = visible_to(current_user).options(selectinload(Supplier.solutions))
    file = list_file(listing, statement)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args)
    return page("suppliers/list.html", list=found)
