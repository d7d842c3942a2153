"""Conflicts of interest as the data shows them: an evaluator's ties against the businesses of a case."""

from program_admin.applications.models import Application
from program_admin.companies.queries import sites_of
from program_admin.evaluation.models import Evaluator, Panel, TieKind
from program_admin.evaluation.queries.evaluators import ties_of
from program_admin.evaluation.queries.panels import cases_of, recused_pairs, seats_of
from program_admin.evaluation.rules.conflicts import Tie, conflicts
from program_admin.suppliers.queries import supplier_by_id


def involved_in(application: Application) -> dict[str, str]:
    """Return the business numbers of a case with names: the company, its sites, the supplier."""
    company = application.company
    found = {
        site.business_number: f"{company.name} {site.name}" for site in sites_of(company.id) if site.business_number
    }
    found[company.business_number] = company.name
    if application.supplier_id is not None:
        supplier = supplier_by_id(application.supplier_id)
        found.setdefault(supplier.business_number, supplier.name)
    return found


def known_ties(evaluator: Evaluator) -> tuple[Tie, ...]:
    """Return an evaluator's ties as the rule reads them, the present employer among them."""
    told = [Tie(tie.kind, tie.business_number, tie.name, tie.until) for tie in ties_of(evaluator.id)]
    if evaluator.employer_business_number:
        told.insert(0, Tie(TieKind.EMPLOYMENT, evaluator.employer_business_number, evaluator.employer, None))
    return tuple(told)


def conflicts_with(evaluator: Evaluator, application: Application, panel: Panel) -> list[str]:
    """Say why the evaluator may not judge the application on the day of the session; empty when nothing is known."""
    years = panel.round.terms.evaluation.recusal_years
    return conflicts(known_ties(evaluator), involved_in(application), panel.session_on, years)


def conflicts_on(evaluator: Evaluator, panel: Panel) -> list[str]:
    """Say why the evaluator may not sit on the panel: a conflict with any of its cases."""
    years, ties = panel.round.terms.evaluation.recusal_years, known_ties(evaluator)
    found = [
        sentence
        for case in cases_of(panel.id)
        for sentence in conflicts(ties, involved_in(case.application), panel.session_on, years)
    ]
    return list(dict.fromkeys(found))


def conflicts_in(panel: Panel) -> list[str]:
    """Name every conflict between a member and a case of the panel that no recusal answers yet."""
    recused = recused_pairs(panel.id)
    return [
        f"{seat.evaluator.person.name} 위원 – {sentence} 제척을 기록하거나 다른 위원으로 바꿔 주세요."
        for seat in seats_of(panel.id)
        for case in cases_of(panel.id)
        if (case.application_id, seat.evaluator_id) not in recused
        for sentence in conflicts_with(seat.evaluator, case.application, panel)
    ]
