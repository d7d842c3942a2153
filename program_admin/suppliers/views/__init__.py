"""Pages of suppliers, one file per use case."""

from program_admin.suppliers.views import deciding, engineers, facts, listing, registering, scorecard, show, solutions
from program_admin.suppliers.views.blueprint import pages

__all__ = ["deciding", "engineers", "facts", "listing", "pages", "registering", "scorecard", "show", "solutions"]
