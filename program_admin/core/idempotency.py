"""Rows that remember which acts were already done, so that a repeated POST has one effect."""

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class Act(db.Model):
    """One acknowledged POST: who, where, its key, and the page it led to."""

    __tablename__ = "acts"
    __table_args__ = (UniqueConstraint("person_key", "endpoint", "key"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_key: Mapped[str]
    endpoint: Mapped[str]
    key: Mapped[uuid.UUID]
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
