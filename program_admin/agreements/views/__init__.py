"""Pages of agreements, payments, reports and inspections."""

from program_admin.agreements.views import (
    agreements,
    claiming,
    conclusion,
    inspections,
    lists,
    payments,
    reports,
    sheets,
    signing,
    starting,
)
from program_admin.agreements.views.blueprint import inspection_pages, pages, payment_pages

__all__ = [
    "agreements",
    "claiming",
    "conclusion",
    "inspection_pages",
    "inspections",
    "lists",
    "pages",
    "payment_pages",
    "payments",
    "reports",
    "sheets",
    "signing",
    "starting",
]
