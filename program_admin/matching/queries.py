"""What can be asked about needs, recommendations, requests and proposals."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_values
from program_admin.companies.queries import companies_of, sites_of
from program_admin.core.clock import to_seoul
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.korean import korean_date
from program_admin.core.todo import Todo
from program_admin.matching.models import MatchRequest, Proposal, Status
from program_admin.matching.rules import (
    Candidate,
    Need,
    Offer,
    Recommendation,
    Record,
    Weights,
    judge,
    left_out,
    recommend,
)
from program_admin.programs.schema.aftercare import SupplierTerms
from program_admin.suppliers.models import SolutionKind, Supplier
from program_admin.suppliers.models import Status as SupplierStatus
from program_admin.suppliers.queries import (
    active_bans,
    open_project_counts,
    registered_suppliers,
    solutions_of,
    supplier_of,
)
from program_admin.suppliers.rules import Figure, number_text
from program_admin.suppliers.scorecards import Scorecard, scorecards

LOW_POINTS = 50
LINES_SAID = 3


def weights_of(terms: SupplierTerms) -> Weights:
    """Return the round's weights and its limit of concurrent projects."""
    given = terms.matching
    return Weights(
        industry=given.industry,
        solution=given.solution,
        place=given.place,
        performance=given.performance,
        capacity=given.capacity,
        concurrent_projects_max=terms.concurrent_projects_max,
    )


def wanted_kinds_of(application: Application) -> tuple[str, ...]:
    """Return the kinds of solutions the draft already names."""
    known = {kind.value for kind in SolutionKind}
    typed = draft_values(application.id).get("project-solutions", "")
    return tuple(kind for kind in typed.split(",") if kind in known)


def need_of(application: Application, kinds: Iterable[str]) -> Need:
    """Return what the company looks for: its industry, its places, the wanted kinds of solutions."""
    company, sites = application.company, sites_of(application.company_id)
    return Need(
        ksic=company.ksic,
        trade_name=company.trade or KSIC_DIVISIONS.name_of(company.ksic),
        sidos=frozenset(site.sido for site in sites),
        districts=frozenset(site.district for site in sites if site.district),
        solution_kinds=frozenset(kinds),
    )


def candidates(suppliers: Sequence[Supplier], now: datetime, terms: SupplierTerms) -> tuple[Candidate, ...]:
    """Return these suppliers as matching sees them at that moment, with a handful of queries for all."""
    identifiers = [supplier.id for supplier in suppliers]
    cards = scorecards(identifiers, now, terms.rates_hidden_below)
    bans, running = active_bans(to_seoul(now).date()), open_project_counts()
    offers: dict[uuid.UUID, list[Offer]] = {identifier: [] for identifier in identifiers}
    for solution in solutions_of(identifiers):
        offers[solution.supplier_id].append(Offer(solution.kind, solution.kind_name, frozenset(solution.ksic_codes)))
    return tuple(
        Candidate(
            supplier_id=supplier.id,
            name=supplier.name,
            sido=supplier.sido,
            district=supplier.district,
            district_name=SEOUL_DISTRICTS.name_of(supplier.district) if supplier.district else "",
            offers=tuple(offers[supplier.id]),
            record=record_of(cards[supplier.id]),
            open_projects=running.get(supplier.id, 0),
            banned_until=korean_date(bans[supplier.id].ends_on) if supplier.id in bans else "",
        )
        for supplier in suppliers
    )


def record_of(card: Scorecard) -> Record:
    """Return what a scorecard says about a supplier, in sentences that name n."""
    if card.overall is None:
        return Record(None, (), ())
    if not card.shown:
        few = f"사후관리 기록이 도입기업 {card.projects}곳뿐이라 숫자를 보이지 않습니다. 점수에는 조금만 반영했습니다."
        return Record(card.overall, (few,), ())
    shown = [line for line in card.figures if line.shown]
    weighty = sorted((line for line in shown if line.terms.weight), key=lambda line: -line.terms.weight)
    said = ", ".join(_said(line) for line in weighty[:LINES_SAID])
    whole = f"사후관리 종합 성과 {number_text(card.overall)}점입니다(도입기업 {card.projects}곳). {said}."
    warnings = tuple(
        f"{line.terms.label} 기록이 좋지 않습니다: {_said(line)}." for line in shown if line.points < LOW_POINTS
    )
    return Record(card.overall, (whole,), warnings)


def recommendations(application: Application, kinds: Iterable[str], now: datetime) -> tuple[Recommendation, ...]:
    """Return the suppliers that fit an application's need best at that moment, best first, with reasons."""
    terms = application.terms.suppliers
    found = candidates(registered_suppliers(), now, terms)
    return recommend(need_of(application, kinds), found, weights_of(terms), limit=terms.matching.recommended)


def judged(
    application: Application, suppliers: Sequence[Supplier], kinds: Iterable[str], now: datetime
) -> tuple[Recommendation, ...]:
    """Return points and reasons of these suppliers, whether or not they are on the list, in their order."""
    terms = application.terms.suppliers
    need, weights = need_of(application, kinds), weights_of(terms)
    return tuple(judge(need, each, weights) for each in candidates(suppliers, now, terms))


def reasons_left_out(supplier: Supplier, now: datetime, terms: SupplierTerms) -> list[str]:
    """Return why a supplier can't be asked now; empty when it can."""
    [candidate] = candidates([supplier], now, terms)
    unregistered = supplier.status != SupplierStatus.REGISTERED.value
    return (["등록된 공급기업이 아닙니다."] if unregistered else []) + left_out(candidate, weights_of(terms))


def left_out_suppliers(terms: SupplierTerms, now: datetime) -> list[tuple[Supplier, list[str]]]:
    """Return every registered or banned supplier that recommendations leave out now, with all reasons."""
    wanted = (SupplierStatus.REGISTERED.value, SupplierStatus.SUSPENDED.value)
    known = select(Supplier).where(Supplier.status.in_(wanted)).order_by(Supplier.name, Supplier.id)
    rows = list(db.session.scalars(known))
    weights, found = weights_of(terms), []
    for supplier, candidate in zip(rows, candidates(rows, now, terms), strict=True):
        reasons = left_out(candidate, weights)
        if supplier.status == SupplierStatus.SUSPENDED.value and not candidate.banned_until:
            reasons.insert(0, "참여제한 기간이 끝났거나 시작하지 않았습니다. 해제 여부를 정해 주세요.")
        if reasons:
            found.append((supplier, reasons))
    return found


def request_by_id(request_id: uuid.UUID) -> MatchRequest:
    """Return the request; raises Missing."""
    found = db.session.get(MatchRequest, request_id)
    if found is None:
        raise Missing("request")
    return found


def proposal_by_id(proposal_id: uuid.UUID) -> Proposal:
    """Return the proposal; raises Missing."""
    found = db.session.get(Proposal, proposal_id)
    if found is None:
        raise Missing("proposal")
    return found


def requests_of(application_id: uuid.UUID) -> list[MatchRequest]:
    """Return the requests of an application, oldest first."""
    asked = select(MatchRequest).where(MatchRequest.application_id == application_id)
    return list(db.session.scalars(asked.order_by(MatchRequest.created_at, MatchRequest.id)))


def request_to(application_id: uuid.UUID, supplier_id: uuid.UUID) -> MatchRequest | None:
    """Return the request of an application to that supplier."""
    asked = select(MatchRequest).where(
        MatchRequest.application_id == application_id, MatchRequest.supplier_id == supplier_id
    )
    return db.session.scalar(asked)


def received_by(person: Person) -> Select[tuple[MatchRequest]]:
    """Select the requests to the supplier a person acts for."""
    supplier = supplier_of(person)
    mine = select(MatchRequest).join(Application)
    return mine.where(MatchRequest.supplier_id == (supplier.id if supplier else None))


def proposals_of(request_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Proposal]]:
    """Return the proposals by request, the newest (which is in force) first."""
    offered = select(Proposal).where(Proposal.request_id.in_(list(request_ids)))
    found: dict[uuid.UUID, list[Proposal]] = {}
    for proposal in db.session.scalars(offered.order_by(Proposal.number.desc())):
        found.setdefault(proposal.request_id, []).append(proposal)
    return found


def newest_proposal(request_id: uuid.UUID) -> Proposal | None:
    """Return the proposal in force of a request."""
    return next(iter(proposals_of([request_id]).get(request_id, [])), None)


def supplier_todo(person: Person, now: datetime) -> list[Todo]:
    """Requests that wait for the supplier's answer."""
    supplier = supplier_of(person) if Role.SUPPLIER in person.roles else None
    if supplier is None:
        return []
    tiles = (
        (Status.SENT, "새로 받은 제안 요청", "검토를 시작해 주세요", "warning"),
        (Status.REVIEWING, "검토 중인 제안 요청", "제안하거나 부적합으로 답해 주세요", ""),
    )
    found = []
    for status, title, hint, tone in tiles:
        waiting = _count(MatchRequest.supplier_id == supplier.id, MatchRequest.status == status.value)
        if waiting:
            found.append(Todo(waiting, title, hint, "matching.received", {"status": status.value}, tone))
    return found


def applicant_todo(person: Person, now: datetime) -> list[Todo]:
    """Proposals that wait for the company's choice, one tile per application."""
    if Role.APPLICANT not in person.roles:
        return []
    mine = [company.id for company in companies_of(person)]
    waiting = (
        select(MatchRequest.application_id, func.count())
        .join(Application)
        .where(Application.company_id.in_(mine), MatchRequest.status == Status.SUITED.value)
        .group_by(MatchRequest.application_id)
    )
    rows = sorted(db.session.execute(waiting), key=lambda row: str(row[0]))
    return [
        Todo(
            count,
            "받은 공급기업 제안",
            "비교하고 골라 주세요",
            "matching.proposals",
            {"application_id": str(identifier)},
        )
        for identifier, count in rows
    ]


def _said(line: Figure) -> str:
    return f"{line.terms.label} {number_text(line.mean)}{line.terms.unit}({line.n}건)"


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(MatchRequest).where(*conditions)) or 0
