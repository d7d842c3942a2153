"""Walks the chain and names the first broken entry."""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select

from program_admin.audit.models import AuditEntry, AuditHead, AuditNote
from program_admin.audit.rules import START, Link, digest_of, note_digest_of
from program_admin.core.database import db

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a walk: how many entries hold, and the first that does not (0 = none)."""

    entries: int
    head_digest: str
    broken_sequence: int = 0
    kind: str = ""
    sentence: str = ""

    @property
    def intact(self) -> bool:
        """Whether nothing is broken."""
        return not self.kind


def verify() -> Verdict:
    """Walk the whole chain in order and stop at the first altered, deleted or inserted entry."""
    head = db.session.get(AuditHead, 1)
    last_sequence, last_digest = (head.sequence, head.digest) if head else (0, START)
    count, digest = 0, START
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=BATCH))
    with closing(rows):
        for entry in rows:
            fault = _fault(entry, count + 1, digest, last_sequence)
            if fault:
                return Verdict(count, digest, *fault)
            count, digest = entry.sequence, entry.digest
    if count != last_sequence:
        return Verdict(count, digest, count + 1, "deleted", f"{count + 1}번 기록이 지워졌습니다.")
    if digest != last_digest:
        return Verdict(count, digest, count, "altered", f"{count}번 기록이 마지막 고리와 맞지 않습니다.")
    note = _altered_note()
    if note:
        return Verdict(count, digest, note, "altered", f"{note}번 기록의 사유가 바뀌었습니다.")
    return Verdict(count, digest)


def _fault(entry: AuditEntry, expected: int, previous: str, last: int) -> tuple[int, str, str] | None:
    if entry.sequence < 1 or entry.sequence > last:
        return entry.sequence, "inserted", f"{entry.sequence}번 기록이 손으로 끼워 넣어졌습니다."
    if entry.sequence != expected:
        return expected, "deleted", f"{expected}번 기록이 지워졌습니다."
    link = Link(**{name: getattr(entry, name) for name in Link.__slots__})
    if digest_of(link) != entry.digest or entry.previous_digest != previous:
        return entry.sequence, "altered", f"{entry.sequence}번 기록이 바뀌었습니다."
    return None


def _altered_note() -> int:
    notes = db.session.execute(
        select(AuditEntry.sequence, AuditEntry.note_digest, AuditNote.salt, AuditNote.words)
        .join(AuditNote, AuditNote.entry_id == AuditEntry.id)
        .order_by(AuditEntry.sequence)
    )
    return next((sequence for sequence, digest, salt, words in notes if note_digest_of(salt, words) != digest), 0)
