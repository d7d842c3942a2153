"""Tables of companies: the company, who acts for it, its sites, its yearly figures."""

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
from program_admin.programs.schema.announcement import Level
from program_admin.programs.schema.eligibility import SiteKind


class LegalForm(StrEnum):
    """법인 or 개인사업자."""

    CORPORATION = "corporation"
    SOLE = "sole"


class BusinessStatus(StrEnum):
    """휴·폐업 조회 결과."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    UNREGISTERED = "unregistered"


BUSINESS_STATUS_NAMES = {
    BusinessStatus.ACTIVE: "계속사업자",
    BusinessStatus.SUSPENDED: "휴업",
    BusinessStatus.CLOSED: "폐업",
    BusinessStatus.UNREGISTERED: "등록되지 않은 번호",
}


class StatusSource(StrEnum):
    """Where a business status was found."""

    TAX_SERVICE = "tax_service"
    BY_HAND = "by_hand"


STATUS_SOURCE_NAMES = {StatusSource.TAX_SERVICE: "국세청 조회", StatusSource.BY_HAND: "담당자 입력"}

LEGAL_FORM_NAMES = {LegalForm.CORPORATION: "법인사업자", LegalForm.SOLE: "개인사업자"}


class MemberKind(StrEnum):
    """How a person acts for a company."""

    OWNER = "owner"
    STAFF = "staff"


MEMBER_KIND_NAMES = {MemberKind.OWNER: "대표 담당자", MemberKind.STAFF: "직원"}


class Company(Searchable, db.Model):
    """도입기업: kept once, used by every application; the business number (10 digits) tells companies apart."""

    __tablename__ = "companies"
    __table_args__ = (
        CheckConstraint("length(business_number) = 10", name="business_number_has_ten_digits"),
        CheckConstraint("employees >= 0", name="employees_not_negative"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(index=True)
    legal_form: Mapped[str]
    business_number: Mapped[str] = mapped_column(unique=True)
    corporate_number: Mapped[str] = mapped_column(default="")
    representatives: Mapped[list[str]] = mapped_column(JSON)
    founded_on: Mapped[date]
    ksic: Mapped[str] = mapped_column(index=True)
    trade: Mapped[str] = mapped_column(default="")
    main_product: Mapped[str] = mapped_column(Text, default="")
    main_process: Mapped[str] = mapped_column(Text, default="")
    customers: Mapped[str] = mapped_column(Text, default="")
    employees: Mapped[int] = mapped_column(default=0)
    production_workers: Mapped[int] = mapped_column(default=0)
    size_class: Mapped[str]
    vat_exempt: Mapped[bool] = mapped_column(default=False)
    under_three_years: Mapped[bool] = mapped_column(default=False)
    system_level: Mapped[str] = mapped_column(default=Level.NONE.value)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    version: Mapped[int] = mapped_column(default=1)

    sites: Mapped[list["Site"]] = relationship(order_by="Site.created_at, Site.name, Site.id", viewonly=True)
    finances: Mapped[list["Finance"]] = relationship(order_by="Finance.year.desc()", viewonly=True)

    __mapper_args__ = {"version_id_col": version}

    @property
    def representatives_text(self) -> str:
        """Every representative in one line, e.g. 김정민·이수현."""
        return "·".join(self.representatives)

    def searched_fields(self) -> tuple[str | None, ...]:
        """Name, business number, trade and representatives find a company."""
        return (self.name, self.business_number, self.trade, self.main_product, *self.representatives)


class Membership(db.Model):
    """A person acts for a company until ended; one open row per person and company."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_open",
            "company_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    company: Mapped[Company] = relationship()
    person: Mapped[Person] = relationship()


class Site(db.Model):
    """사업장: head office, own plant, leased unit or outsourcer, each perhaps with a business number of its own.

    `sido` is a province code (two digits), `district` a Seoul district code (five digits) or empty elsewhere.
    """

    __tablename__ = "sites"
    __table_args__ = (CheckConstraint("sido = '11' OR district = ''", name="district_only_in_seoul"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    business_number: Mapped[str] = mapped_column(default="")
    address: Mapped[str]
    sido: Mapped[str]
    district: Mapped[str] = mapped_column(default="")
    area_m2: Mapped[Decimal | None] = mapped_column(ScaledDecimal(2))
    registration_number: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    company: Mapped[Company] = relationship(viewonly=True)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_head_office(self) -> bool:
        """Whether this is the head office (a company has exactly one)."""
        return self.kind == SiteKind.HEAD_OFFICE


class Finance(db.Model):
    """The figures of one business year, in won."""

    __tablename__ = "finances"
    __table_args__ = (UniqueConstraint("company_id", "year"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id))
    year: Mapped[int]
    revenue_won: Mapped[int] = mapped_column(BigInteger)
    operating_profit_won: Mapped[int] = mapped_column(BigInteger)
    assets_won: Mapped[int] = mapped_column(BigInteger)
    debts_won: Mapped[int] = mapped_column(BigInteger)
    equity_won: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BusinessStatusCheck(db.Model):
    """휴·폐업 확인: what was found about a business number on a day, by whom and where; a newer look is a new row."""

    __tablename__ = "business_status_checks"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id), index=True)
    business_number: Mapped[str]
    status: Mapped[str]
    tax_type: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    checked_on: Mapped[date]
    source: Mapped[str]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CompanyChange(db.Model):
    """기업 정보 변경 이력: one value with what stood before and after.

    The rows hold personal values (names, phones) and are emptied when those are destroyed; that there was a change, by
    whom and when, also stands in the trail.
    """

    __tablename__ = "company_changes"
    __table_args__ = (Index("ix_company_changes_company_at", "company_id", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id))
    subject: Mapped[str]
    field: Mapped[str]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    by: Mapped[Person] = relationship()
