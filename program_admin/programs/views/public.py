"""What anybody may read: which rounds there are, and one round's announcement."""

import uuid

from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import public
from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.pages import page
from program_admin.programs import queries
from program_admin.programs.inquiries.queries import answered_of
from program_admin.programs.inquiries.services import no_questions
from program_admin.programs.inquiries.shown import faq_entries
from program_admin.programs.models import Status
from program_admin.programs.states import PROCESS
from program_admin.programs.views.blueprint import pages
from program_admin.programs.views.shown import change_entries, deadline_text, shown

NEWEST = 5
"""How many questions stand on the announcement itself."""


@pages.get("")
@public
def open_list() -> ResponseReturnValue:
    """List rounds that take applications, those to come and those past."""
    now = clock.now()
    return page(
        "programs/open_list.html",
        open_rounds=[(each, each.terms, deadline_text(each, now)) for each in queries.open_rounds(now)],
        coming=[(each, each.terms, deadline_text(each, now)) for each in queries.coming_rounds(now)],
        past=[(each, each.terms) for each in queries.past_rounds(now)],
    )


@pages.get("/<uuid:round_id>")
@public
def show(round_id: uuid.UUID) -> ResponseReturnValue:
    """Show one announcement: who may apply, the support, the calendar, the papers, how it is scored, whom to ask."""
    round_, now = queries.get_announced_round(round_id), clock.now()
    questions = answered_of(round_.id)
    return page(
        "programs/show.html",
        round=round_,
        terms=round_.terms,
        shown=shown(round_.terms, round_.deadline),
        questions=len(questions),
        entries=faq_entries(questions[:NEWEST]),
        asks=not no_questions(round_),
        changes=change_entries(queries.changes_of(round_)),
        taking=round_.status == Status.OPEN.value and round_.opens_at <= now <= round_.closes_at,
        may_apply=not current_user.is_authenticated or Role.APPLICANT in current_user.roles,
        left=deadline_text(round_, now),
        state=PROCESS.label(round_.status, staff=False),
        tone=PROCESS.tone(round_.status),
    )
