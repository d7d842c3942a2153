"""정정공고 in the making: what is to be corrected about an open round, and every content it had."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import Round, RoundVersion
from program_admin.programs.schema.round_file import RoundFile
from program_admin.workflow.models import Approval


class CorrectionStatus(StrEnum):
    """Where a correction stands."""

    DRAFTED = "drafted"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Correction(db.Model):
    """정정공고: the corrected content of an open round until it is published as its next version."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index(
            "uq_corrections_one_open",
            "round_id",
            unique=True,
            sqlite_where=text("status IN ('drafted', 'proposed')"),
            postgresql_where=text("status IN ('drafted', 'proposed')"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    base_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(RoundVersion.id))
    status: Mapped[str] = mapped_column(default=CorrectionStatus.DRAFTED.value)
    number: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    approval_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Approval.id))
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()
    base_version: Mapped[RoundVersion] = relationship()
    approval: Mapped[Approval | None] = relationship()
    contents: Mapped[list["CorrectionContent"]] = relationship(
        order_by="CorrectionContent.edition.desc()", viewonly=True
    )

    __mapper_args__ = {"version_id_col": revision}

    @property
    def content(self) -> "CorrectionContent":
        """The content as it stands now."""
        return self.contents[0]


class CorrectionContent(db.Model):
    """One edition of a corrected content: who changed what, when; a change is the next edition."""

    __tablename__ = "correction_contents"
    __table_args__ = (UniqueConstraint("correction_id", "edition"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    correction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Correction.id))
    edition: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def terms(self) -> RoundFile:
        """The content as a document."""
        return RoundFile.model_validate_json(self.content)
