"""A company on one page: who it is, its sites, its figures, its people."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies.models import LEGAL_FORM_NAMES, MEMBER_KIND_NAMES, Company, LegalForm, MemberKind, Site
from program_admin.companies.queries import finances_of, members_of, sites_of
from program_admin.companies.rules import years_wanted
from program_admin.companies.views.blueprint import get_company, pages
from program_admin.core.clock import today
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.identifiers import format_business_number, format_corporate_number, normalise_phone
from program_admin.core.korean import korean_date
from program_admin.core.pages import page
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SIZE_CLASS_NAMES, SiteKind, SizeClass

NONE = "아직 적지 않았습니다"


@pages.get("/<uuid:company_id>")
@needs(may.SEE, get_company, logs="기업·담당자 정보")
def show(company: Company) -> ResponseReturnValue:
    """Show everything kept about one company."""
    members = members_of(company.id)
    return page(
        "companies/show.html",
        company=company,
        number=format_business_number(company.business_number),
        basics=_basics(company),
        business=_business(company),
        sites=[
            (site, SITE_KIND_NAMES[SiteKind(site.kind)], _place(site), _numbers(site)) for site in sites_of(company.id)
        ],
        finances=finances_of(company.id),
        tasks=_tasks(company),
        members=[
            (one, MEMBER_KIND_NAMES[MemberKind(one.kind)], normalise_phone(one.person.phone) or "") for one in members
        ],
        may_edit=may.EDIT.allows(current_user, company),
        may_manage=may.MANAGE_PEOPLE.allows(current_user, company),
    )


def _basics(company: Company) -> list[tuple[str, str]]:
    rows = [
        ("사업자등록번호", format_business_number(company.business_number)),
        ("사업자 구분", LEGAL_FORM_NAMES[LegalForm(company.legal_form)]),
        ("법인등록번호", format_corporate_number(company.corporate_number)),
        ("대표자", ", ".join(company.representatives)),
        ("설립일(개업일)", korean_date(company.founded_on)),
        ("업종", f"{company.ksic} {KSIC_DIVISIONS.name_of(company.ksic)}"),
        ("세부 업종", company.trade),
        ("기업 규모", SIZE_CLASS_NAMES[SizeClass(company.size_class)]),
        ("부가가치세", "면세사업자" if company.vat_exempt else "과세사업자"),
        ("대표 전화", company.phone),
        ("대표 전자우편", company.email),
    ]
    return [row for row in rows if row[1]]


def _business(company: Company) -> list[tuple[str, str]]:
    return [
        ("주요 제품", company.main_product or NONE),
        ("주요 공정", company.main_process or NONE),
        ("주요 거래처", company.customers or NONE),
        ("상시 근로자", f"{company.employees:,}명 (생산직 {company.production_workers:,}명)"),
        ("스마트공장 수준", LEVEL_NAMES[Level(company.system_level)]),
    ]


def _place(site: Site) -> str:
    return SEOUL_DISTRICTS.name_of(site.district) if site.district else SIDO.name_of(site.sido)


def _numbers(site: Site) -> list[str]:
    own = f"사업자 {format_business_number(site.business_number)}" if site.business_number else ""
    area = f"면적 {site.area_m2.normalize():,f}㎡" if site.area_m2 is not None else ""
    registered = f"공장등록 {site.registration_number}" if site.registration_number else ""
    return [line for line in (own, area, registered) if line]


def _tasks(company: Company) -> list[tuple[str, str, str, str]]:
    """What is still to be written before an application can be made: label, address, word, tone."""
    kept = {row.year for row in finances_of(company.id)}
    plants = [site for site in sites_of(company.id) if not site.is_head_office]
    figures = company.under_three_years or kept >= set(years_wanted(today()))
    parts = (
        ("회사 정보", "edit_basics", True),
        ("사업 내용", "edit_business", bool(company.main_product and company.main_process)),
        ("공장·외주처", "new_site", bool(plants)),
        ("재무", "edit_finances", figures),
    )
    return [
        (
            label,
            url_for(f".{view}", company_id=company.id),
            *(("완료", "success") if done else ("작성 필요", "warning")),
        )
        for label, view, done in parts
    ]
