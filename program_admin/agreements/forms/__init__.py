"""Forms of agreements."""

from program_admin.agreements.forms.acts import (
    AnswerForm,
    BusinessForm,
    ClaimForm,
    FileForm,
    OpinionForm,
    PayForm,
    PeriodForm,
    PlanForm,
    ReasonForm,
    SignForm,
)
from program_admin.agreements.forms.reports import ReportForm, report_form, written_in
from program_admin.agreements.forms.sheets import SheetForm, sheet_form, typed_fields

__all__ = [
    "AnswerForm",
    "BusinessForm",
    "ClaimForm",
    "FileForm",
    "OpinionForm",
    "PayForm",
    "PeriodForm",
    "PlanForm",
    "ReasonForm",
    "ReportForm",
    "SheetForm",
    "SignForm",
    "report_form",
    "sheet_form",
    "typed_fields",
    "written_in",
]
