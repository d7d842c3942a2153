"""Enter what other systems call a case (외부 번호): one case at a time, or a file for a whole round."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, CaseNumber
from program_admin.applications.queries.case_numbers import (
    application_numbers,
    holders_of,
    locked_by_ids,
    numbers_of_round,
    words_of_cases,
)
from program_admin.applications.rules.case_numbers import (
    BroughtFile,
    LineFault,
    brought_in,
    line_faults,
    number_faults,
    taken_fault,
)
from program_admin.applications.services.locking import lock, require
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.tables import Table
from program_admin.programs.models import Round
from program_admin.programs.schema.outside import OutsideNumber


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a file: cases changed, numbers that stood already, headings that were left aside."""

    cases: int
    unchanged: int
    aside: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Change:
    """One number of one case that becomes another, or goes."""

    application: Application
    number: OutsideNumber
    before: CaseNumber | None
    text: str

    @property
    def words(self) -> str:
        """What the trail's note says of it."""
        return f"{self.number.name}: {self.before.number if self.before else '없음'} → {self.text or '지움'}"


def set_numbers(application: Application, typed: Mapping[str, str], *, by: Person, now: datetime) -> bool:
    """Set an application's outside numbers by code; an empty text takes a number away. Says whether anything changed.

    Raises RuleBroken with every fault at the field `number_<code>`.
    """
    require(may.NUMBER, by, application)
    lock(application)
    wanted = {code: " ".join(text.split()) for code, text in typed.items()}
    faults: dict[str, list[str]] = {}
    for number in application.round.terms.outside_numbers:
        text = wanted.get(number.code, "")
        found = number_faults(number, text) or _taken(application, number, text)
        if found:
            faults[f"number_{number.code}"] = found
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    standing = {row.code: row for row in application_numbers(application.id)}
    changes = list(_changes(application, standing, wanted))
    _write(changes, by=by, now=now)
    return bool(changes)


def bring_numbers(round_: Round, table: Table, ours: Mapping[str, uuid.UUID], *, by: Person, now: datetime) -> Entered:
    """Enter a file's numbers for the cases of a round, all or none; an empty cell changes nothing.

    `ours` gives the application of each of our numbers (receipt and agreement numbers). Raises RuleBroken at `file`
    with every faulty line.
    """
    require(may.NUMBER, by, round_)
    numbers = round_.terms.outside_numbers
    brought = brought_in(table, numbers)
    standing = numbers_of_round(round_.id)
    found = [*line_faults(brought, numbers, ours), *_held_elsewhere(brought, numbers, ours, standing)]
    faults = [str(fault) for fault in sorted(found)]
    if not brought.lines:
        faults.append("둘째 줄부터 번호가 없습니다. 접수번호와 외부 번호를 적어 주세요.")
    if faults:
        raise RuleBroken(faults, {"file": faults})
    applications = locked_by_ids({ours[each.ours] for each in brought.lines})
    per_case = [
        list(_changes(applications[ours[each.ours]], standing.get(ours[each.ours], {}), each.numbers))
        for each in brought.lines
    ]
    _write([change for changes in per_case for change in changes], by=by, now=now)
    changed = sum(bool(changes) for changes in per_case)
    return Entered(changed, len(per_case) - changed, brought.aside)


def _taken(application: Application, number: OutsideNumber, text: str) -> list[str]:
    if not text or number.shared:
        return []
    rows = holders_of(application.round_id, number.code, text)
    return [taken_fault(number, text, str(r.application.number)) for r in rows if r.application_id != application.id]


def _held_elsewhere(
    brought: BroughtFile,
    numbers: Sequence[OutsideNumber],
    ours: Mapping[str, uuid.UUID],
    standing: Mapping[uuid.UUID, Mapping[str, CaseNumber]],
) -> Iterator[LineFault]:
    """Numbers that stand on another case already, unless the file gives that case another one."""
    held = {(row.code, row.number): row for rows in standing.values() for row in rows.values()}
    given = {ours[each.ours]: each.numbers for each in brought.lines if each.ours in ours}
    for each in brought.lines:
        for number in numbers:
            text = each.numbers.get(number.code, "")
            row = held.get((number.code, text)) if text and not number.shared else None
            if row is None or row.application_id == ours.get(each.ours):
                continue
            if given.get(row.application_id, {}).get(number.code, text) == text:
                yield LineFault(each.line, taken_fault(number, text, str(row.application.number)))


def _changes(
    application: Application, standing: Mapping[str, CaseNumber], wanted: Mapping[str, str]
) -> Iterator[_Change]:
    for number in application.round.terms.outside_numbers:
        if number.code not in wanted:
            continue
        before, text = standing.get(number.code), wanted[number.code]
        if text != (before.number if before else ""):
            yield _Change(application, number, before, text)


def _write(changes: Sequence[_Change], *, by: Person, now: datetime) -> None:
    """Take away what goes, then put what comes: two cases may change places."""
    for change in changes:
        if change.before is not None:
            db.session.delete(change.before)
    db.session.flush()
    for change in changes:
        if change.text:
            owner = {"application_id": change.application.id, "round_id": change.application.round_id}
            about = {"code": change.number.code, "number": change.text, "shared": change.number.shared}
            db.session.add(CaseNumber(**owner, **about, by_id=by.id, at=now))
    try:
        db.session.flush()
    except IntegrityError as taken:
        raise RuleBroken(["방금 다른 사람이 같은 번호를 적었습니다. 화면을 새로 고친 뒤 다시 해 주세요."]) from taken
    _note(changes, by=by, now=now)


def _note(changes: Sequence[_Change], *, by: Person, now: datetime) -> None:
    """Let each case be found by its numbers, and write what changed into the trail."""
    found: defaultdict[uuid.UUID, list[_Change]] = defaultdict(list)
    for change in changes:
        found[change.application.id].append(change)
    words = words_of_cases(found)
    for application_id, of_case in found.items():
        of_case[0].application.outside_words = words.get(application_id, "")
        fields = tuple(change.number.code for change in of_case)
        said = "; ".join(change.words for change in of_case)
        record("application:number", "Application", application_id, by=by, now=now, fields=fields, reason=said)
