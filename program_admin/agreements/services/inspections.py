"""Inspections: assigned to a visitor, the sheet typed field by field, handed in, photos taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.accounts.roles import Role
from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    Agreement,
    Asset,
    Inspection,
    InspectionDraft,
    InspectionItem,
    InspectionKind,
    InspectionPhoto,
    InspectionStatus,
    ReportStatus,
    Status,
)
from program_admin.agreements.notices import Words, page_of, tell_officer, tell_parties, tell_person, tell_supplier
from program_admin.agreements.queries import drafts_of, inspections_of, reports_of, sheet_terms
from program_admin.agreements.rules import sheets
from program_admin.agreements.rules.course import inspection_kinds
from program_admin.agreements.rules.inspecting import day_faults, handing_in_objections, plan_objections
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.states import INSPECTION
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.holidays_calendar import holidays_between
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_date
from program_admin.documents.services import CheckedFile, keep
from program_admin.workflow.engine import take_step

OPEN = INSPECTION.step("report").of
CLOSED = "이미 낸 점검표입니다. 보완을 낸 뒤 다시 점검할 때 고칠 수 있습니다."


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field of a sheet that was sent: its value, and the revision the page had shown (0: none)."""

    value: str
    revision: int


def plan_inspection(
    agreement: Agreement, kind: InspectionKind, *, inspector: Person, planned_on: date, by: Person, now: datetime
) -> Inspection:
    """Assign an inspection to a visitor for a day."""
    require(may.PLAN_INSPECTION, by, agreement)
    lock(agreement)
    known = inspections_of(agreement.id)
    approved = {each.value for each, row in known.items() if row.status == InspectionStatus.APPROVED}
    in_force, asked = agreement.status == Status.CONCLUDED, inspection_kinds(agreement.terms)
    objections = plan_objections(kind.value, in_force=in_force, approved=approved, asked=asked)
    if kind in known:
        objections.append(f"{known[kind].name}은 이미 배정했습니다({korean_date(known[kind].planned_on)}).")
    faults = day_faults(planned_on, starts_on=agreement.starts_on, today=to_seoul(now).date())
    if Role.VISITOR not in inspector.roles or inspector.id == by.id:
        faults["inspector_id"] = ["점검위원 가운데 본인이 아닌 사람을 골라 주세요."]
    if objections or faults:
        raise RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)
    inspection = Inspection(
        id=new_id(),
        agreement_id=agreement.id,
        kind=kind.value,
        inspector_id=inspector.id,
        planned_on=planned_on,
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(inspection)
    db.session.flush()
    record("inspection:plan", "Inspection", inspection.id, by=by, now=now, after=planned_on)
    body = f"{agreement.company_name}의 {inspection.name}이 {korean_date(planned_on)}에 있습니다."
    tell_person(inspector, agreement, Words(f"{inspection.name} 배정", body, f"/inspections/{inspection.id}"), now=now)
    tell_parties(agreement, Words(f"{inspection.name} 안내", body, page_of(agreement)), by=by, now=now)
    return inspection


def save_field(inspection: Inspection, name: str, typed: TypedField, *, by: Person, now: datetime) -> InspectionDraft:
    """Keep one typed value; raises Conflict when the stored one is newer and differs, RuleBroken when it can't be."""
    require(may.INSPECT, by, inspection)
    lock(inspection)
    _check_open(inspection)
    objections = sheets.value_objections(sheet_terms(inspection), name, typed.value)
    if objections:
        raise RuleBroken(objections, {name: objections})
    stored = drafts_of(inspection.id).get(name)
    if stored is not None and stored.revision != typed.revision and stored.value != typed.value:
        raise _conflict(stored, typed.value)
    inspection.saved_at = now
    return _keep(inspection, stored, name, typed.value, by=by, now=now)


def save_sheet(
    inspection: Inspection, typed: Mapping[str, TypedField], *, by: Person, now: datetime
) -> tuple[Conflict, ...]:
    """Keep a sheet that was sent whole; returns the fields somebody else changed meanwhile (not kept)."""
    require(may.INSPECT, by, inspection)
    lock(inspection)
    _check_open(inspection)
    terms, stored = sheet_terms(inspection), drafts_of(inspection.id)
    faults = {name: sheets.value_objections(terms, name, field.value) for name, field in typed.items()}
    faults = {name: said for name, said in faults.items() if said}
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    conflicts = []
    for name, field in typed.items():
        row = stored.get(name)
        stale = row is not None and row.revision != field.revision and row.person_id != by.id
        if row is not None and stale and row.value != field.value:
            conflicts.append(_conflict(row, field.value))
            continue
        _keep(inspection, row, name, field.value, by=by, now=now)
    inspection.saved_at = now
    db.session.flush()
    return tuple(conflicts)


def lacking(inspection: Inspection) -> RuleBroken | None:
    """What keeps a sheet from being handed in, each fault at its field; None when nothing does."""
    agreement = inspection.agreement
    values = {name: row.value for name, row in drafts_of(inspection.id).items()}
    approved = {k.value for k, row in reports_of(agreement.id).items() if row.status == ReportStatus.APPROVED}
    in_force = agreement.status == Status.CONCLUDED
    objections = handing_in_objections(inspection.kind, in_force=in_force, reports=approved)
    faults = sheets.sheet_faults(sheet_terms(inspection), values)
    if not (objections or faults):
        return None
    return RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)


def hand_in(inspection: Inspection, *, by: Person, now: datetime) -> None:
    """Hand the sheet in; items found wanting ask the supplier for a supplement by the round's period."""
    require(may.INSPECT, by, inspection)
    lock(inspection)
    broken = lacking(inspection)
    if broken is not None:
        raise broken
    terms = sheet_terms(inspection)
    values = {name: row.value for name, row in drafts_of(inspection.id).items()}
    take_step(INSPECTION, inspection, "report", by=by, now=now)
    inspection.attempt += 1
    inspection.reported_at = now
    grades = _write_items(inspection, terms, values)
    inspection.conclusion = sheets.conclusion(grades, terms.grades)
    inspection.opinion = values[sheets.OPINION].strip()
    if terms.with_assets:
        _write_assets(inspection, values)
    _say(inspection, sheets.wanting(grades, terms.grades), by=by, now=now)


def add_photo(inspection: Inspection, checked: CheckedFile, *, by: Person, now: datetime) -> InspectionPhoto:
    """Keep a photo of the inspection."""
    require(may.INSPECT, by, inspection)
    lock(inspection)
    _check_open(inspection)
    upload = keep(checked, owner=("Inspection", inspection.id), by=by, now=now)
    photo = InspectionPhoto(id=new_id(), inspection_id=inspection.id, upload_id=upload.id, at=now)
    db.session.add(photo)
    db.session.flush()
    return photo


def remove_photo(photo: InspectionPhoto, *, by: Person, now: datetime) -> None:
    """Take a photo away while the sheet is open; its row stays."""
    require(may.INSPECT, by, photo.inspection)
    lock(photo.inspection)
    _check_open(photo.inspection)
    photo.removed_at = now


def _check_open(inspection: Inspection) -> None:
    if inspection.status not in OPEN:
        raise RuleBroken([CLOSED])


def _keep(
    inspection: Inspection, stored: InspectionDraft | None, name: str, value: str, *, by: Person, now: datetime
) -> InspectionDraft:
    if stored is None:
        stored = InspectionDraft(
            inspection_id=inspection.id, name=name, value=value, revision=1, person_id=by.id, at=now
        )
        if value:
            db.session.add(stored)
        else:
            stored.revision = 0
    elif stored.value != value:
        stored.value, stored.revision, stored.person_id, stored.at = value, stored.revision + 1, by.id, now
    return stored


def _conflict(stored: InspectionDraft, mine: str) -> Conflict:
    who = names_of({stored.person_id}).get(stored.person_id, "")
    return Conflict(field=stored.name, mine=mine, theirs=stored.value, theirs_by=who, revision=stored.revision)


def _write_items(inspection: Inspection, terms: sheets.SheetTerms, values: Mapping[str, str]) -> list[str]:
    for place, item in enumerate(terms.items, start=1):
        db.session.add(
            InspectionItem(
                inspection_id=inspection.id,
                attempt=inspection.attempt,
                place=place,
                item=item.code,
                name=item.name,
                grade=values[sheets.grade_field(item.code)],
                note=values.get(sheets.note_field(item.code), "").strip(),
            )
        )
    db.session.flush()
    return [values[sheets.grade_field(item.code)] for item in terms.items]


def _write_assets(inspection: Inspection, values: Mapping[str, str]) -> None:
    db.session.execute(delete(Asset).where(Asset.inspection_id == inspection.id))
    for ordinal, row in enumerate(sheets.typed_assets(values), start=1):
        db.session.add(
            Asset(
                agreement_id=inspection.agreement_id,
                inspection_id=inspection.id,
                ordinal=ordinal,
                model=row.model,
                serial=row.serial,
                place=row.place,
            )
        )
    db.session.flush()


def _say(inspection: Inspection, wanting: int, *, by: Person, now: datetime) -> None:
    agreement, link = inspection.agreement, f"/inspections/{inspection.id}"
    if wanting:
        terms = agreement.terms.agreement
        period = terms.final_inspection if inspection.kind == InspectionKind.FINAL else terms.interim_inspection
        start = to_seoul(now).date()
        due = period.supplement.due(start, holidays_between(start, start + timedelta(days=4000)))
        inspection.supplement_due_on = due.date
        take_step(INSPECTION, inspection, "ask_supplement", by=by, now=now)
        body = (
            f"{inspection.name}에서 보완할 것이 {wanting}건입니다. {korean_date(due.date)}까지 보완 결과를 내 주세요."
        )
        tell_supplier(agreement, Words("점검 보완을 요청합니다", body, link), now=now)
    body = f"{agreement.number} {agreement.company_name} {inspection.name} 결과: {inspection.conclusion}."
    tell_officer(agreement, Words(f"{inspection.name}표를 받았습니다", body, link), now=now)
