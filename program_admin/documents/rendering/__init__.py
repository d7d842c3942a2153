"""HTML to PDF: packaged assets only, Korean line breaks, PDF/A-3a and PDF/UA-1, the same bytes every time."""

from program_admin.documents.rendering.engine import Rendering, UnknownAsset, pdf_of
from program_admin.documents.rendering.pages import html_of

__all__ = ["Rendering", "UnknownAsset", "html_of", "pdf_of"]
