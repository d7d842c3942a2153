"""The numbers that other systems give to a case (외부 번호)."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import Round


class CaseNumber(db.Model):
    """외부 번호: what one other system calls an application's case; the trail tells what stood there before.

    `code` is the number's code in the round. A number that is not `shared` belongs to one case of the round.
    """

    __tablename__ = "case_numbers"
    __table_args__ = (
        UniqueConstraint("application_id", "code"),
        CheckConstraint("number <> ''", name="number_is_written"),
        Index(
            "uq_case_numbers_one_case",
            "round_id",
            "code",
            "number",
            unique=True,
            sqlite_where=text("NOT shared"),
            postgresql_where=text("NOT shared"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    code: Mapped[str]
    number: Mapped[str]
    shared: Mapped[bool]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
