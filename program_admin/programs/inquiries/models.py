"""Tables of questions on a round: the question as it came, and every answer it ever had."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable
from program_admin.programs.models import Round


class Status(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"


class Topic(StrEnum):
    """What a question is about."""

    ELIGIBILITY = "eligibility"
    SUPPORT = "support"
    PAPERS = "papers"
    SCHEDULE = "schedule"
    EVALUATION = "evaluation"
    OTHER = "other"


TOPIC_NAMES = {
    Topic.ELIGIBILITY: "신청 자격",
    Topic.SUPPORT: "지원 내용과 사업비",
    Topic.PAPERS: "신청서와 제출서류",
    Topic.SCHEDULE: "접수와 일정",
    Topic.EVALUATION: "평가와 선정",
    Topic.OTHER: "그 밖",
}


class Inquiry(db.Model, Searchable):
    """공고 문의: what somebody asked (nobody: an officer's own FAQ), and the text under which it is public."""

    __tablename__ = "inquiries"
    __table_args__ = (CheckConstraint("status <> 'answered' OR question <> ''", name="answered_has_question"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    status: Mapped[str] = mapped_column(default=Status.ASKED.value)
    topic: Mapped[str]
    original: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_for: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()
    answers: Mapped[list["InquiryAnswer"]] = relationship(order_by="InquiryAnswer.place.desc()", viewonly=True)

    __mapper_args__ = {"version_id_col": revision}

    def searched_fields(self) -> tuple[str | None, ...]:
        """Found by what is public of it."""
        return (self.question, self.answer)


class InquiryAnswer(db.Model):
    """An answer as it was published; a correction is the next place, with its reason."""

    __tablename__ = "inquiry_answers"
    __table_args__ = (
        UniqueConstraint("inquiry_id", "place"),
        CheckConstraint("place = 1 OR reason <> ''", name="correction_has_reason"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    inquiry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inquiry.id))
    place: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
