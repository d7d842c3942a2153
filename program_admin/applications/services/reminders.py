"""Reminding companies by itself of supplements that are due soon, kept on each case."""

from datetime import datetime, timedelta
from itertools import groupby

from program_admin.applications.models import CaseNotice, NoticeKind
from program_admin.applications.notices import tell_people
from program_admin.applications.queries.screening import supplements_due
from program_admin.applications.services.bulk_notices import owed_words
from program_admin.applications.services.screening import progress_link
from program_admin.companies.queries import members_of
from program_admin.core.clock import to_seoul
from program_admin.core.database import db

REMIND_BEFORE = timedelta(days=2)


def remind_supplements(now: datetime) -> int:
    """Remind companies of requests due within two days, each due day once; returns how many requests it were.

    What one application owes stands in one message.
    """
    today = to_seoul(now).date()
    due = supplements_due(today, today + REMIND_BEFORE)
    by_case = sorted(due, key=lambda each: (str(each.application_id), each.place))
    for _, requests in groupby(by_case, lambda each: each.application_id):
        owed = list(requests)
        application = owed[0].application
        words = owed_words(application, owed, today)
        people = [membership.person for membership in members_of(application.company_id)]
        tell_people(application, people, title=words.title, body=words.body, now=now, link=progress_link(application))
        db.session.add(
            CaseNotice(
                application_id=application.id,
                kind=NoticeKind.AUTOMATIC.value,
                title=words.title,
                body=words.body,
                recipients=len(people),
                at=now,
            )
        )
        for request in owed:
            request.reminded_for = request.due_on
    db.session.flush()
    return len(due)
