"""Forms of aftercare."""

from program_admin.aftercare.forms.acts import (
    PHOTO_ENDINGS,
    AnswerForm,
    AssignForm,
    CloseForm,
    PhotoForm,
    ReasonForm,
    SignForm,
)
from program_admin.aftercare.forms.sheet import Part, SheetForm, parts_of, sheet_form, typed_fields

__all__ = [
    "PHOTO_ENDINGS",
    "AnswerForm",
    "AssignForm",
    "CloseForm",
    "Part",
    "PhotoForm",
    "ReasonForm",
    "SheetForm",
    "SignForm",
    "parts_of",
    "sheet_form",
    "typed_fields",
]
