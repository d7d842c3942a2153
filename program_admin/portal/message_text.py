"""The words of a message as a page shows them: lines kept, links clickable, codes bold."""

import re

from markupsafe import Markup, escape

from program_admin.core.settings import settings

_LINK = re.compile(r"https?://[^\s<>\"']+")
_CODE = re.compile(r"(?<![\d-])(\d{6})(?![\d-])")


def message_text(body: str) -> Markup:
    """The text with its addresses as links (those of this site as paths) and six-digit codes in bold type."""
    parts, place = [], 0
    for found in _LINK.finditer(body):
        parts += [_words(body[place : found.start()]), _anchor(found.group())]
        place = found.end()
    return Markup("").join([*parts, _words(body[place:])])


def _anchor(address: str) -> Markup:
    path = address.removeprefix(settings().public_address)
    return Markup('<a class="link" href="{}">{}</a>').format(path or "/", address)


def _words(text: str) -> Markup:
    lines = str(escape(text)).replace("\n", "<br>")
    return Markup(_CODE.sub(r"<b>\1</b>", lines))  # noqa: S704 - escaped on the line above
