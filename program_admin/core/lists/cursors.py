"""Cursors of keyset pages: the place in a list where a page ends, as text that may come back altered."""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum

from sqlalchemy import TypeDecorator

from program_admin.core.database import db
from program_admin.core.lists.columns import Expression

Key = str | int | Decimal | date | datetime | uuid.UUID | Enum | None
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: the order it was in, the value of that order, the row's id."""

    order: str
    value: Key
    identity: Key


def pack(cursor: Cursor) -> str:
    """The cursor as text for an address."""
    plain = json.dumps([cursor.order, _tagged(cursor.value), _tagged(cursor.identity)], ensure_ascii=False)
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def unpack(text: str | None) -> Cursor | None:
    """The cursor of a text, or None when it is missing, altered or of another version: then the list starts anew."""
    if not text or len(text) > 2000:
        return None
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        order, value, identity = json.loads(plain)
        found = Cursor(order, _untagged(*value), _untagged(*identity))
    except (ValueError, TypeError, KeyError, binascii.Error, RecursionError, InvalidOperation):
        return None
    return found if isinstance(order, str) and found.identity is not None else None


def restored(value: Key, expression: Expression) -> Key:
    """The value as the expression's column takes it. Raises ValueError when the database could not compare it."""
    if value is None:
        return None
    kind = expression.type
    if isinstance(kind, TypeDecorator):
        wanted, stored = kind.impl_instance.python_type, kind.process_bind_param(value, db.engine.dialect)
    else:
        wanted, stored = kind.python_type, value
    if issubclass(wanted, Enum):
        return wanted(value)
    if not _is(stored, wanted):
        raise ValueError(f"{value!r} can't be compared with a column of {wanted.__name__}")
    return value


def _is(value: object, wanted: type) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST
    if wanted in (float, Decimal):
        return isinstance(value, int | Decimal) and -_LARGEST <= value <= _LARGEST
    return value.__class__ is wanted


def _tagged(value: Key) -> list[str | None]:
    if value is None:
        return ["n", None]
    if isinstance(value, datetime):
        return ["t", value.astimezone(UTC).isoformat()]
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, int):
        return ["b" if isinstance(value, bool) else "i", str(int(value))]
    kinds = {Decimal: "d", float: "d", date: "D", uuid.UUID: "u"}
    return [kinds.get(type(value), "s"), str(value)]


def _untagged(tag: str, text: str | None) -> Key:
    if tag == "n":
        return None
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError("no text")
    text.encode()  # lone surrogates can't be sent to a database
    match tag:
        case "s":
            return text
        case "i":
            return int(text[:25])
        case "b":
            return bool(int(text))
        case "d":
            return _finite(Decimal(text))
        case "D":
            return date.fromisoformat(text)
        case "t":
            return _aware(datetime.fromisoformat(text))
        case "u":
            return uuid.UUID(text)
    raise ValueError("unknown tag")


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("naive moment")
    return moment
