"""Tables of rounds: the round itself, and its content, one row per version."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.rules.calendar import Deadline
from program_admin.programs.schema.round_file import RoundFile

_READ: dict[str, RoundFile] = {}
_READ_AT_MOST = 64


class Status(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Round(db.Model):
    """회차: its state, and the calendar that lists and deadlines compare with."""

    __tablename__ = "rounds"
    __table_args__ = (CheckConstraint("opens_at < closes_at AND closes_at <= grace_until", name="calendar_in_order"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.DRAFT.value, index=True)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grace_until: Mapped[datetime] = mapped_column(UtcDateTime)
    current_version_id: Mapped[uuid.UUID | None]
    created_by_id: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1)

    current_version: Mapped["RoundVersion"] = relationship(
        primaryjoin="foreign(Round.current_version_id) == RoundVersion.id", viewonly=True
    )

    __mapper_args__ = {"version_id_col": revision}

    @property
    def terms(self) -> RoundFile:
        """The content of the version in force."""
        return self.current_version.terms

    @property
    def deadline(self) -> Deadline:
        """The deadline in force for everybody."""
        return Deadline(self.closes_at, self.grace_until)


class RoundVersion(db.Model):
    """One version of a round's whole content; never changed, a correction (정정) is the next number."""

    __tablename__ = "round_versions"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    content: Mapped[str] = deferred(mapped_column(Text))
    content_sha256: Mapped[str]
    created_by_id: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(default="")

    round: Mapped[Round] = relationship()

    @property
    def terms(self) -> RoundFile:
        """The content as a document; read once per fingerprint, its text is not even fetched after that."""
        terms = _READ.get(self.content_sha256)
        if terms is None:
            if len(_READ) >= _READ_AT_MOST:
                _READ.pop(next(iter(_READ)))
            terms = _READ[self.content_sha256] = RoundFile.model_validate_json(self.content)
        return terms


class ChangeKind(StrEnum):
    """What was changed about an announced round."""

    EXTENSION = "extension"
    CORRECTION = "correction"


class RoundChange(db.Model):
    """What became of an announced round, as the public reads it: an extension for all, or a corrected version."""

    __tablename__ = "round_changes"
    __table_args__ = (
        UniqueConstraint("source_id"),
        CheckConstraint("(kind = 'correction') = (version_id IS NOT NULL)", name="correction_has_version"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    kind: Mapped[str]
    source_id: Mapped[uuid.UUID]
    number: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(RoundVersion.id))
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    version: Mapped[RoundVersion | None] = relationship()
