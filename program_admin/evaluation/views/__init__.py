"""Pages of the evaluation, one file per use case."""

from program_admin.evaluation.views import desk, evaluators, panels, rankings, seats, sheets, signing
from program_admin.evaluation.views.blueprint import pages

__all__ = ["desk", "evaluators", "pages", "panels", "rankings", "seats", "sheets", "signing"]
