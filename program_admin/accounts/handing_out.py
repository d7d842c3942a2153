"""Files that leave the program: who took which one stands in the access log before the first byte goes."""

import io
import uuid
from typing import Protocol

from flask import Response, request, send_file
from flask_login import current_user
from sqlalchemy import Select

from program_admin.audit.trail import log_access
from program_admin.core import clock
from program_admin.core.lists.columns import Listing
from program_admin.core.lists.files import exported
from program_admin.core.lists.pages import ListPage
from program_admin.core.writing import transaction

LISTS = uuid.UUID("6f1c2a54-2d0b-5a7e-9c55-4c1f6f1f7a10")
"""The name space of the ids that lists have in the access log."""


class Record(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> uuid.UUID:
        """Return the id the log keeps."""
        ...


def log_look(record: Record, what: str) -> None:
    """Log that the reader, or whoever holds a link, looks at something of this record; in a transaction of its own."""
    _log((type(record).__name__, record.id), what)


def list_file(listing: Listing, statement: Select, *, about: Record | None = None) -> Response | None:
    """Answer with the list as the file the query string asks for, logged with its number of rows; None: asks for none.

    `about` is the record whose list it is (a round, a company); without one the list itself stands in the log.
    """
    file = exported(listing, statement, arguments=request.args, today=clock.today())
    if file is None:
        return None
    whose = _list(listing.name) if about is None else (type(about).__name__, about.id)
    _log(whose, f"{listing.title} {file.rows:,}건 내려받기")
    return send_file(io.BytesIO(file.content), mimetype=file.media_type, as_attachment=True, download_name=file.name)


def log_list(found: ListPage) -> None:
    """Log that the reader looks at a page of a list that shows people's numbers."""
    _log(_list(found.name), f"{found.title} {len(found.rows):,}건 보기")


def _list(name: str) -> tuple[str, uuid.UUID]:
    return "List", uuid.uuid5(LISTS, name)


def _log(whose: tuple[str, uuid.UUID], what: str) -> None:
    person = current_user if current_user.is_authenticated else None
    with transaction():
        log_access(person, whose, what, address=request.remote_addr or "")
