"""The pool of evaluators and the ties that exclude them from cases."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable


class TieKind(StrEnum):
    """제척 사유: how an evaluator is tied to a company or supplier."""

    EMPLOYMENT = "employment"
    ADVICE = "advice"
    FAMILY = "family"
    SHARES = "shares"
    SUPPLIER = "supplier"


class Evaluator(Searchable, db.Model):
    """평가위원 후보: field, employer, regions and the half-days given as free."""

    __tablename__ = "evaluators"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), unique=True)
    field: Mapped[str]
    employer: Mapped[str]
    employer_business_number: Mapped[str] = mapped_column(default="")
    sidos: Mapped[list[str]] = mapped_column(JSON)
    half_days: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
    ties: Mapped[list["EvaluatorTie"]] = relationship(order_by="EvaluatorTie.created_at", viewonly=True)

    def searched_fields(self) -> tuple[str | None, ...]:
        """Name, employer and field find an evaluator."""
        return (self.person.name if self.person else "", self.employer, self.field)


class EvaluatorTie(db.Model):
    """A tie to one company or supplier by business number, until a day (empty = still)."""

    __tablename__ = "evaluator_ties"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Evaluator.id), index=True)
    kind: Mapped[str]
    business_number: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
