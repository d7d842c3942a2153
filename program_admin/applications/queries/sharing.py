"""Which telephones, e-mail addresses, devices and helpers an applicant shares with other companies of its round."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from program_admin.accounts.models import LoginSession, Person
from program_admin.applications.models import Application, Delegation, ProjectPlan, Status
from program_admin.applications.rules.sharing import Kind, Shared, Use, shared_uses
from program_admin.companies.models import Membership
from program_admin.core.database import db

Asked = tuple[Kind, str, Select, Any]


def sharing_of(application: Application) -> tuple[Shared, ...]:
    """Return what the company shares with others that handed an application in to the same round."""
    own = [use for asked in _sources() for use in _uses(asked, Application.id == application.id)]
    rivals = (
        (Application.round_id == application.round_id)
        & (Application.company_id != application.company_id)
        & (Application.status != Status.DRAFT.value)
    )
    others = []
    for kind, where, rows, value in _sources():
        wanted = sorted({use.value for use in own if use.kind is kind})
        if wanted:
            among = value.in_([uuid.UUID(each) for each in wanted] if kind is Kind.DELEGATE else wanted)
            others += _uses((kind, where, rows, value), rivals & among)
    return shared_uses(own, others)


def _sources() -> Iterator[Asked]:
    """Where a company uses something: the kind, the place in words, the rows (company, value, note), the value."""
    plan = select(Application.company_name).join(ProjectPlan, ProjectPlan.application_id == Application.id)
    company = select(Application.company_name)
    people = (
        select(Application.company_name)
        .join(Membership, (Membership.company_id == Application.company_id) & Membership.ended_at.is_(None))
        .join(Person, Person.id == Membership.person_id)
    )
    sessions = people.join(LoginSession, LoginSession.person_id == Person.id)
    delegates = (
        select(Application.company_name)
        .join(Delegation, Delegation.application_id == Application.id)
        .join(Person, Person.id == Delegation.person_id)
    )
    yield Kind.PHONE, "사업 담당자", plan, _digits(ProjectPlan.contact_phone)
    yield Kind.PHONE, "기업 대표 전화", company, _digits(Application.company_phone)
    yield Kind.PHONE, "가입한 담당자", people, _digits(Person.phone)
    yield Kind.EMAIL, "사업 담당자", plan, func.lower(ProjectPlan.contact_email)
    yield Kind.EMAIL, "기업 대표 전자우편", company, func.lower(Application.company_email)
    yield Kind.EMAIL, "가입한 담당자", people, func.lower(Person.email)
    yield Kind.DEVICE, "담당자 로그인", sessions, LoginSession.device
    yield Kind.ADDRESS, "담당자 로그인", sessions, LoginSession.address
    yield Kind.DELEGATE, "대리 작성", delegates, Delegation.person_id


def _uses(asked: Asked, condition: ColumnElement[bool]) -> list[Use]:
    kind, where, rows, value = asked
    found = db.session.execute(rows.add_columns(value).where(condition).distinct())
    return [Use(kind, str(each), company, where) for company, each in found if each]


def _digits(column: Any) -> Any:
    return func.replace(func.replace(column, "-", ""), " ", "")
