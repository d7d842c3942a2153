"""Typing: one field at a time or a whole section, each value with its revision and its person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, DraftField, DraftRevision
from program_admin.applications.queries import draft_fields, filled_of
from program_admin.applications.rules import kpis
from program_admin.applications.rules.sections import known_fields
from program_admin.applications.services.delegates import refuse_company_only
from program_admin.applications.services.locking import check_typing, require
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken

LONGEST = 20_000
OWN_ECHO = timedelta(seconds=10)
"""How long a value of the same person counts as the same page's, kept while the whole page was on its way."""


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field of a page that was sent: its value, and the revision the page had shown (0: none)."""

    value: str
    revision: int


def save_field(
    application: Application, name: str, value: str, revision: int, *, by: Person, now: datetime
) -> DraftField:
    """Keep one typed value and return its row with the new revision.

    Raises Conflict when the stored value is newer than `revision` and differs, RuleBroken when nothing may be typed
    or no such field is asked.
    """
    require(may.EDIT, by, application)
    check_typing(application, now)
    _check_shape(application, {name: value})
    refuse_company_only(application, [name], by=by)
    stored = draft_fields(application.id).get(name)
    if stored is not None and stored.revision != revision and stored.value != value:
        raise _conflict(stored, value)
    kept = keep_value(application, stored, TypedName(name, value), by=by, now=now)
    _touch(application, now)
    return kept


def save_section(
    application: Application, typed: Mapping[str, TypedField], *, by: Person, now: datetime
) -> tuple[Conflict, ...]:
    """Keep every field of a page that was sent whole; returns those that were changed here and elsewhere (not kept).

    A field the page only showed keeps what somebody wrote there meanwhile. Raises RuleBroken when nothing may be typed
    or a field isn't asked.
    """
    require(may.EDIT, by, application)
    check_typing(application, now)
    _check_shape(application, {name: field.value for name, field in typed.items()})
    stored = draft_fields(application.id)
    stale = {name for name, field in typed.items() if name in stored and stored[name].revision != field.revision}
    shown = _values_shown(application, {name: typed[name].revision for name in stale})
    untouched = {name: (row.value, shown.get(name, row.value)) for name, row in stored.items()}
    changed = [name for name, field in typed.items() if field.value not in untouched.get(name, ("",))]
    refuse_company_only(application, changed, by=by)
    conflicts = []
    for name, field in typed.items():
        row = stored.get(name)
        if row is not None and name in stale:
            if field.value in (row.value, shown[name]):
                continue
            if row.person_id != by.id or now - row.at > OWN_ECHO:
                conflicts.append(_conflict(row, field.value))
                continue
        keep_value(application, row, TypedName(name, field.value), by=by, now=now)
    _touch(application, now)
    return tuple(conflicts)


def _values_shown(application: Application, revisions: Mapping[str, int]) -> dict[str, str]:
    """The value each field had at the revision a page showed; none for a revision that never was."""
    if not revisions:
        return {}
    kept = select(DraftRevision.name, DraftRevision.revision, DraftRevision.value).where(
        DraftRevision.application_id == application.id, DraftRevision.name.in_(revisions)
    )
    found = {name: value for name, number, value in db.session.execute(kept) if revisions[name] == number}
    return {name: found.get(name, "") for name in revisions}


def propose_kpis(application: Application, preset: str = "", *, by: Person, now: datetime) -> None:
    """Fill the measures proposed to the company's trade (or to a picked one) into an empty KPI plan, weights even."""
    require(may.EDIT, by, application)
    check_typing(application, now)
    filled = filled_of(application)
    proposed = kpis.proposed_measures(filled.terms.kpis, application.company.ksic, preset)
    if not proposed:
        raise RuleBroken(["이 업종에 추천하는 지표가 없습니다. 목록에서 골라 주세요."])
    if kpis.typed_rows(filled):
        raise RuleBroken(["이미 적은 지표가 있습니다. 줄을 모두 비운 뒤 추천 지표를 채워 주세요."])
    stored = draft_fields(application.id)
    even = 100 // len(proposed)
    for row, measure in enumerate(proposed, start=1):
        weight = 100 - even * (len(proposed) - 1) if row == 1 else even
        for part, value in (("measure", measure.code), ("weight", str(weight))):
            name = kpis.name_of(row, part)
            keep_value(application, stored.get(name), TypedName(name, value), by=by, now=now)
    _touch(application, now)


@dataclass(frozen=True, slots=True)
class TypedName:
    """A field's name with the value to keep."""

    name: str
    value: str


def keep_value(
    application: Application, stored: DraftField | None, typed: TypedName, *, by: Person, now: datetime
) -> DraftField:
    """Write the value as the next revision; the same value again changes nothing."""
    if stored is not None and stored.value == typed.value:
        return stored
    if stored is None:
        if not typed.value:
            return DraftField(name=typed.name, value="", revision=0)
        row = DraftField(
            application_id=application.id, name=typed.name, value=typed.value, revision=1, person_id=by.id, at=now
        )
        db.session.add(row)
        return row
    db.session.add(
        DraftRevision(
            application_id=application.id,
            name=stored.name,
            value=stored.value,
            revision=stored.revision,
            person_id=stored.person_id,
            at=stored.at,
        )
    )
    stored.value, stored.revision, stored.person_id, stored.at = typed.value, stored.revision + 1, by.id, now
    return stored


def _check_shape(application: Application, values: Mapping[str, str]) -> None:
    unknown = set(values) - known_fields(filled_of(application))
    if unknown:
        raise RuleBroken(["이 신청서에 없는 항목입니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    too_long = {
        name: [f"너무 깁니다. {LONGEST:,}자까지 보관할 수 있습니다."]
        for name, value in values.items()
        if len(value) > LONGEST
    }
    if too_long:
        raise RuleBroken([sentence for sentences in too_long.values() for sentence in sentences], too_long)


def _touch(application: Application, now: datetime) -> None:
    application.saved_at = now
    title = draft_fields(application.id).get("project-title")
    application.title = title.value.strip()[:100] if title is not None else ""


def _conflict(stored: DraftField, mine: str) -> Conflict:
    names = names_of({stored.person_id})
    return Conflict(
        field=stored.name,
        mine=mine,
        theirs=stored.value,
        theirs_by=names.get(stored.person_id, ""),
        revision=stored.revision,
    )
