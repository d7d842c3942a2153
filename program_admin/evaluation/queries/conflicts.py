"""Conflicts of interest as the data shows them: an evaluator's ties against the businesses of a case."""

import uuid
from collections.abc import Iterable, Iterator

from program_admin.applications.models import Application
from program_admin.applications.queries.handed_in import CompanyCopy, company_now, company_of
from program_admin.evaluation.models import Evaluator, Panel, PanelSeat, TieKind
from program_admin.evaluation.queries.evaluators import ties_of
from program_admin.evaluation.queries.panels import cases_of, recused_pairs, seats_of
from program_admin.evaluation.rules.conflicts import Tie, conflicts

SINCE = "제출한 뒤 바뀐 기업 정보"


def involved_in(application: Application) -> dict[str, str]:
    """Return the business numbers of a case with names: the company, its sites, the supplier.

    As handed in, which is what the evaluator judges, and as they stand now, since a tie may have come up since.
    """
    found = _businesses(company_of(application))
    for number, name in _businesses(company_now(application)).items():
        found.setdefault(number, f"{name}({SINCE})")
    return found


def known_ties(evaluator: Evaluator) -> tuple[Tie, ...]:
    """Return an evaluator's ties as the rule reads them, the present employer among them."""
    told = [Tie(tie.kind, tie.business_number, tie.name, tie.until) for tie in ties_of(evaluator.id)]
    if evaluator.employer_business_number:
        told.insert(0, Tie(TieKind.EMPLOYMENT, evaluator.employer_business_number, evaluator.employer, None))
    return tuple(told)


def conflicts_on(panel: Panel, evaluators: Iterable[Evaluator]) -> dict[uuid.UUID, list[str]]:
    """Say for each evaluator why they may not sit on the panel: a conflict with any of its cases."""
    years = panel.round.terms.evaluation.recusal_years
    cases = [involved_in(case.application) for case in cases_of(panel.id)]
    found = {}
    for each in evaluators:
        ties = known_ties(each)
        sentences = [sentence for involved in cases for sentence in conflicts(ties, involved, panel.session_on, years)]
        found[each.id] = list(dict.fromkeys(sentences))
    return found


def seated_conflicts(panel: Panel, applications: Iterable[Application]) -> Iterator[tuple[PanelSeat, Application, str]]:
    """Say why which member of the panel may not judge which of the applications on the day of the session."""
    years = panel.round.terms.evaluation.recusal_years
    members = [(seat, known_ties(seat.evaluator)) for seat in seats_of(panel.id)]
    for application in applications:
        involved = involved_in(application) if members else {}
        for seat, ties in members:
            for sentence in conflicts(ties, involved, panel.session_on, years):
                yield seat, application, sentence


def conflicts_in(panel: Panel) -> list[str]:
    """Name every conflict between a member and a case of the panel that no recusal answers yet."""
    recused = recused_pairs(panel.id)
    return [
        f"{seat.evaluator.person.name} 위원 – {sentence} 제척을 기록하거나 다른 위원으로 바꿔 주세요."
        for seat, application, sentence in seated_conflicts(panel, [case.application for case in cases_of(panel.id)])
        if (application.id, seat.evaluator_id) not in recused
    ]


def _businesses(company: CompanyCopy) -> dict[str, str]:
    name = company.profile.name
    found = {site.business_number: f"{name} {site.name}" for site in company.sites if site.business_number}
    found[company.profile.business_number] = name
    if company.supplier_business_number:
        found.setdefault(company.supplier_business_number, company.supplier)
    return found
