"""Counters in the database that slow guessing and flooding down, shared by all server processes."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.errors import Refusal
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction


class TooMany(Refusal):
    """Too many tries in a short time (answered 429)."""


class Try(db.Model):
    """One counted try of something limited."""

    __tablename__ = "tries"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def count_try(key: str, *, at_most: int, within: timedelta) -> None:
    """Count one try under that key in its own transaction; raise TooMany when there were already `at_most`."""
    with transaction() as now:
        db.session.execute(delete(Try).where(Try.key == key, Try.at < now - within))
        tries = db.session.scalar(select(func.count()).select_from(Try).where(Try.key == key)) or 0
        if tries < at_most:
            db.session.add(Try(key=key, at=now))
    if tries >= at_most:
        raise TooMany(
            f"짧은 시간에 너무 여러 번 시도했습니다. {int(within.total_seconds() // 60)}분 뒤에 다시 시도해 주세요."
        )


def forget_tries(key: str) -> None:
    """Start counting anew after a success (call inside the act)."""
    db.session.execute(delete(Try).where(Try.key == key))
