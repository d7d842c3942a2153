"""Filling in a visit sheet: one field at a time or the whole page, and its photos."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.aftercare import permissions as may
from program_admin.aftercare.models import Visit, VisitDraft, VisitPhoto
from program_admin.aftercare.queries import drafts_of, photos_of, sheet_terms
from program_admin.aftercare.rules.sheet import value_objections
from program_admin.aftercare.services.locking import lock, require
from program_admin.aftercare.states import PROCESS
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.ids import new_id
from program_admin.documents.services import CheckedFile, keep

MOST_PHOTOS = 30


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field of a page that was sent: its value, and the revision the page had shown (0: none)."""

    value: str
    revision: int


def save_field(visit: Visit, name: str, typed: TypedField, *, by: Person, now: datetime) -> VisitDraft:
    """Keep one typed value and return its row with the new revision.

    Raises Conflict when the stored value is newer than the page's and differs, RuleBroken when it can't be kept.
    """
    _open(visit, by)
    _check(visit, {name: typed})
    stored = drafts_of(visit.id).get(name)
    if stored is not None and stored.revision != typed.revision and stored.value != typed.value:
        raise _conflict(stored, typed.value)
    kept = _keep(visit, stored, (name, typed.value), by=by, now=now)
    visit.saved_at = now
    return kept


def save_sheet(visit: Visit, typed: Mapping[str, TypedField], *, by: Person, now: datetime) -> tuple[Conflict, ...]:
    """Keep every field of a page that was sent whole; returns those changed meanwhile elsewhere (not kept)."""
    _open(visit, by)
    _check(visit, typed)
    stored = drafts_of(visit.id)
    conflicts = []
    for name, field in typed.items():
        row = stored.get(name)
        if row is not None and row.revision != field.revision and row.value != field.value:
            conflicts.append(_conflict(row, field.value))
            continue
        _keep(visit, row, (name, field.value), by=by, now=now)
    visit.saved_at = now
    return tuple(conflicts)


def add_photo(visit: Visit, checked: CheckedFile, purpose: str, *, by: Person, now: datetime) -> VisitPhoto:
    """Keep one checked photo as evidence of an item, or of the site."""
    _open(visit, by)
    if purpose not in dict(sheet_terms(visit).purposes):
        raise RuleBroken(["이 점검표에 없는 사진 칸입니다. 화면을 새로 고친 뒤 다시 올려 주세요."])
    if len(photos_of(visit.id)) >= MOST_PHOTOS:
        raise RuleBroken([f"사진은 {MOST_PHOTOS}장까지 올릴 수 있습니다. 필요 없는 사진을 지워 주세요."])
    upload = keep(checked, owner=("Visit", visit.id), by=by, now=now)
    photo = VisitPhoto(id=new_id(), visit_id=visit.id, purpose=purpose, upload_id=upload.id, at=now)
    db.session.add(photo)
    db.session.flush()
    record("visit:add_photo", "Visit", visit.id, by=by, now=now, after=purpose)
    return photo


def remove_photo(photo: VisitPhoto, *, by: Person, now: datetime) -> None:
    """Take a photo away; the file stays stored. A second removal changes nothing."""
    _open(photo.visit, by)
    if photo.removed_at is None:
        photo.removed_at = now
        record("visit:remove_photo", "Visit", photo.visit_id, by=by, now=now, before=photo.purpose)


def _open(visit: Visit, by: Person) -> None:
    require(may.VISIT, by, visit)
    lock(visit)
    if visit.status not in PROCESS.step("finish").of:
        raise RuleBroken(["이미 마쳤거나 취소된 방문입니다. 방문 화면에서 상태를 확인해 주세요."])


def _check(visit: Visit, typed: Mapping[str, TypedField]) -> None:
    terms = sheet_terms(visit)
    faults = {
        name: objections for name, field in typed.items() if (objections := value_objections(terms, name, field.value))
    }
    if faults:
        raise RuleBroken([sentence for said in faults.values() for sentence in said], faults)


def _keep(visit: Visit, stored: VisitDraft | None, pair: tuple[str, str], *, by: Person, now: datetime) -> VisitDraft:
    name, value = pair
    if stored is None:
        row = VisitDraft(visit_id=visit.id, name=name, value=value, revision=1, person_id=by.id, at=now)
        if value:
            db.session.add(row)
        else:
            row.revision = 0
        return row
    if stored.value != value:
        stored.value, stored.revision, stored.person_id, stored.at = value, stored.revision + 1, by.id, now
    return stored


def _conflict(stored: VisitDraft, mine: str) -> Conflict:
    names = names_of({stored.person_id})
    return Conflict(
        field=stored.name,
        mine=mine,
        theirs=stored.value,
        theirs_by=names.get(stored.person_id, ""),
        revision=stored.revision,
    )
