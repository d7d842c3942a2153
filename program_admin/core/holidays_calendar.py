"""The holidays that periods skip: rows seeded from the PyPI package `holidays`, to which officers add."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

import holidays
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_date_weekday


class HolidaySource(StrEnum):
    """Where a holiday row comes from."""

    SEED = "seed"
    OFFICER = "officer"


class Holiday(db.Model):
    """One public holiday; Sundays need none."""

    __tablename__ = "holidays"
    __table_args__ = (
        CheckConstraint("source IN ('seed', 'officer')", name="source"),
        CheckConstraint("source = 'seed' OR added_by IS NOT NULL", name="officer_named"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(100))
    source: Mapped[str] = mapped_column(String(10))
    added_by: Mapped[uuid.UUID | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


def seed_holidays(years: Iterable[int], *, now: datetime) -> int:
    """Add the public holidays of those years that are not there yet (substitute days too); returns how many.

    Rows of officers stay as they are. The caller's transaction commits.
    """
    calendar = holidays.country_holidays("KR", years=list(years), language="ko")
    known = set(db.session.scalars(select(Holiday.day)))
    fresh = sorted((day, name) for day, name in calendar.items() if day not in known)
    db.session.add_all(Holiday(day=day, name=name, source=HolidaySource.SEED, added_at=now) for day, name in fresh)
    db.session.flush()
    return len(fresh)


def add_holiday(day: date, name: str, *, by: uuid.UUID, now: datetime) -> Holiday:
    """Add a day by hand (임시공휴일). Raises RuleBroken when the day is a holiday already or has no name."""
    if not name.strip():
        raise RuleBroken(["휴일 이름을 적어 주십시오."], {"name": ["휴일 이름을 적어 주십시오."]})
    earlier = db.session.scalar(select(Holiday).where(Holiday.day == day))
    if earlier is not None:
        sentence = f"{korean_date_weekday(day)}은 이미 휴일({earlier.name})입니다."
        raise RuleBroken([sentence], {"day": [sentence]})
    row = Holiday(day=day, name=name.strip(), source=HolidaySource.OFFICER, added_by=by, added_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def holidays_between(start: date, end: date) -> frozenset[date]:
    """The holidays from `start` to `end`, both included."""
    return frozenset(db.session.scalars(select(Holiday.day).where(Holiday.day.between(start, end))))


def holidays_of_year(year: int) -> list[Holiday]:
    """The rows of one year in order, for the officer's page."""
    span = Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(db.session.scalars(select(Holiday).where(span).order_by(Holiday.day)))
