"""Tables of suppliers: the registry and everything that is kept about a supplier's work."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable


class Status(StrEnum):
    """Where a supplier stands in the registry."""

    PENDING = "pending"
    REGISTERED = "registered"
    SUSPENDED = "suspended"
    REFUSED = "refused"


class SolutionKind(StrEnum):
    """What a solution is, in the field's own letters."""

    MES = "mes"
    ERP = "erp"
    SCM = "scm"
    PLM = "plm"
    FEMS = "fems"
    QMS = "qms"
    WMS = "wms"
    POP = "pop"
    AI = "ai"
    CONTROL = "control"
    CONTROLLER = "controller"
    SENSOR = "sensor"
    RFID = "rfid"
    VISION = "vision"
    ROBOT = "robot"
    AUTOMATION = "automation"
    CLOUD = "cloud"


SOLUTION_NAMES = {
    SolutionKind.MES: "생산관리(MES)",
    SolutionKind.ERP: "전사자원관리(ERP)",
    SolutionKind.SCM: "공급망관리(SCM)",
    SolutionKind.PLM: "제품수명주기관리(PLM)",
    SolutionKind.FEMS: "공장에너지관리(FEMS)",
    SolutionKind.QMS: "품질관리(QMS)",
    SolutionKind.WMS: "창고관리(WMS)",
    SolutionKind.POP: "생산시점관리(POP)",
    SolutionKind.AI: "인공지능·빅데이터",
    SolutionKind.CONTROL: "제어시스템",
    SolutionKind.CONTROLLER: "컨트롤러",
    SolutionKind.SENSOR: "센서",
    SolutionKind.RFID: "RFID·바코드",
    SolutionKind.VISION: "머신비전",
    SolutionKind.ROBOT: "로봇",
    SolutionKind.AUTOMATION: "자동화 설비",
    SolutionKind.CLOUD: "클라우드",
}


class MemberKind(StrEnum):
    """How a person acts for a supplier."""

    OWNER = "owner"
    STAFF = "staff"


class EngineerGrade(StrEnum):
    """기술자 등급."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"


ENGINEER_GRADE_NAMES = {
    EngineerGrade.BEGINNER: "초급",
    EngineerGrade.INTERMEDIATE: "중급",
    EngineerGrade.ADVANCED: "고급",
    EngineerGrade.EXPERT: "특급",
}


class FactKind(StrEnum):
    """What one performance fact measures."""

    ON_TIME = "on_time"
    KPI_ACHIEVEMENT = "kpi_achievement"
    SURVEY = "survey"
    OPERATING = "operating"
    AS_DAYS = "as_days"
    SUPPLEMENTS = "supplements"
    CORRECTIVE_OPENED = "corrective_opened"
    CORRECTIVE_LATE = "corrective_late"


class Supplier(Searchable, db.Model):
    """공급기업: one registered vendor; the business number tells suppliers apart."""

    __tablename__ = "suppliers"
    __table_args__ = (CheckConstraint("length(business_number) = 10", name="business_number_has_ten_digits"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    registration_number: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    business_number: Mapped[str] = mapped_column(unique=True)
    representatives: Mapped[list[str]] = mapped_column(JSON)
    founded_on: Mapped[date]
    address: Mapped[str]
    sido: Mapped[str]
    district: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    employees: Mapped[int] = mapped_column(default=0)
    introduction: Mapped[str] = mapped_column(Text, default="")
    council_member: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default=Status.PENDING.value, index=True)
    status_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    solutions: Mapped[list["Solution"]] = relationship(order_by="Solution.created_at, Solution.id", viewonly=True)
    engineers: Mapped[list["Engineer"]] = relationship(order_by="Engineer.name, Engineer.id", viewonly=True)

    __mapper_args__ = {"version_id_col": version}

    @property
    def representatives_text(self) -> str:
        """Every representative in one line, e.g. 김정민·이수현."""
        return "·".join(self.representatives)

    def searched_fields(self) -> tuple[str | None, ...]:
        """Name, numbers and representatives find a supplier."""
        return (self.name, self.business_number, self.registration_number, *self.representatives)


class RegistrationCounter(db.Model):
    """The last registration number of a year; counts inside the deciding transaction, so there is no gap."""

    __tablename__ = "supplier_registration_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class SupplierMember(db.Model):
    """A person acts for a supplier until ended; one open row per person and supplier."""

    __tablename__ = "supplier_members"
    __table_args__ = (
        Index(
            "uq_supplier_members_open",
            "supplier_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    supplier: Mapped[Supplier] = relationship()
    person: Mapped[Person] = relationship()


class Solution(db.Model):
    """A solution a supplier offers, and the manufacturing divisions (KSIC) it was made for."""

    __tablename__ = "solutions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    ksic_codes: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str] = mapped_column(Text, default="")
    cost_from_won: Mapped[int | None] = mapped_column(BigInteger)
    cost_to_won: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def kind_name(self) -> str:
        """The kind in Korean."""
        return SOLUTION_NAMES[SolutionKind(self.kind)]


class Engineer(db.Model):
    """A practitioner of a supplier, with the grade it reports."""

    __tablename__ = "engineers"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    name: Mapped[str]
    grade: Mapped[str]
    field: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def grade_name(self) -> str:
        """The grade in Korean."""
        return ENGINEER_GRADE_NAMES[EngineerGrade(self.grade)]


class OpenProject(db.Model):
    """A project the supplier works on; agreements open and close these rows (the agreement's id has no foreign key)."""

    __tablename__ = "open_projects"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    agreement_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    title: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Ban(db.Model):
    """참여제한: from and to (both days included), with the reason and who decided; lifting it early keeps the row."""

    __tablename__ = "bans"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="in_order"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str]
    decided_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PerformanceFact(db.Model):
    """One observed fact about a supplier's work; a correction is a new row that names the old one.

    `place` tells facts of one kind from one source apart; a source is recorded once, a fact is corrected once.
    """

    __tablename__ = "performance_facts"
    __table_args__ = (
        Index("ix_performance_facts_supplier_kind", "supplier_id", "kind"),
        Index(
            "uq_performance_facts_recorded_once",
            "source_kind",
            "source_id",
            "kind",
            "place",
            unique=True,
            sqlite_where=text("corrects_id IS NULL"),
            postgresql_where=text("corrects_id IS NULL"),
        ),
        UniqueConstraint("corrects_id"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id))
    kind: Mapped[str]
    place: Mapped[int] = mapped_column(default=1)
    value: Mapped[Decimal] = mapped_column(ScaledDecimal(2))
    observed_on: Mapped[date]
    source_kind: Mapped[str]
    source_id: Mapped[uuid.UUID]
    company_name: Mapped[str]
    company_trade: Mapped[str] = mapped_column(default="")
    counts_from: Mapped[datetime] = mapped_column(UtcDateTime)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("performance_facts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id))


class FactReply(db.Model):
    """What the supplier says to a fact, once; a replied fact counts at once, with the reply beside it."""

    __tablename__ = "fact_replies"
    __table_args__ = (UniqueConstraint("fact_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    fact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(PerformanceFact.id), index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
