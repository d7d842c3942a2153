"""Renders finished HTML into PDF bytes that depend on nothing but that HTML, the content, and the packaged assets."""

import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from program_admin.documents.rendering import keep_all
from program_admin.documents.rendering.assets import fetcher
from program_admin.documents.rendering.conformance import finish, mark_accessible

STYLES = ("asset:pdf/fonts.css", "asset:pdf/document.css", "asset:pdf/letter.css")
VARIANT = "pdf/a-3a"
CONTENT_NAME = "content.json"
CONTENT_LABEL = "이 문서의 내용 원자료(JSON)"


class UnknownAsset(RuntimeError):
    """A template asked for something that is not packaged with the program."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A PDF's bytes and its number of pages."""

    pdf: bytes
    pages: int


@lru_cache(maxsize=1)
def _kit() -> tuple[Any, Any, list[Any]]:
    """Load fonts and style sheets once per process: it costs more than a page."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    keep_all.install()
    fonts, assets = FontConfiguration(), fetcher()
    return fonts, assets, [CSS(url=address, font_config=fonts, url_fetcher=assets) for address in STYLES]


def pdf_of(html: str, *, content: str, identifier: str, issued_at: datetime) -> Rendering:
    """Render a page as PDF/A-3a and PDF/UA-1 with its content embedded as JSON.

    `identifier` and `issued_at` take the place of WeasyPrint's random identifier and clock. Raises UnknownAsset.
    """
    from weasyprint import DEFAULT_OPTIONS, HTML, Attachment
    from weasyprint.urls import FatalURLFetchingError

    fonts, assets, styles = _kit()
    embedded = Attachment(
        string=content,
        name=CONTENT_NAME,
        description=CONTENT_LABEL,
        created=issued_at,
        modified=issued_at,
        relationship="Data",
    )
    options = DEFAULT_OPTIONS | {
        "pdf_variant": VARIANT,
        "attachments": [embedded],
        "pdf_identifier": identifier.encode(),
        "stylesheets": styles,
    }
    try:
        laid_out = HTML(string=html, base_url="asset:", url_fetcher=assets).render(fonts, **options)
        mark_accessible(laid_out.metadata)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves the colour profile's file open
            pdf: bytes = laid_out.write_pdf(finisher=finish, **options)
    except FatalURLFetchingError as refused:
        raise UnknownAsset(str(refused)) from refused
    return Rendering(pdf, len(laid_out.pages))
