"""How one link of the trail is computed from the one before it."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """The chained content of one entry."""

    sequence: int
    id: uuid.UUID
    at: datetime
    actor_id: uuid.UUID | None
    action: str
    subject_kind: str
    subject_id: uuid.UUID
    before: str
    after: str
    field_names: str
    note_digest: str
    previous_digest: str


def digest_of(link: Link) -> str:
    """Return the SHA-256 of a link's canonical JSON (keys sorted, time as UTC microseconds)."""
    values = {key: _plain(value) for key, value in asdict(link).items()}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def note_digest_of(salt: str, words: str) -> str:
    """Return the salted SHA-256 that ties an erasable note to its entry."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return str(value) if isinstance(value, uuid.UUID) else value
