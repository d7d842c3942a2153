"""Officers see which suppliers recommendations of a round leave out, and why."""

from flask import url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.permission import needs
from program_admin.core import clock
from program_admin.core.pages import page
from program_admin.matching import permissions as may
from program_admin.matching.queries import left_out_suppliers
from program_admin.matching.views.blueprint import get_round, pages
from program_admin.programs.models import Round


@pages.get("/rounds/<uuid:round_id>/left-out")
@needs(may.SEE_LEFT_OUT, get_round)
def left_out(round_: Round) -> ResponseReturnValue:
    """Show every supplier left out now, with all reasons."""
    terms = round_.terms.suppliers
    rows = [
        [
            {"text": supplier.name, "link": url_for("suppliers.show", supplier_id=supplier.id)},
            supplier.registration_number or "–",
            " ".join(reasons),
        ]
        for supplier, reasons in left_out_suppliers(terms, clock.now())
    ]
    return page("matching/left_out.html", round=round_, rows=rows, weights=terms.matching, terms=terms)
