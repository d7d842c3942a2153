"""The agreement itself, its number, what each source pays, and the signatures under it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.companies.models import Company
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable
from program_admin.programs.schema.round_file import RoundFile
from program_admin.suppliers.models import Supplier


class Status(StrEnum):
    """Where an agreement stands."""

    PREPARING = "preparing"
    SIGNING = "signing"
    CONCLUDED = "concluded"
    COMPLETED = "completed"
    DISCARDED = "discarded"
    CANCELLED = "cancelled"


class PartyCode(StrEnum):
    """Who signs; the round file calls the centre 'operator'."""

    COMPANY = "company"
    SUPPLIER = "supplier"
    CENTRE = "centre"


class Agreement(db.Model, Searchable):
    """협약: copied from a selected application; amounts are whole won without VAT, `vat_won` comes on top.

    `content` is the text to sign as canonical JSON, fixed with its SHA-256 when signing begins.
    """

    __tablename__ = "agreements"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="ends_after_start"),
        CheckConstraint(
            "status = 'preparing' OR status = 'discarded' OR content_sha256 != ''", name="signing_has_text"
        ),
        CheckConstraint("(completed_at IS NULL) = (completed_on_time IS NULL)", name="completed_says_on_time"),
        Index(
            "uq_agreements_one_per_application",
            "application_id",
            unique=True,
            sqlite_where=text("status <> 'discarded'"),
            postgresql_where=text("status <> 'discarded'"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id), index=True)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    company_name: Mapped[str]
    supplier_name: Mapped[str]
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.PREPARING.value, index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    total_won: Mapped[int] = mapped_column(BigInteger)
    subsidy_won: Mapped[int] = mapped_column(BigInteger)
    company_cash_won: Mapped[int] = mapped_column(BigInteger)
    company_inkind_won: Mapped[int] = mapped_column(BigInteger)
    vat_won: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[str] = mapped_column(Text, default="")
    content_sha256: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(Text, default="")
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_on_time: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    company: Mapped[Company] = relationship()
    supplier: Mapped[Supplier] = relationship()
    shares: Mapped[list["AgreementShare"]] = relationship(viewonly=True, order_by="AgreementShare.place")
    signatures: Mapped[list["AgreementSignature"]] = relationship(viewonly=True, order_by="AgreementSignature.at")

    __mapper_args__ = {"version_id_col": version}

    @property
    def terms(self) -> RoundFile:
        """The round's content under which the application was handed in; it binds the agreement too."""
        return self.application.round_version.terms

    def searched_fields(self) -> tuple[str | None, ...]:
        """Found by number, company, supplier and title."""
        return (self.number, self.company_name, self.supplier_name, self.title)


class AgreementNumber(db.Model):
    """The last number of a year; counted inside the act, so there is no gap."""

    __tablename__ = "agreement_numbers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class AgreementShare(db.Model):
    """재원: what one source carries, and how its money moves; won without VAT."""

    __tablename__ = "agreement_shares"
    __table_args__ = (
        UniqueConstraint("agreement_id", "source"),
        CheckConstraint("amount_won >= 0", name="not_negative"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    place: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    pays_through: Mapped[str]
    payee: Mapped[str]
    amount_won: Mapped[int] = mapped_column(BigInteger)


class AgreementSignature(db.Model):
    """서명: one party's, by one person, under the text of that hash; `drawing` is a PNG data address or empty."""

    __tablename__ = "agreement_signatures"
    __table_args__ = (
        UniqueConstraint("agreement_id", "party"),
        UniqueConstraint("agreement_id", "person_id"),
        CheckConstraint("party IN ('company', 'supplier', 'centre')", name="known_party"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    party: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    name: Mapped[str]
    affiliation: Mapped[str]
    typed: Mapped[str] = mapped_column(default="")
    drawing: Mapped[str] = mapped_column(Text, default="")
    content_sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
