"""A round as an applicant will see it, before it opens: the announcement and the application form, read only."""

from flask import request
from flask.typing import ResponseReturnValue

from program_admin.accounts.permission import needs
from program_admin.core.pages import page
from program_admin.programs import permissions as may
from program_admin.programs import queries
from program_admin.programs.editing.asked import (
    ShownQuestion,
    asked_sections,
    budget_sentences,
    item_rows,
    question_form,
)
from program_admin.programs.models import Round
from program_admin.programs.schema.eligibility import DeclarationRule
from program_admin.programs.schema.kpis import KPI_GROUP_NAMES
from program_admin.programs.views.blueprint import pages
from program_admin.programs.views.shown import shown


@pages.get("/manage/<uuid:round_id>/preview")
@needs(may.SEE, queries.get_round)
def preview(round_: Round) -> ResponseReturnValue:
    """Show the announcement, or with `?form=1` the application form."""
    terms = round_.terms
    if "form" not in request.args:
        return page("programs/preview.html", round=round_, terms=terms, shown=shown(terms))
    form = question_form(terms)
    sections: list[tuple[str, list[ShownQuestion]]] = asked_sections(terms)
    return page(
        "programs/preview_form.html",
        round=round_,
        terms=terms,
        shown=shown(terms),
        questions=form,
        sections=sections,
        items=item_rows(terms),
        budget=budget_sentences(terms),
        measures=[[KPI_GROUP_NAMES[m.group], m.name, m.unit, m.how or "–"] for m in terms.kpis.measures],
        declared=[rule.question for rule in terms.eligibility if isinstance(rule, DeclarationRule) and rule.on],
    )
