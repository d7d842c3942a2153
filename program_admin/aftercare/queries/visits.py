"""Finding visits and what their sheets hold."""

import uuid
from collections import Counter

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import contains_eager

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.aftercare.models import (
    AssetCheck,
    KpiReading,
    ServiceCall,
    Status,
    SurveyAnswer,
    Visit,
    VisitAnswer,
    VisitDraft,
    VisitPhoto,
    VisitRecord,
    VisitSignature,
)
from program_admin.aftercare.rules.kpi import KpiPlan
from program_admin.aftercare.rules.planning import followed_up
from program_admin.aftercare.rules.sheet import AssetItem, CheckItem, SheetTerms, asked_items
from program_admin.agreements.models import Agreement
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.agreements.queries import assets_of
from program_admin.applications.models import Application
from program_admin.applications.queries import kpi_targets_of
from program_admin.companies.models import Membership
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.programs.models import RoundVersion
from program_admin.suppliers.models import SupplierMember

READERS = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})
OPEN = (Status.PLANNED.value, Status.CONFIRMED.value)


def visit_by_id(visit_id: uuid.UUID) -> Visit:
    """Return the visit; raises Missing."""
    found = db.session.get(Visit, visit_id)
    if found is None:
        raise Missing("visit")
    return found


def visits_of(agreement_id: uuid.UUID) -> list[Visit]:
    """Return every visit of an agreement, by its last day."""
    rows = select(Visit).where(Visit.agreement_id == agreement_id)
    return list(db.session.scalars(rows.order_by(Visit.due_on, Visit.number)))


def followed() -> Select[tuple[Agreement]]:
    """Select the completed agreements of rounds with aftercare, oldest completion first."""
    completed = Agreement.status == AgreementStatus.COMPLETED.value
    bound = select(Application.round_version_id).join(Agreement, Agreement.application_id == Application.id)
    versions = db.session.scalars(select(RoundVersion).where(RoundVersion.id.in_(bound.where(completed))))
    with_aftercare = [version.id for version in versions if followed_up(version.terms)]
    rows = select(Agreement).join(Agreement.application).where(completed)
    rows = rows.where(Application.round_version_id.in_(with_aftercare))
    return rows.order_by(Agreement.completed_at, Agreement.id)


def followed_agreements() -> list[Agreement]:
    """Return the completed agreements of rounds with aftercare, oldest completion first."""
    return list(db.session.scalars(followed()))


def last_done(agreement_id: uuid.UUID) -> Visit | None:
    """Return the last visit that found the system to judge (one that met nobody is none)."""
    done = select(Visit).where(Visit.agreement_id == agreement_id, Visit.status == Status.DONE.value)
    return db.session.scalar(done.where(Visit.operating != "").order_by(Visit.finished_at.desc()).limit(1))


def expected(person: Person) -> list[Visit]:
    """Return the visits with a day that a person may see, by day."""
    rows = visible_to(person).where(Visit.status == Status.CONFIRMED.value)
    return list(db.session.scalars(rows.order_by(Visit.planned_for, Visit.id)))


def visible_to(person: Person) -> Select[tuple[Visit]]:
    """Select what a person may see: the centre all, parties their own (a supplier only done ones), a visitor own."""
    rows = select(Visit).join(Visit.agreement).options(contains_eager(Visit.agreement))
    if person.roles & READERS:
        return rows
    allowed: list[ColumnElement[bool]] = [false()]
    if Role.APPLICANT in person.roles:
        mine = select(Membership.company_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
        allowed.append(Agreement.company_id.in_(mine))
    if Role.SUPPLIER in person.roles:
        ours = select(SupplierMember.supplier_id).where(
            SupplierMember.person_id == person.id, SupplierMember.ended_at.is_(None)
        )
        allowed.append(Agreement.supplier_id.in_(ours) & (Visit.status == Status.DONE.value))
    if Role.VISITOR in person.roles:
        allowed.append(Visit.visitor_id == person.id)
    return rows.where(or_(*allowed))


def own_visits(person: Person) -> list[Visit]:
    """Return the visits a visitor has still to make, by day."""
    mine = select(Visit).where(Visit.visitor_id == person.id, Visit.status == Status.CONFIRMED.value)
    return list(db.session.scalars(mine.order_by(Visit.planned_for, Visit.address, Visit.id)))


def drafts_of(visit_id: uuid.UUID) -> dict[str, VisitDraft]:
    """Return the fields of a sheet as they were typed, by name."""
    return {row.name: row for row in db.session.scalars(select(VisitDraft).where(VisitDraft.visit_id == visit_id))}


def typed_values(visit_id: uuid.UUID) -> dict[str, str]:
    """Return what was typed, by field."""
    return {name: row.value for name, row in drafts_of(visit_id).items()}


def photos_of(visit_id: uuid.UUID) -> list[VisitPhoto]:
    """Return the photos in force, oldest first."""
    rows = select(VisitPhoto).where(VisitPhoto.visit_id == visit_id, VisitPhoto.removed_at.is_(None))
    return list(db.session.scalars(rows.order_by(VisitPhoto.at, VisitPhoto.id)))


def photo_counts(visit_id: uuid.UUID) -> Counter[str]:
    """Return how many photos show each purpose."""
    return Counter(photo.purpose for photo in photos_of(visit_id))


def photo_by_id(photo_id: uuid.UUID) -> VisitPhoto:
    """Return one photo; raises Missing."""
    found = db.session.get(VisitPhoto, photo_id)
    if found is None:
        raise Missing("photo")
    return found


def sheet_terms(visit: Visit) -> SheetTerms:
    """Return what this visit asks: the round's checklist and survey, the project's KPI plan, its assets."""
    agreement, terms = visit.agreement, visit.agreement.terms.aftercare
    assets = assets_of(agreement.id)
    items = [
        CheckItem(item.code, item.name, item.answer.value, item.unit or "", item.evidence, item.guide)
        for item in terms.checklist
    ]
    return SheetTerms(
        items=asked_items(items, with_assets=bool(assets)),
        kpis=tuple(
            KpiPlan(row.place, row.kpi, row.name, row.unit, row.better, row.before, row.target, row.weight)
            for row in kpi_targets_of(agreement.application_id)
        ),
        assets=tuple(
            AssetItem(asset.ordinal, " · ".join(filter(None, (asset.model, asset.serial, asset.place))))
            for asset in assets
        ),
        survey=tuple((item.code, item.name) for item in terms.survey.items),
        points=terms.survey.points,
        corrective_days=terms.corrective_days,
        operating_evidence=any(item.code == "operating" and item.evidence for item in items),
    )


def record_of(visit_id: uuid.UUID) -> VisitRecord | None:
    """Return what was signed."""
    return db.session.scalar(select(VisitRecord).where(VisitRecord.visit_id == visit_id))


def signatures_of(visit_id: uuid.UUID) -> dict[str, VisitSignature]:
    """Return the signatures by party."""
    rows = db.session.scalars(select(VisitSignature).where(VisitSignature.visit_id == visit_id))
    return {row.party: row for row in rows}


def answers_of(visit_id: uuid.UUID) -> list[VisitAnswer]:
    """Return the answers of a signed sheet in its order."""
    rows = select(VisitAnswer).where(VisitAnswer.visit_id == visit_id)
    return list(db.session.scalars(rows.order_by(VisitAnswer.place)))


def readings_of(visit_ids: list[uuid.UUID]) -> list[KpiReading]:
    """Return the readings of these visits, measures in the plan's order."""
    rows = select(KpiReading).where(KpiReading.visit_id.in_(visit_ids))
    return list(db.session.scalars(rows.order_by(KpiReading.place, KpiReading.id)))


def survey_of(visit_id: uuid.UUID) -> list[SurveyAnswer]:
    """Return the survey of a signed sheet in its order."""
    rows = select(SurveyAnswer).where(SurveyAnswer.visit_id == visit_id)
    return list(db.session.scalars(rows.order_by(SurveyAnswer.place)))


def calls_of(visit_id: uuid.UUID) -> list[ServiceCall]:
    """Return the A/S entries of a signed sheet."""
    rows = select(ServiceCall).where(ServiceCall.visit_id == visit_id)
    return list(db.session.scalars(rows.order_by(ServiceCall.place)))


def asset_checks_of(visit_id: uuid.UUID) -> list[AssetCheck]:
    """Return what was found of the asset list."""
    rows = select(AssetCheck).where(AssetCheck.visit_id == visit_id)
    return sorted(db.session.scalars(rows), key=lambda check: check.asset.ordinal)


def next_number(agreement_id: uuid.UUID) -> int:
    """Return the number of an agreement's next visit."""
    last = db.session.scalar(select(func.max(Visit.number)).where(Visit.agreement_id == agreement_id))
    return (last or 0) + 1
