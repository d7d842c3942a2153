"""Forms of applications: the sections, made from the round, and the small forms around them."""

from program_admin.applications.forms.acts import (
    AnswerForm,
    ConsentForm,
    CorrectionForm,
    DelegateForm,
    ExtensionForm,
    KeepNumbersForm,
    NamedForm,
    OpinionForm,
    PaperForm,
    ReasonForm,
    ReviewForm,
    StartForm,
    SupplierForm,
)
from program_admin.applications.forms.sections import REVISIONS, SectionForm, as_kept, section_form, typed_fields

__all__ = [
    "REVISIONS",
    "AnswerForm",
    "ConsentForm",
    "CorrectionForm",
    "DelegateForm",
    "ExtensionForm",
    "KeepNumbersForm",
    "NamedForm",
    "OpinionForm",
    "PaperForm",
    "ReasonForm",
    "ReviewForm",
    "SectionForm",
    "StartForm",
    "SupplierForm",
    "as_kept",
    "section_form",
    "typed_fields",
]
