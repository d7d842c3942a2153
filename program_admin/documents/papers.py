"""What stands on every document beside its content, and how both are kept as one canonical text."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from pydantic import TypeAdapter

from program_admin.core.clock import to_seoul
from program_admin.documents.kinds import DocumentKind
from program_admin.documents.rules import grouped


@dataclass(frozen=True, slots=True)
class Paper:
    """The frame of one document: number, code, title, who gets it, who issues it, where it can be verified."""

    number: str
    code: str
    title: str
    recipient: str
    office: str
    office_address: str
    verify_at: str
    issued_at: datetime

    @property
    def issued_on(self) -> date:
        """The day of issue in Seoul."""
        return to_seoul(self.issued_at).date()

    @property
    def grouped_code(self) -> str:
        """The verification code as printed, in groups of four."""
        return grouped(self.code)

    @property
    def verify_page(self) -> str:
        """The address behind the QR sign."""
        return f"{self.verify_at}/{self.code}"


_ADAPTERS: dict[type, TypeAdapter[object]] = {}
"""Kept, because building one takes longer than using it."""


def _adapter(content_type: type) -> TypeAdapter[object]:
    if content_type not in _ADAPTERS:
        _ADAPTERS[content_type] = TypeAdapter(content_type)
    return _ADAPTERS[content_type]


def written(paper: Paper, content: object) -> str:
    """Return frame and content as canonical JSON: sorted keys, no spaces, decimals as text, times in ISO 8601."""
    values = {
        "document": _adapter(Paper).dump_python(paper, mode="json"),
        "content": _adapter(type(content)).dump_python(content, mode="json"),
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(kind: DocumentKind, text: str) -> tuple[Paper, object]:
    """Return the frame and the frozen dataclass that a canonical text was made from."""
    values = cast(dict[str, object], json.loads(text))
    paper = cast(Paper, _adapter(Paper).validate_python(values["document"]))
    return paper, _adapter(kind.content_type).validate_python(values["content"])
