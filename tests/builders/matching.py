"""Requests and proposals of a test, made through the real services."""

from datetime import timedelta

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.core.clock import today
from program_admin.core.writing import transaction
from program_admin.matching import services
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.matching.rules import NewProposal, NewRequest
from program_admin.suppliers.models import Supplier

MESSAGE = "의뢰서가 종이로 오가서 재제작이 많습니다. 공정 기록부터 시작하고 싶습니다."
PLAN = "첫 달에 공정을 함께 살피고, 스캔과 밀링의 시작과 끝을 바코드로 모읍니다."


def send_request(application: Application, supplier: Supplier, by: Person, days: int = 5) -> MatchRequest:
    """A request to be answered so many days from now."""
    new = NewRequest(MESSAGE, today() + timedelta(days=days), ("mes",))
    with transaction() as now:
        return services.ask(application, supplier, new, by=by, now=now)


def give_proposal(request: MatchRequest, by: Person, cost_won: int = 42_000_000) -> Proposal:
    """A proposal for the request, after its review began."""
    if request.status == "sent":
        with transaction() as now:
            services.start_review(request, by=by, now=now)
    with transaction() as now:
        return services.propose(request, NewProposal(PLAN, cost_won, 5, ("정기술",)), by=by, now=now)
