"""Pages of rounds: what the public reads, what officers set up."""

from program_admin.programs.views import editing, making, previewing, public, staff
from program_admin.programs.views.blueprint import pages

__all__ = ["editing", "making", "pages", "previewing", "public", "staff"]
