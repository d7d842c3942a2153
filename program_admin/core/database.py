"""The database: connection rules for SQLite and PostgreSQL, column types, the declarative base."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    BigInteger,
    DateTime,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    TypeDecorator,
    bindparam,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from program_admin.core.sqlite import connect_options, set_rules

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MIGRATIONS = Path(__file__).parents[2] / "migrations"


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


class OneDatabase(Session):
    """A session that need not choose among databases for each statement: there is one."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Engine | Connection | None = None, **rest: Any
    ) -> Engine | Connection:
        """Return the app's database."""
        return self._db.engine if bind is None else bind


db = SQLAlchemy(model_class=Base, session_options={"class_": OneDatabase})
migrate = Migrate()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in code, UTC in storage; a naive value is refused."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL keeps the zone; SQLite keeps naive UTC text."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware UTC moment back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ScaledDecimal(TypeDecorator[Decimal]):
    """An exact decimal kept as a whole number of 10^-places (SQLite keeps Numeric as float)."""

    impl = BigInteger().with_variant(Integer, "sqlite")
    cache_ok = True

    def __init__(self, places: int = 2) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Store value × 10^places; more places than the column has are refused, never rounded."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give the decimal back."""
        return None if value is None else Decimal(value).scaleb(-self.places)


def connect(app: Flask, url: str) -> None:
    """Bind the app to its database with the rules of that database."""
    parsed = make_url(url)
    options: dict[str, Any] = {"pool_pre_ping": parsed.get_backend_name() == "postgresql"}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        options |= connect_options()
    else:
        parsed = parsed.set(drivername="postgresql+psycopg")
        options |= {"pool_size": 8, "max_overflow": 8}
    app.config["SQLALCHEMY_DATABASE_URI"] = parsed.render_as_string(hide_password=False)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    if parsed.get_backend_name() == "sqlite":
        with app.app_context():
            set_rules(db.engine)


def begin_writing(*known: Any) -> None:
    """End the read transaction and begin one that holds the write lock from its first moment.

    What was read before is read anew when it is asked for, but for the `known` rows, which stay as they were read
    unless something was changed in them.
    """
    read = [
        (row, name, value)
        for row in known
        if not inspect(row).modified
        for name, value in vars(row).items()
        if name in inspect(row).mapper.attrs
    ]
    db.session.rollback()
    for row, name, value in read:
        set_committed_value(row, name, value)
    db.session.connection(execution_options={"writes": True})


def row_by_id(model: type[Any], key: Any, *besides: ORMOption) -> Any:
    """Return the row of that id, None when there is none; one read before in this session stays as it was read.

    `besides` as in `lock_row`. Session.get builds its statement for every call, which costs more than asking.
    """
    asked = _by_id(model, besides)  # type: ignore[arg-type]  # classes are hashable
    return db.session.scalars(asked, {"key": key}).unique().one_or_none()


def lock_row(model: type[Any], key: Any, *besides: ORMOption) -> bool:
    """Hold the row of that id until the act ends and show what is stored now; False when there is none.

    `besides` are loading options for what is read with it, made once by the caller: the statement is kept by them.
    Not Session.get: it crashes on a row that somebody else changed since it was read, which here is no fault.
    """
    asked = _locking(model, besides)  # type: ignore[arg-type]  # classes are hashable
    return db.session.scalar(asked, {"key": key}) is not None


@cache
def _by_id(model: type[Any], besides: tuple[ORMOption, ...]) -> Select[Any]:
    return select(model).where(model.id == bindparam("key")).options(*besides)


@cache
def _locking(model: type[Any], besides: tuple[ORMOption, ...]) -> Select[Any]:
    asked = _by_id(model, besides).with_for_update(of=model)  # type: ignore[arg-type]
    return asked.execution_options(populate_existing=True)


def key_of(row: Any) -> Any:
    """Return the id of a row that stands in the database, without reading the row again."""
    identity = inspect(row).identity
    return row.id if identity is None else identity[0]


def insert_once(model: type[Any], row: Mapping[str, Any]) -> bool:
    """Insert a row, as a statement, unless one of its unique keys is there already; says whether it was inserted.

    Columns left out take their defaults.
    """
    done = db.session.execute(_once(model.__table__, is_sqlite()), row)
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


@cache
def _once(table: Table, sqlite_speaks: bool) -> Insert:
    insert = sqlite.insert if sqlite_speaks else postgresql.insert
    return insert(table).on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)


def is_sqlite() -> bool:
    """Whether the running app stands on SQLite."""
    return db.engine.dialect.name == "sqlite"
