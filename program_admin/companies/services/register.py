"""Somebody registers the own company: it gets its head office and its owner in one act."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.models import Company, MemberKind, Membership
from program_admin.companies.queries import company_by_business_number
from program_admin.companies.rules import (
    Faults,
    NewCompany,
    basics_faults,
    business_faults,
    is_young,
    number_faults,
    site_faults,
)
from program_admin.companies.services.history import Change, keep_changes
from program_admin.companies.services.refusing import refuse_if
from program_admin.companies.services.sites import new_site
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.identifiers import digits_of

TAKEN = (
    "이미 등록된 사업자등록번호입니다. 먼저 등록한 담당자에게 초대를 부탁하거나, 누구인지 모르면 센터로 문의해 주세요."
)


def register_company(new: NewCompany, *, by: Person, now: datetime) -> Company:
    """Register a company; `by` becomes its owner. Raises RuleBroken with every fault at its field.

    Field names are those of NewCompany's parts; the head office's business number is called `business_number` too.
    """
    refuse_if(_faults(new, now))
    company = Company(
        **asdict(new.basics) | asdict(new.business) | {"representatives": list(new.basics.representatives)},
        business_number=digits_of(new.business_number),
        under_three_years=is_young(new.basics.founded_on, to_seoul(now).date()),
        created_at=now,
    )
    company.corporate_number = digits_of(company.corporate_number)
    db.session.add(company)
    try:
        db.session.flush()
    except IntegrityError:
        refuse_if({"business_number": [TAKEN]})
    db.session.add(Membership(company_id=company.id, person_id=by.id, kind=MemberKind.OWNER.value, created_at=now))
    db.session.add(new_site(company, new.head_office, now))
    db.session.flush()
    keep_changes(company.id, [Change("회사", "기업 등록", "", company.name)], by=by, now=now)
    record("company:register", "Company", company.id, by=by, now=now)
    return company


def _faults(new: NewCompany, now: datetime) -> Faults:
    today = to_seoul(now).date()
    number = digits_of(new.business_number)
    found = site_faults(new.head_office, number, today)
    found |= basics_faults(new.basics, today) | business_faults(new.business) | number_faults(new.business_number)
    if "business_number" not in found and company_by_business_number(number) is not None:
        found["business_number"] = [TAKEN]
    return found
