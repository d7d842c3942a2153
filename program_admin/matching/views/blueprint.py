"""The blueprint to which every page of matching belongs, and the loaders of its addresses."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, request

from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.matching.queries import proposal_by_id, request_by_id
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round
from program_admin.suppliers.models import Supplier
from program_admin.suppliers.queries import supplier_by_id

pages = Blueprint("matching", __name__, url_prefix="/matching")


@dataclass(frozen=True, slots=True)
class Pair:
    """An application and a supplier it may ask."""

    application: Application
    supplier: Supplier

    @property
    def company_id(self) -> uuid.UUID:
        """The asking company, for permissions."""
        return self.application.company_id


def get_application(application_id: uuid.UUID) -> Application:
    """Load the application of an address; raises Missing."""
    return application_by_id(application_id)


def get_pair(application_id: uuid.UUID, supplier_id: uuid.UUID) -> Pair:
    """Load the application and the supplier of an address; raises Missing."""
    return Pair(application_by_id(application_id), supplier_by_id(supplier_id))


def get_request(request_id: uuid.UUID) -> MatchRequest:
    """Load the request of an address; raises Missing."""
    return request_by_id(request_id)


def get_proposal(proposal_id: uuid.UUID) -> Proposal:
    """Load the proposal of an address; raises Missing."""
    return proposal_by_id(proposal_id)


def get_round(round_id: uuid.UUID) -> Round:
    """Load the announced round of an address; raises Missing."""
    return get_announced_round(round_id)


def shown_status() -> int:
    """The status of a form page: 200 when opened, 422 when what was sent is refused."""
    return 200 if request.method == "GET" else 422
