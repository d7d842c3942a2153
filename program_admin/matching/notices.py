"""Messages between companies and suppliers about requests."""

from datetime import datetime

from program_admin.applications.notices import tell_company
from program_admin.matching.models import MatchRequest
from program_admin.suppliers.notices import tell_supplier


def tell_receiver(request: MatchRequest, *, title: str, body: str, now: datetime) -> None:
    """Tell the people of the supplier that was asked; no commit."""
    tell_supplier(request.supplier_id, title=title, body=body, link=f"/matching/requests/{request.id}", now=now)


def tell_asker(request: MatchRequest, *, title: str, body: str, now: datetime) -> None:
    """Tell the people of the company that asked; no commit."""
    tell_company(request.application, title=title, body=body, now=now)
