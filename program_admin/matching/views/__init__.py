"""Pages of matching, one file per use case."""

from program_admin.matching.views import answering, choosing, left_out, received, seeking
from program_admin.matching.views.blueprint import pages

__all__ = ["answering", "choosing", "left_out", "pages", "received", "seeking"]
