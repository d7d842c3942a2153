"""Tables of agreements: the agreement, payments, reports, inspections."""

from program_admin.agreements.models.agreement import (
    Agreement,
    AgreementNumber,
    AgreementShare,
    AgreementSignature,
    PartyCode,
    Status,
)
from program_admin.agreements.models.inspections import (
    INSPECTION_NAMES,
    Asset,
    Inspection,
    InspectionDraft,
    InspectionItem,
    InspectionKind,
    InspectionPhoto,
    InspectionStatus,
    SupplementAnswer,
)
from program_admin.agreements.models.payees import PayeeCheck
from program_admin.agreements.models.payments import (
    LedgerEntry,
    Payment,
    PaymentPaper,
    PaymentShare,
    PaymentStatus,
)
from program_admin.agreements.models.reports import (
    REPORT_NAMES,
    KpiResult,
    Report,
    ReportKind,
    ReportPaper,
    ReportStatus,
)
from program_admin.companies.models import BUSINESS_STATUS_NAMES, BusinessStatus

__all__ = [
    "BUSINESS_STATUS_NAMES",
    "INSPECTION_NAMES",
    "REPORT_NAMES",
    "Agreement",
    "AgreementNumber",
    "AgreementShare",
    "AgreementSignature",
    "Asset",
    "BusinessStatus",
    "Inspection",
    "InspectionDraft",
    "InspectionItem",
    "InspectionKind",
    "InspectionPhoto",
    "InspectionStatus",
    "KpiResult",
    "LedgerEntry",
    "PartyCode",
    "PayeeCheck",
    "Payment",
    "PaymentPaper",
    "PaymentShare",
    "PaymentStatus",
    "Report",
    "ReportKind",
    "ReportPaper",
    "ReportStatus",
    "Status",
    "SupplementAnswer",
]
