"""Views of a list that a person keeps under a name: filters, order and columns as a query string."""

import uuid
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.lists.columns import Arguments, Listing
from program_admin.core.lists.filtering import kept_pairs

MOST_VIEWS = 20
"""How many views one person keeps per list."""


class SavedView(db.Model):
    """One kept view; `person_id` has no foreign key, since people live in a higher package."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("person_id", "list_name", "title"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column()
    list_name: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


def saved_views_of(person_id: uuid.UUID, list_name: str) -> list[SavedView]:
    """The views one person keeps of one list, by title."""
    own = select(SavedView).where(SavedView.person_id == person_id, SavedView.list_name == list_name)
    return list(db.session.scalars(own.order_by(SavedView.title)))


def save_view(listing: Listing, arguments: Arguments, title: str, *, by: uuid.UUID, now: datetime) -> SavedView:
    """Keep what the list shows now under a title; the same title again replaces the view.

    Only what means something to the list is kept, never a page or an address. Raises RuleBroken for an empty or long
    title, or too many views.
    """
    title = title.strip()
    views = saved_views_of(by, listing.name)
    earlier = next((view for view in views if view.title == title), None)
    if faults := _title_faults(title, len(views) if earlier is None else 0):
        raise RuleBroken(faults, {"title": faults})
    query = urlencode(kept_pairs(listing, arguments))
    if earlier is not None:
        earlier.query, earlier.saved_at = query, now
        return earlier
    view = SavedView(person_id=by, list_name=listing.name, title=title, query=query, saved_at=now)
    db.session.add(view)
    db.session.flush()
    return view


def forget_view(view_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Delete an own view. Raises Missing when there is none of this person."""
    view = db.session.get(SavedView, view_id)
    if view is None or view.person_id != by:
        raise Missing("저장한 보기가 없습니다.")
    db.session.delete(view)


def _title_faults(title: str, kept: int) -> list[str]:
    if not title:
        return ["보기 이름을 적어 주십시오."]
    if len(title) > 60:
        return ["보기 이름은 60자까지 적을 수 있습니다."]
    if kept >= MOST_VIEWS:
        return [f"보기는 {MOST_VIEWS}개까지 저장할 수 있습니다. 쓰지 않는 보기를 지운 뒤 다시 저장해 주십시오."]
    return []
