"""Fields of a section in words: what a field is called, what its value says."""

from collections.abc import Mapping

from program_admin.applications.forms.sections import TYPED_SECTIONS, SectionForm, section_form
from program_admin.applications.models import DraftField
from program_admin.applications.rules.values import Filled

EMPTY = "비움"


class FieldNames:
    """The words of one section's fields."""

    def __init__(self, code: str, filled: Filled, stored: Mapping[str, DraftField]) -> None:
        self.form: SectionForm | None = section_form(code, filled, stored) if code in TYPED_SECTIONS else None

    def label(self, name: str) -> str:
        """A field's label with its row: '2번째 줄 금액'."""
        row = next((part for part in name.split("-")[1:] if part.isdecimal()), "")
        field = self.form[name] if self.form is not None and name in self.form else None
        label = str(field.label.text) if field is not None else name
        return f"{row}번째 줄 {label}" if row else label

    def value(self, name: str, value: str) -> str:
        """A value as the form calls it: choices by their words."""
        field = self.form[name] if self.form is not None and name in self.form else None
        words = dict(getattr(field, "choices", None) or ())
        if words:
            return ", ".join(str(words.get(part, part)) for part in value.split(",") if part) or EMPTY
        return ("표시함" if value == "yes" else value) or EMPTY
