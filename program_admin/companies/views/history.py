"""Who changed what about a company, when, and what stood there before."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies.models import Company, CompanyChange
from program_admin.companies.views.blueprint import get_company, pages
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page

LISTING: Listing[CompanyChange] = Listing(
    name="company-history",
    title="변경 이력",
    columns=(
        Column("at", "때", lambda row: row.at, kind=Kind.MOMENT, order=CompanyChange.at),
        Column("by", "고친 사람", lambda row: row.by.name),
        Column("subject", "대상", lambda row: row.subject),
        Column("field", "항목", lambda row: row.field),
        Column("before", "이전", lambda row: row.before or "없음", width=30),
        Column("after", "이후", lambda row: row.after or "없음", width=30),
    ),
    identity=CompanyChange.id,
    order="-at",
    empty="아직 바뀐 것이 없습니다.",
)


@pages.get("/<uuid:company_id>/history")
@needs(may.SEE, get_company, logs="기업 정보 변경 이력")
def history(company: Company) -> ResponseReturnValue:
    """Show every change, newest first."""
    statement = select(CompanyChange).where(CompanyChange.company_id == company.id)
    file = list_file(LISTING, statement, about=company)
    if file is not None:
        return file
    found = list_page(LISTING, statement, arguments=request.args, person_id=current_user.id)
    return page("companies/history.html", company=company, listing=found)
