"""Messages to the people of the applying company."""

from collections.abc import Iterable
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.companies.queries import members_of
from program_admin.notices.outbox import Recipient, tell


def tell_company(application: Application, *, title: str, body: str, now: datetime, link: str = "") -> None:
    """Tell the owner and the staff of the company, each by phone and inbox; no commit.

    `link` is the page to open, the application itself unless given.
    """
    people = [membership.person for membership in members_of(application.company_id)]
    tell_people(application, people, title=title, body=body, now=now, link=link)


def tell_people(
    application: Application, people: Iterable[Person], *, title: str, body: str, now: datetime, link: str = ""
) -> None:
    """Tell these people about an application, each by phone and inbox; no commit."""
    for person in people:
        tell(
            Recipient(person.id, person.name, phone=person.phone, email=person.email),
            now=now,
            title=title,
            body=body,
            link=link or f"/applications/{application.id}",
            subject=("Application", application.id),
        )
