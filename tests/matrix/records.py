"""Which record fills each value of an address: one of a cast's own, or any where records belong to nobody."""

import uuid
from collections.abc import Callable

from flask import Flask
from sqlalchemy import Select, select
from werkzeug.routing import Rule

from program_admin.accounts.models import LoginSession, RoleGrant
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, Visit, VisitPhoto
from program_admin.agreements.models import (
    Agreement,
    Inspection,
    InspectionPhoto,
    Payment,
    PaymentPaper,
    Report,
    ReportPaper,
    SupplementAnswer,
)
from program_admin.applications.models import (
    Application,
    BonusClaim,
    Correction,
    Delegation,
    Extension,
    NoticeBatch,
    Paper,
    ScreeningProposal,
    SupplementRequest,
)
from program_admin.companies.models import Membership, Site
from program_admin.core.database import db
from program_admin.documents.models import ArrivingUpload, IssuedDocument, NumberWarning
from program_admin.evaluation.models import Evaluator, EvaluatorTie, Panel, PanelCase, PanelSeat, Ranking, Sheet
from program_admin.jobs.models import Job
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.programs.inquiries.models import Inquiry
from program_admin.suppliers.models import Engineer, PerformanceFact, Solution
from tests.builders.world import Cast

Resolver = Callable[[Cast], object]


def one(asked: Select) -> object:
    """Return the first such record's id; a world without one makes the matrix blind, so that fails."""
    found = db.session.scalars(asked.limit(1)).first()
    assert found is not None, f"the rehearsed world holds none: {asked}"
    return found


def _uuid(text: str) -> uuid.UUID:
    return uuid.UUID(text)


def _application(cast: Cast) -> uuid.UUID:
    return _uuid(cast.application)


def _open_application(cast: Cast) -> uuid.UUID:
    return _uuid(cast.open_application)


def _person(role: str) -> Resolver:
    return lambda cast: _uuid(cast.people[role])


def _agreement(cast: Cast) -> object:
    return one(select(Agreement.id).where(Agreement.application_id == _application(cast)))


def _of_application(model: type, **values: object) -> Resolver:
    return lambda cast: one(select(model.id).filter_by(application_id=_application(cast), **values))


def _of_agreement(model: type, **values: object) -> Resolver:
    return lambda cast: one(select(model.id).filter_by(agreement_id=_agreement(cast), **values))


def _of_supplier(model: type) -> Resolver:
    return lambda cast: one(select(model.id).filter_by(supplier_id=_uuid(cast.supplier)))


def _of_company(model: type) -> Resolver:
    return lambda cast: one(select(model.id).filter_by(company_id=_uuid(cast.company)))


def _evaluator(cast: Cast) -> object:
    return one(select(Evaluator.id).filter_by(person_id=_uuid(cast.people["evaluator"])))


def _inspection(cast: Cast) -> object:
    visitor = _uuid(cast.people["visitor"])
    return one(select(Inspection.id).filter_by(agreement_id=_agreement(cast), inspector_id=visitor))


def _request(cast: Cast) -> object:
    return one(select(MatchRequest.id).filter_by(application_id=_open_application(cast)))


def _visit(cast: Cast) -> object:
    visitor = _uuid(cast.people["visitor"])
    return one(select(Visit.id).filter_by(agreement_id=_agreement(cast), visitor_id=visitor))


def _action(cast: Cast) -> object:
    return one(select(CorrectiveAction.id).filter_by(visit_id=_visit(cast)))


def _round(cast: Cast) -> object:
    return one(select(Application.round_id).where(Application.id == _application(cast)))


def _letter(cast: Cast) -> object:
    return one(select(IssuedDocument.id).filter_by(subject_id=_application(cast), kind="result-letter"))


def _session(cast: Cast) -> object:
    return one(select(LoginSession.id).filter_by(person_id=_uuid(cast.people["applicant"])))


RESOLVERS: dict[str, Resolver] = {
    "agreement_id": _agreement,
    "arriving_id": lambda cast: one(select(ArrivingUpload.id).filter_by(person_id=_uuid(cast.people["applicant"]))),
    "application_id": _application,
    "batch_id": lambda _: one(select(NoticeBatch.id)),
    "case_id": _of_application(PanelCase),
    "claim_id": lambda _: one(select(BonusClaim.id)),
    "code": lambda _: "plan",
    "company_id": lambda cast: _uuid(cast.company),
    "delegation_id": lambda cast: one(select(Delegation.id).filter_by(application_id=_open_application(cast))),
    "document_id": _letter,
    "engineer_id": _of_supplier(Engineer),
    "evaluator_id": _evaluator,
    "correction_id": lambda _: one(select(Correction.id)),
    "source_id": lambda _: one(select(Correction.id)),
    "extension_id": lambda cast: one(select(Extension.id).filter_by(application_id=_open_application(cast))),
    "fact_id": _of_supplier(PerformanceFact),
    "grant_id": lambda cast: one(select(RoleGrant.id).filter_by(person_id=_uuid(cast.people["applicant"]))),
    "inquiry_id": lambda _: one(select(Inquiry.id)),
    "inspection_id": _inspection,
    "job_id": lambda _: one(select(Job.id)),
    "kind": lambda _: "interim",
    "membership_id": _of_company(Membership),
    "name": lambda _: "applications",
    "part": lambda _: "papers/1",
    "panel_id": lambda _: one(select(Panel.id)),
    "payment_id": _of_agreement(Payment),
    "person_id": _person("applicant"),
    "place": lambda _: 1,
    "payee": lambda _: "company",
    "proposal_id": _of_application(ScreeningProposal),
    "question": lambda _: "collects_how",
    "ranking_id": lambda _: one(select(Ranking.id)),
    "report_id": _of_agreement(Report),
    "request_id": _request,
    "round_id": _round,
    "seat_id": lambda cast: one(select(PanelSeat.id).filter_by(evaluator_id=_evaluator(cast))),
    "session_id": _session,
    "sheet_id": lambda cast: one(
        select(Sheet.id).filter_by(evaluator_id=_evaluator(cast), application_id=_application(cast))
    ),
    "site_id": _of_company(Site),
    "solution_id": _of_supplier(Solution),
    "step": lambda _: "close",
    "subject_id": _application,
    "supplier_id": lambda cast: _uuid(cast.supplier),
    "tie_id": lambda _: one(select(EvaluatorTie.id)),
    "token": lambda _: "no-such-token",
    "visit_id": _visit,
    "purpose": lambda _: "site",
    "action_id": lambda cast: _action(cast),
    "event_id": lambda cast: one(
        select(CorrectiveEvent.id).filter_by(action_id=_action(cast)).where(CorrectiveEvent.upload_id.is_not(None))
    ),
}
"""The record of a cast by the name of the address's value."""

PER_PAGE: dict[tuple[str, str], Resolver] = {
    ("agreements.report_paper", "paper_id"): lambda cast: _report_paper(cast),
    ("agreements.remove_report_paper", "paper_id"): lambda cast: _report_paper(cast),
    ("applications.attach", "code"): lambda _: "plan",
    ("applications.paper_file", "paper_id"): _of_application(Paper),
    ("applications.keep_numbers", "paper_id"): lambda cast: _warned_paper(cast),
    ("applications.mask", "paper_id"): lambda cast: _warned_paper(cast),
    ("applications.numbers", "paper_id"): lambda cast: _warned_paper(cast),
    ("applications.remove", "paper_id"): lambda cast: one(
        select(Paper.id).filter_by(application_id=_open_application(cast))
    ),
    ("documents.verified", "code"): lambda _: one(select(IssuedDocument.code)),
    ("documents.compare", "code"): lambda _: one(select(IssuedDocument.code)),
    ("evaluation.paper", "paper_id"): _of_application(Paper),
    ("inspections.photo", "photo_id"): lambda cast: _photo(cast),
    ("inspections.remove_photo", "photo_id"): lambda cast: _photo(cast),
    ("inspections.supplement_file", "answer_id"): lambda cast: one(
        select(SupplementAnswer.id)
        .filter_by(inspection_id=_inspection(cast))
        .where(SupplementAnswer.upload_id.is_not(None))
    ),
    ("aftercare.photo_file", "photo_id"): lambda cast: one(select(VisitPhoto.id).filter_by(visit_id=_visit(cast))),
    ("aftercare.remove_photo", "photo_id"): lambda cast: one(select(VisitPhoto.id).filter_by(visit_id=_visit(cast))),
    ("matching.accept", "proposal_id"): lambda cast: one(select(Proposal.id).filter_by(request_id=_request(cast))),
    ("payments.paper_file", "paper_id"): lambda cast: one(
        select(PaymentPaper.id)
        .join(Payment, Payment.id == PaymentPaper.payment_id)
        .where(Payment.agreement_id == _agreement(cast))
    ),
    ("portal.history", "kind"): lambda _: "Application",
    ("portal.export_order", "code"): lambda _: "portal_projects",
}
"""Where the same name means something else on a page."""

DRAFTING = (
    "applications.section", "applications.save_section", "applications.autosave", "applications.worked_out",
    "applications.propose_kpis", "applications.papers", "applications.attach", "applications.question",
    "applications.carried", "applications.confirm_carried",
    "applications.consent_states", "applications.delegated", "applications.delegates", "applications.withdraw_consent",
    "applications.submit", "applications.hand_in", "applications.supplier", "applications.choose_supplier",
    "applications.save_engineers", "applications.ask_named",
    "matching.recommendations", "matching.compare", "matching.proposals", "matching.ask",
)  # fmt: skip
"""Pages about an application that is still being written."""


def _warned_paper(cast: Cast) -> object:
    asked = select(Paper.id).join(NumberWarning, NumberWarning.upload_id == Paper.upload_id)
    return one(asked.where(Paper.application_id == _open_application(cast)))


def _report_paper(cast: Cast) -> object:
    asked = select(ReportPaper.id).join(Report, Report.id == ReportPaper.report_id)
    return one(asked.where(Report.agreement_id == _agreement(cast)))


def _photo(cast: Cast) -> object:
    return one(select(InspectionPhoto.id).filter_by(inspection_id=_inspection(cast)))


def resolver_of(endpoint: str, name: str) -> Resolver | None:
    """Return what fills this value on this page, None where nobody said."""
    if (endpoint, name) in PER_PAGE:
        return PER_PAGE[endpoint, name]
    if name == "request_id" and endpoint.startswith("screening."):
        return _of_application(SupplementRequest)
    if name == "round_id" and endpoint.startswith("corrections."):
        return lambda cast: one(select(Application.round_id).where(Application.id == _open_application(cast)))
    if name == "application_id" and endpoint in DRAFTING:
        return _open_application
    return RESOLVERS.get(name)


def rules(app: Flask, method: str) -> list[Rule]:
    """Return every address that answers to a method, but for files of the look."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and method in rule.methods]


def address(app: Flask, rule: Rule, cast: Cast) -> str:
    """Return the address filled with the cast's records."""
    values = {}
    for name in rule.arguments:
        resolver = resolver_of(rule.endpoint, name)
        assert resolver is not None, f"{rule}: say in tests/matrix/records.py which record fills {name!r}"
        values[name] = resolver(cast)
    return app.url_map.bind("localhost").build(rule.endpoint, values)
