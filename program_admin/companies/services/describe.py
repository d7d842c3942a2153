"""A company keeps up to date who it is and what it does."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.models import LEGAL_FORM_NAMES, Company, LegalForm
from program_admin.companies.rules import Basics, Business, basics_faults, business_faults
from program_admin.companies.services.history import Change, keep_changes
from program_admin.companies.services.refusing import refuse_if
from program_admin.companies.services.staleness import refuse_stale
from program_admin.core.clock import to_seoul
from program_admin.core.codes import KSIC_DIVISIONS
from program_admin.core.identifiers import digits_of
from program_admin.core.korean import korean_date
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.programs.schema.eligibility import SIZE_CLASS_NAMES, SizeClass

LABELS = {
    "name": "회사 이름", "legal_form": "사업자 구분", "representatives": "대표자", "founded_on": "설립일",
    "ksic": "업종", "size_class": "기업 규모", "corporate_number": "법인등록번호", "trade": "세부 업종",
    "vat_exempt": "부가가치세 면세", "phone": "대표 전화", "email": "대표 전자우편", "main_product": "주요 제품",
    "main_process": "주요 공정", "customers": "주요 거래처", "employees": "상시 근로자", "production_workers": "생산직",
    "system_level": "스마트공장 수준",
}  # fmt: skip


def change_basics(company: Company, basics: Basics, *, by: Person, now: datetime, version: int) -> None:
    """Change who a company is (never its business number); raises RuleBroken or Conflict."""
    values = asdict(basics) | {
        "representatives": list(basics.representatives),
        "corporate_number": digits_of(basics.corporate_number),
    }
    refuse_stale(company, values, version, LABELS)
    refuse_if(basics_faults(basics, to_seoul(now).date()))
    _keep(company, values, by=by, now=now)


def change_business(company: Company, business: Business, *, by: Person, now: datetime, version: int) -> None:
    """Change what a company does; raises RuleBroken or Conflict."""
    values = asdict(business)
    refuse_stale(company, values, version, LABELS)
    refuse_if(business_faults(business))
    _keep(company, values, by=by, now=now)


def _keep(company: Company, values: Mapping[str, object], *, by: Person, now: datetime) -> None:
    changed = tuple(name for name, value in values.items() if getattr(company, name) != value)
    shown = [
        Change("회사", LABELS[name], words(name, getattr(company, name)), words(name, values[name])) for name in changed
    ]
    keep_changes(company.id, shown, by=by, now=now)
    for name in changed:
        setattr(company, name, values[name])
    if changed:
        record("company:change", "Company", company.id, by=by, now=now, fields=changed)


def words(name: str, value: object) -> object:
    """A value of a company as people read it: codes by their names."""
    text = str(value)
    match name:
        case "legal_form":
            return LEGAL_FORM_NAMES[LegalForm(text)]
        case "ksic":
            return f"{text} {KSIC_DIVISIONS.name_of(text)}"
        case "size_class":
            return SIZE_CLASS_NAMES[SizeClass(text)]
        case "system_level":
            return LEVEL_NAMES[Level(text)]
        case "founded_on":
            return korean_date(value) if isinstance(value, date) else text
        case _:
            return value
