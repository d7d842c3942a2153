"""What many tests begin with: made once per worker by the real services, then put back as it stood.

A test stands at a known state from its empty database on, through things that stand, until anything else is written.
"""

import functools
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pysqlite3
from sqlalchemy import Engine, event, inspect
from sqlalchemy.engine import make_url

from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.settings import settings
from tests.fixtures.databases import copy_database

P = ParamSpec("P")
R = TypeVar("R")
READS = ("SELECT", "PRAGMA", "BEGIN")
PLAIN = (str, int, Decimal, date, Path, type, type(None))
_kept: dict[Hashable, "Kept"] = {}
_stand: dict[str, Hashable] = {"at": None}


class CannotStand(Exception):
    """A value that is neither a row nor plain."""


@dataclass(frozen=True)
class Row:
    """Where a row is found again."""

    model: type
    identity: tuple[Any, ...]


@dataclass(frozen=True)
class Kept:
    """What stood after the first making: the database (in memory, or its name on the server), files, time, answer."""

    database: Any
    files: dict[Path, bytes]
    now: Any
    found: Any


@event.listens_for(Engine, "before_cursor_execute")
def _leave(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    if _stand["at"] is not None and not statement.startswith(READS):
        _stand["at"] = None


def begin_empty() -> None:
    """Say that the test's database is empty and its folder too."""
    _stand["at"] = ("empty", db.engine.dialect.name)


def standing(make: Callable[P, R]) -> Callable[P, R]:
    """Make it once; a later call with the same rows, values and time from the same state gets a copy of what was made.

    It may take and return rows, plain values, tuples, lists and dataclasses of these; a test's clock is set as it was.
    """

    @functools.wraps(make)
    def made(*given: P.args, **named: P.kwargs) -> R:
        db.session.flush()
        try:
            told = _told((given, tuple(sorted(named.items()))))
        except CannotStand:
            return make(*given, **named)
        if _stand["at"] is None or clock.now() != clock.now():
            return make(*given, **named)
        key = _stand["at"], f"{make.__module__}.{make.__name__}", clock.now(), told
        if key not in _kept:
            found = make(*given, **named)
            db.session.commit()
            _kept[key] = _keep(found)
            _stand["at"] = key
            return found
        _put_back(_kept[key])
        _stand["at"] = key
        for each in given:
            if hasattr(each, "advance"):
                each.set(_kept[key].now)
        return _read(_kept[key].found)

    return made


def _keep(found: Any) -> Kept:
    folder = settings().var_folder
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    told, now = _told(found), clock.now()
    return Kept(_copy(), files, now, told)


def _copy() -> Any:
    if db.engine.dialect.name == "sqlite":
        return _copied(pysqlite3.connect(_file()), pysqlite3.connect(":memory:"))
    name = f"{db.engine.url.database}_kept_{len(_kept)}"
    _alone()
    copy_database(settings().database_url, str(db.engine.url.database), name)
    return name


def _put_back(kept: Kept) -> None:
    if isinstance(kept.database, str):
        _alone()
        copy_database(settings().database_url, kept.database, str(db.engine.url.database))
    else:
        db.session.rollback()
        _copied(kept.database, pysqlite3.connect(_file())).close()
    for path, content in kept.files.items():
        place = settings().var_folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    db.session.expire_all()


def _copied(source: Any, target: Any) -> Any:
    source.backup(target)
    return target


def _alone() -> None:
    """Leave the server's database: it is copied while nobody is in it."""
    db.session.rollback()
    db.engine.dispose()


def _file() -> str:
    return str(make_url(settings().database_url).database)


def _told(thing: Any) -> Hashable:
    """Return a thing with each row as its place; raises CannotStand."""
    if isinstance(thing, db.Model):
        return Row(type(thing), inspect(thing).identity)
    if isinstance(thing, tuple | list):
        return (type(thing), *(_told(each) for each in thing))
    if is_dataclass(thing) and not isinstance(thing, type):
        return (type(thing), *(_told(getattr(thing, field.name)) for field in fields(thing)))
    if hasattr(thing, "advance"):
        return ("clock",)
    if not isinstance(thing, PLAIN):
        raise CannotStand(thing)
    return thing


def _read(told: Any) -> Any:
    if isinstance(told, Row):
        return db.session.get_one(told.model, told.identity)
    if isinstance(told, tuple):
        kind, *rest = told
        read = [_read(each) for each in rest]
        return kind(*read) if is_dataclass(kind) else kind(read)
    return told
