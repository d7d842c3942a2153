"""Reports of the supplier: 착수계, 중간보고, 완료보고, with attachments and KPI results."""

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.agreements.models.agreement import Agreement
from program_admin.applications.models import KpiTarget
from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.documents.models import Upload


class ReportKind(StrEnum):
    """Which report, in the order in which they are written."""

    START = "start"
    INTERIM = "interim"
    FINAL = "final"


REPORT_NAMES = {ReportKind.START: "착수계", ReportKind.INTERIM: "중간보고", ReportKind.FINAL: "완료보고"}


class ReportStatus(StrEnum):
    """Where a report stands."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Report(db.Model):
    """보고: the supplier writes it, the company approves it; `progress` is percent done."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("agreement_id", "kind"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_is_percent"),
        CheckConstraint("kind IN ('start', 'interim', 'final')", name="known_kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default=ReportStatus.WRITING.value, index=True)
    progress: Mapped[int] = mapped_column(default=0)
    done: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[str] = mapped_column(Text, default="")
    issues: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def name(self) -> str:
        """What it is called, e.g. 착수계."""
        return REPORT_NAMES[ReportKind(self.kind)]

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.agreement.supplier_id


class ReportPaper(db.Model):
    """A file attached to a report; taking it away sets `removed_at`."""

    __tablename__ = "report_papers"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    report_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Report.id), index=True)
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    report: Mapped[Report] = relationship()
    upload: Mapped[Upload] = relationship()

    @property
    def agreement(self) -> Agreement:
        """The agreement it belongs to (for permissions)."""
        return self.report.agreement

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.report.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.report.supplier_id


class KpiResult(db.Model):
    """The value after the project for one KPI of the plan, as the final report says."""

    __tablename__ = "kpi_results"
    __table_args__ = (UniqueConstraint("report_id", "kpi_target_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    report_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Report.id))
    kpi_target_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(KpiTarget.id), index=True)
    after: Mapped[Decimal | None] = mapped_column(ScaledDecimal(4))
    evidence: Mapped[str] = mapped_column(Text, default="")

    target: Mapped[KpiTarget] = relationship()
