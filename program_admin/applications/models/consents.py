"""Consents besides the submission: taken back by the company, asked of named people by a link, answered by them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import RoundVersion


class NamedRole(StrEnum):
    """Why a person is named in an application."""

    CONTACT = "contact"
    ENGINEER = "engineer"


NAMED_ROLE_NAMES = {NamedRole.CONTACT: "실무책임자", NamedRole.ENGINEER: "투입 기술자"}


class ConsentWithdrawal(db.Model):
    """동의 철회: an optional consent taken back after it was handed in."""

    __tablename__ = "application_consent_withdrawals"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    code: Mapped[str]
    version: Mapped[int]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConsentRequest(db.Model):
    """A named person (who may have no account) is asked by a link of their own; only the link's digest is kept.

    The round's version says which wording was asked; a newer request to the same person ends the earlier one.
    """

    __tablename__ = "application_consent_requests"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    round_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(RoundVersion.id), index=True)
    role: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="", server_default="")
    digest: Mapped[str] = mapped_column(unique=True)
    sent_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
    round_version: Mapped[RoundVersion] = relationship()

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


class ConsentReply(db.Model):
    """What the named person answered, once: agreed or not, to which wordings (code and version), from where."""

    __tablename__ = "application_consent_replies"
    __table_args__ = ({"info": {"append_only": True}},)

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(ConsentRequest.id), primary_key=True)
    agreed: Mapped[bool]
    wording: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(default="")
