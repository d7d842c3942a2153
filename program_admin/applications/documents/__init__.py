"""Documents about applications: 접수증, 보완요청서, 요건검토표."""

from program_admin.applications.documents.receipt import RECEIPT, Parties, receipt_of
from program_admin.applications.documents.screening import (
    SCREENING_SHEET,
    SUPPLEMENT_LETTER,
    Asked,
    screening_sheet_of,
    supplement_letter_of,
)

__all__ = [
    "RECEIPT",
    "SCREENING_SHEET",
    "SUPPLEMENT_LETTER",
    "Asked",
    "Parties",
    "receipt_of",
    "screening_sheet_of",
    "supplement_letter_of",
]
