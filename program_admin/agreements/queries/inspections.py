"""Finding inspections and what their sheets hold."""

import uuid

from sqlalchemy import select

from program_admin.agreements.models import (
    Inspection,
    InspectionDraft,
    InspectionItem,
    InspectionKind,
    InspectionPhoto,
    SupplementAnswer,
)
from program_admin.agreements.rules.sheets import SheetItem, SheetTerms
from program_admin.core.database import db
from program_admin.core.errors import Missing


def inspection_by_id(inspection_id: uuid.UUID) -> Inspection:
    """Return the inspection; raises Missing."""
    found = db.session.get(Inspection, inspection_id)
    if found is None:
        raise Missing("inspection")
    return found


def inspections_of(agreement_id: uuid.UUID) -> dict[InspectionKind, Inspection]:
    """Return the inspections of an agreement by kind."""
    rows = db.session.scalars(select(Inspection).where(Inspection.agreement_id == agreement_id))
    return {InspectionKind(row.kind): row for row in rows}


def is_assigned(person_id: uuid.UUID, agreement_id: uuid.UUID) -> bool:
    """Whether the person inspects, or inspected, this agreement."""
    mine = select(Inspection.id).where(Inspection.agreement_id == agreement_id, Inspection.inspector_id == person_id)
    return db.session.scalar(mine.limit(1)) is not None


def drafts_of(inspection_id: uuid.UUID) -> dict[str, InspectionDraft]:
    """Return the fields of a sheet as they were typed, by name."""
    rows = db.session.scalars(select(InspectionDraft).where(InspectionDraft.inspection_id == inspection_id))
    return {row.name: row for row in rows}


def items_of(inspection_id: uuid.UUID) -> list[InspectionItem]:
    """Return every item handed in, first sheet first, in the order of the sheet."""
    rows = select(InspectionItem).where(InspectionItem.inspection_id == inspection_id)
    return list(db.session.scalars(rows.order_by(InspectionItem.attempt, InspectionItem.place)))


def items_of_agreement(agreement_id: uuid.UUID) -> list[InspectionItem]:
    """Return the items of every sheet handed in for an agreement."""
    rows = select(InspectionItem).join(Inspection, Inspection.id == InspectionItem.inspection_id)
    rows = rows.where(Inspection.agreement_id == agreement_id)
    return list(db.session.scalars(rows.order_by(InspectionItem.inspection_id, InspectionItem.attempt)))


def supplements_of(inspection_id: uuid.UUID) -> list[SupplementAnswer]:
    """Return the answers to supplement requests, oldest first."""
    rows = select(SupplementAnswer).where(SupplementAnswer.inspection_id == inspection_id)
    return list(db.session.scalars(rows.order_by(SupplementAnswer.attempt)))


def supplement_by_id(answer_id: uuid.UUID) -> SupplementAnswer:
    """Return one answer; raises Missing."""
    found = db.session.get(SupplementAnswer, answer_id)
    if found is None:
        raise Missing("supplement")
    return found


def photos_of(inspection_id: uuid.UUID) -> list[InspectionPhoto]:
    """Return the photos in force, oldest first."""
    rows = select(InspectionPhoto).where(
        InspectionPhoto.inspection_id == inspection_id, InspectionPhoto.removed_at.is_(None)
    )
    return list(db.session.scalars(rows.order_by(InspectionPhoto.at, InspectionPhoto.id)))


def photo_by_id(photo_id: uuid.UUID) -> InspectionPhoto:
    """Return one photo; raises Missing."""
    found = db.session.get(InspectionPhoto, photo_id)
    if found is None:
        raise Missing("photo")
    return found


def sheet_terms(inspection: Inspection) -> SheetTerms:
    """Return what the round asks in this inspection."""
    agreed = inspection.agreement.terms.agreement
    final = inspection.kind == InspectionKind.FINAL
    terms = agreed.final_inspection if final else agreed.interim_inspection
    items = tuple(SheetItem(item.code, item.name) for item in terms.items)
    return SheetTerms(items, terms.grades, with_assets=final)


def guides_of(inspection: Inspection) -> dict[str, str]:
    """Return what to look at, by item."""
    agreed = inspection.agreement.terms.agreement
    final = inspection.kind == InspectionKind.FINAL
    return {item.code: item.guide for item in (agreed.final_inspection if final else agreed.interim_inspection).items}
