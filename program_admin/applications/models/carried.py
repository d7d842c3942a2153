"""What a draft took over from the company's last application, field by field, until it is confirmed or changed."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class CarriedField(db.Model):
    """A field whose value came from an earlier application; `value` is what stood there then."""

    __tablename__ = "application_carried_fields"
    __table_args__ = (UniqueConstraint("application_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    earlier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
