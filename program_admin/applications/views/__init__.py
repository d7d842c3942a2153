"""Pages of applications, one file per use case."""

from program_admin.applications.views import (
    bulk_notices,
    business_status,
    carrying,
    consents,
    correction_decision,
    corrections,
    delegates,
    extensions,
    mine,
    numbers,
    officer,
    papers,
    receipts,
    screening,
    screening_decision,
    screening_papers,
    seals,
    sections,
    self_check,
    submission,
    supplements,
    supplier,
)
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.correction_blueprint import correction_pages
from program_admin.applications.views.extension_blueprint import extension_pages
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.applications.views.self_check_blueprint import self_check_pages

__all__ = [
    "bulk_notices",
    "business_status",
    "carrying",
    "consents",
    "correction_decision",
    "correction_pages",
    "corrections",
    "delegates",
    "extension_pages",
    "extensions",
    "mine",
    "numbers",
    "officer",
    "pages",
    "papers",
    "receipts",
    "screening",
    "screening_decision",
    "screening_pages",
    "screening_papers",
    "seals",
    "sections",
    "self_check",
    "self_check_pages",
    "submission",
    "supplements",
    "supplier",
]
