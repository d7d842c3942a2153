"""What an application is made of once handed in: budget, funding, KPI, answers, claims, papers, consents."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.documents.models import Upload


class ProjectPlan(db.Model):
    """구축 계획: the statutory fields of the project as handed in; one row per application."""

    __tablename__ = "project_plans"

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), primary_key=True)
    title: Mapped[str]
    solutions: Mapped[list[str]] = mapped_column(JSON)
    problem: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    build_months: Mapped[int]
    level_before: Mapped[str]
    level_after: Mapped[str]
    contact_name: Mapped[str]
    contact_phone: Mapped[str]
    contact_email: Mapped[str] = mapped_column(default="")


class BudgetLine(db.Model):
    """비목: one line of the budget in won without VAT."""

    __tablename__ = "budget_lines"
    __table_args__ = (UniqueConstraint("application_id", "place"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    item: Mapped[str]
    description: Mapped[str] = mapped_column(Text)
    amount_won: Mapped[int] = mapped_column(BigInteger)


class FundingShare(db.Model):
    """재원: what one source carries, in won without VAT."""

    __tablename__ = "funding_shares"
    __table_args__ = (
        UniqueConstraint("application_id", "source"),
        CheckConstraint("amount_won >= 0", name="not_negative"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    amount_won: Mapped[int] = mapped_column(BigInteger)


class KpiTarget(db.Model):
    """One row of the KPI plan; `better` is "up" or "down", weights of an application add up to 100."""

    __tablename__ = "kpi_targets"
    __table_args__ = (
        UniqueConstraint("application_id", "place"),
        CheckConstraint("better IN ('up', 'down')", name="direction"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    kpi: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    better: Mapped[str]
    before: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    target: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    weight: Mapped[Decimal] = mapped_column(ScaledDecimal(2))
    how: Mapped[str] = mapped_column(Text, default="")


class Answer(db.Model):
    """The answer to an extra question ("question-…", a table cell too) or a declaration ("must_not-…")."""

    __tablename__ = "application_answers"
    __table_args__ = (UniqueConstraint("application_id", "question"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    question: Mapped[str]
    value: Mapped[str] = mapped_column(Text)


class ApplicationEngineer(db.Model):
    """참여인력: an engineer of the supplier as named, with the grade the supplier had registered then ("" if none)."""

    __tablename__ = "application_engineers"
    __table_args__ = (UniqueConstraint("application_id", "place"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    name: Mapped[str]
    work: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    grade: Mapped[str]


class BonusClaim(db.Model):
    """가점: claimed by the company, confirmed by an officer."""

    __tablename__ = "bonus_claims"
    __table_args__ = (UniqueConstraint("application_id", "code"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    code: Mapped[str]
    name: Mapped[str]
    points: Mapped[Decimal] = mapped_column(ScaledDecimal(2))
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed: Mapped[bool | None]


class Paper(db.Model):
    """One file handed in for a paper of the round; a replaced or removed one stays, with the moment it went."""

    __tablename__ = "application_papers"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    paper: Mapped[str]
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), index=True)
    substitute: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    issued_on: Mapped[date | None]
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    upload: Mapped[Upload] = relationship()
    application: Mapped[Application] = relationship()

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


class Consent(db.Model):
    """A consent as it was given: which text (version), by whom and when."""

    __tablename__ = "application_consents"
    __table_args__ = (UniqueConstraint("application_id", "code"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    code: Mapped[str]
    version: Mapped[int]
    agreed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
