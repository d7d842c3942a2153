"""What must hold of documents and files, and how they are named."""

from program_admin.documents.rules.naming import (
    CODE_LENGTH,
    grouped,
    masked,
    number_text,
    plain_code,
    same_number,
    stored_name,
)
from program_admin.documents.rules.photos import together
from program_admin.documents.rules.residents import kept_objections, resident_numbers, sighted, warning

__all__ = [
    "CODE_LENGTH",
    "grouped",
    "kept_objections",
    "masked",
    "number_text",
    "plain_code",
    "resident_numbers",
    "same_number",
    "sighted",
    "stored_name",
    "together",
    "warning",
]
