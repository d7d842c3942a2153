"""The officers' list of companies."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import ColumnElement, select

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies.models import Company, Site
from program_admin.companies.queries import visible_to
from program_admin.companies.views.blueprint import pages
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS
from program_admin.core.exports import Kind
from program_admin.core.identifiers import format_business_number
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.programs.schema.eligibility import SIZE_CLASS_NAMES, SizeClass

DIVISIONS = tuple((one.code, one.name) for one in KSIC_DIVISIONS.codes)
DISTRICTS = tuple((one.code, one.name) for one in SEOUL_DISTRICTS.codes)


def _in_districts(codes: tuple[str, ...]) -> ColumnElement[bool]:
    there = select(Site.company_id).where(Site.ended_at.is_(None), Site.district.in_(codes))
    return Company.id.in_(there)


LISTING: Listing[Company] = Listing(
    name="companies",
    title="도입기업",
    columns=(
        Column(
            "name",
            "회사",
            lambda company: company.name,
            order=Company.name,
            link=lambda company: url_for("companies.show", company_id=company.id),
            width=30,
        ),
        Column("number", "사업자등록번호", lambda company: format_business_number(company.business_number)),
        Column("representatives", "대표자", lambda company: company.representatives_text),
        Column("ksic", "업종", lambda company: KSIC_DIVISIONS.name_of(company.ksic), order=Company.ksic, width=30),
        Column("trade", "세부 업종", lambda company: company.trade),
        Column("size", "규모", lambda company: SIZE_CLASS_NAMES[SizeClass(company.size_class)], shown=False),
        Column("employees", "근로자", lambda company: company.employees, kind=Kind.NUMBER, order=Company.employees),
        Column(
            "created_at", "등록", lambda company: company.created_at, kind=Kind.MOMENT, order=Company.created_at,
            shown=False,
        ),
    ),
    identity=Company.id,
    order="name",
    empty="조건에 맞는 기업이 없습니다. 조건을 바꾸거나 지워 주세요.",
    filters=(
        ChoiceFilter("ksic", "업종", DIVISIONS, column=Company.ksic),
        ChoiceFilter(
            "district", "서울 자치구", DISTRICTS, condition=_in_districts
        ),
    ),
    search=Company.search_text,
    search_hint="회사 이름, 사업자등록번호, 업종으로 찾기",
)  # fmt: skip


@pages.get("/")
@needs(may.LIST)
def companies() -> ResponseReturnValue:
    """List every registered company."""
    statement = visible_to(current_user)
    file = list_file(LISTING, statement)
    if file is not None:
        return file
    return page("companies/list.html", list=list_page(LISTING, statement, arguments=request.args))
