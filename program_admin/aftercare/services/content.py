"""The text a visit is signed under: the sheet as canonical JSON with its fingerprint."""

import hashlib
import json
from dataclasses import dataclass

from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import photos_of, sheet_terms, typed_values
from program_admin.aftercare.rules.sheet import SheetTerms, known_fields


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What both sides sign: the terms, the typed values, photos by purpose, the text and its SHA-256."""

    terms: SheetTerms
    values: dict[str, str]
    photos: tuple[tuple[str, str], ...]
    text: str
    sha256: str


def sheet_content(visit: Visit) -> SheetContent:
    """Read the sheet as it stands now."""
    terms = sheet_terms(visit)
    kept = typed_values(visit.id)
    values = {name: kept[name].strip() for name in known_fields(terms) if kept.get(name, "").strip()}
    photos = tuple((photo.purpose, photo.upload.sha256) for photo in photos_of(visit.id))
    plain = {
        "agreement": visit.agreement.number,
        "company": visit.agreement.company_name,
        "photos": [list(pair) for pair in photos],
        "planned_for": str(visit.planned_for),
        "values": values,
        "visit": str(visit.id),
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return SheetContent(terms, values, photos, text, hashlib.sha256(text.encode()).hexdigest())
