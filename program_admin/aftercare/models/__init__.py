"""Tables of aftercare: visits, what they find, corrective actions."""

from program_admin.aftercare.models.corrective import (
    CorrectiveAction,
    CorrectiveEvent,
    CorrectiveEventKind,
    CorrectiveStatus,
)
from program_admin.aftercare.models.findings import AssetCheck, KpiReading, ServiceCall, SurveyAnswer, VisitAnswer
from program_admin.aftercare.models.visit import Status, Visit, VisitDraft, VisitPhoto, VisitRecord, VisitSignature

__all__ = [
    "AssetCheck",
    "CorrectiveAction",
    "CorrectiveEvent",
    "CorrectiveEventKind",
    "CorrectiveStatus",
    "KpiReading",
    "ServiceCall",
    "Status",
    "SurveyAnswer",
    "Visit",
    "VisitAnswer",
    "VisitDraft",
    "VisitPhoto",
    "VisitRecord",
    "VisitSignature",
]
