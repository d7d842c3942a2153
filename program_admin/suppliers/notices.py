"""Messages to the people who act for a supplier."""

import uuid
from datetime import datetime

from program_admin.notices.outbox import Recipient, tell
from program_admin.suppliers.queries import members_of


def tell_supplier(supplier_id: uuid.UUID, *, title: str, body: str, link: str, now: datetime) -> None:
    """Tell everybody who acts for a supplier, each by phone and inbox; no commit."""
    for membership in members_of(supplier_id):
        person = membership.person
        tell(
            Recipient(person.id, person.name, phone=person.phone, email=person.email),
            now=now,
            title=title,
            body=body,
            link=link,
            subject=("Supplier", supplier_id),
        )
