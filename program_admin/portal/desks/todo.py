"""What waits for a person in every package, as tiles."""

from collections.abc import Callable
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.aftercare import queries as aftercare
from program_admin.agreements import queries as agreements
from program_admin.applications import queries as applications
from program_admin.core.todo import Todo
from program_admin.evaluation import queries as evaluation
from program_admin.matching import queries as matching
from program_admin.portal.links import link_to
from program_admin.programs.inquiries import queries as inquiries
from program_admin.suppliers import queries as suppliers

Source = Callable[[Person, datetime], list[Todo]]
SOURCES: tuple[Source, ...] = (
    applications.applicant_todo,
    applications.officer_todo,
    applications.approver_todo,
    inquiries.officer_todo,
    evaluation.officer_todo,
    evaluation.approver_todo,
    evaluation.evaluator_todo,
    matching.applicant_todo,
    matching.supplier_todo,
    suppliers.officer_todo,
    suppliers.supplier_todo,
    agreements.officer_todo,
    agreements.approver_todo,
    agreements.company_todo,
    agreements.supplier_todo,
    agreements.visitor_todo,
    aftercare.officer_todo,
    aftercare.visitor_todo,
    aftercare.company_todo,
    aftercare.supplier_todo,
)
"""Each returns nothing for people without its role; the nearest package of the round first."""


def tiles_of(person: Person, now: datetime) -> list[dict[str, object]]:
    """The tiles of a person, urgent ones first, otherwise in the order of a round."""
    found = [todo for source in SOURCES for todo in source(person, now)]
    shown = [(todo, link_to(todo.endpoint, **todo.values)) for todo in found]
    return [
        {"count": todo.count, "title": todo.title, "hint": todo.hint, "href": href, "tone": todo.tone}
        for todo, href in sorted(shown, key=lambda pair: pair[0].tone != "warning")
        if href
    ]
