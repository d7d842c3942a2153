"""One search over companies, applications, suppliers and agreements."""

from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.models import Person
from program_admin.accounts.permission import signed_in
from program_admin.applications.models import Application
from program_admin.applications.queries import sealed_to
from program_admin.applications.states import PROCESS
from program_admin.core import clock
from program_admin.core.identifiers import format_business_number, normalise_phone
from program_admin.core.pages import page
from program_admin.portal.links import link_to
from program_admin.portal.queries import search as found_by
from program_admin.portal.readers import in_office
from program_admin.portal.views.blueprint import pages


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its name, where it is shown, a line below."""

    name: str
    href: str
    note: str


@pages.get("/search")
@signed_in
def search() -> ResponseReturnValue:
    """Show what was found, kind by kind; without a word only the box."""
    query = request.args.get("q", "").strip()[:100]
    asked = found_by.is_searchable(query)
    groups = _groups(current_user, query, clock.now()) if asked else []
    return page(
        "portal/search.html",
        query=query,
        asked=asked,
        groups=[(title, hits) for title, hits in groups if hits],
        total=sum(len(hits) for _, hits in groups),
        most=found_by.MOST,
    )


def _groups(person: Person, query: str, now: datetime) -> list[tuple[str, list[Hit]]]:
    return [
        ("신청", [_application(each, person, now) for each in found_by.applications_found(person, query, now)]),
        (
            "도입기업",
            [
                Hit(
                    each.name,
                    link_to("companies.show", company_id=each.id),
                    f"{format_business_number(each.business_number)} · {each.representatives_text}",
                )
                for each in found_by.companies_found(person, query)
            ],
        ),
        (
            "공급기업",
            [
                Hit(each.name, link_to("suppliers.show", supplier_id=each.id), each.registration_number or "등록 전")
                for each in found_by.suppliers_found(person, query)
            ],
        ),
        (
            "협약",
            [
                Hit(
                    each.title, link_to("agreements.show", agreement_id=each.id), f"{each.number} · {each.company_name}"
                )
                for each in found_by.agreements_found(person, query)
            ],
        ),
        (
            "사람",
            [
                Hit(each.name, link_to("accounts.person", person_id=each.id), normalise_phone(each.phone) or each.phone)
                for each in found_by.people_found(person, query)
            ],
        ),
    ]


def _application(application: Application, person: Person, now: datetime) -> Hit:
    staff = in_office(person)
    sealed = staff and sealed_to(person, application, now)
    return Hit(
        application.company_name if sealed else application.shown_title,
        link_to("portal.case", application_id=application.id),
        " · ".join(
            filter(
                None,
                (application.number, application.company_name, PROCESS.label(application.status, staff=staff)),
            )
        ),
    )
