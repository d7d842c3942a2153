"""What every form field shares: label, hint, error and control tied together in the KRDS way."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app
from markupsafe import Markup
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import Input

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")

Validator = Callable[[Form, Field], None]


def cleaned(text: str) -> str:
    """What was typed, as one kind of Hangul and line end, without control signs and outer blanks."""
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


class Presence:
    """Whether something must be there; a draft form may leave it out."""

    def __init__(self, required: bool, message: str = "") -> None:
        self.required = required
        self.message = message
        self.field_flags = {"required": True} if required else {}

    def __call__(self, form: Form, field: "KrdsField") -> None:
        """Stop the other validators when nothing was given, with an error where it is required."""
        if field.filled() or field.process_errors:
            return
        field.errors = []
        if self.required and not getattr(form, "draft", False):
            raise StopValidation(self.message or field.missing_message())
        raise StopValidation


class Between:
    """The smallest and largest value allowed, each with a sentence that names it."""

    def __init__(self, least: Any, most: Any, show: Callable[[Any], str]) -> None:
        self.least = least
        self.most = most
        self.show = show

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError outside the bounds."""
        if field.data is None:
            return
        if self.least is not None and field.data < self.least:
            raise ValidationError(f"{self.show(self.least)} 이상으로 입력해 주세요.")
        if self.most is not None and field.data > self.most:
            raise ValidationError(f"{self.show(self.most)} 이하로 입력해 주세요.")


class PlainInput(Input):
    """An <input> without the browser's own validation, whose messages follow the browser's language."""

    validation_attrs: list[str] = []


class Block:
    """Draws the whole block: label, hint, control and error."""

    def __init__(self, template: str) -> None:
        self.template = template

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """Render `templates/_parts/<template>`, without what stands around a page; attributes go to the control."""
        label = attributes.pop("label", None) or field.label.text
        control = field.tied(**attributes)
        template = current_app.jinja_env.get_template(f"_parts/{self.template}")
        return Markup(template.render(field=field, control=control, label=label))  # noqa: S704


class KrdsField(Field):
    """Base of our fields: `{{ form.name() }}` draws the block, `{{ form.name.control() }}` the bare control.

    `revision` is the stored revision of an autosaved value and `origin` says where the value comes from, both set by
    the view; `suffix` stands behind the control.
    """

    widget = Block("field.html")
    input_type = "text"
    input_class = "krds-input"
    blank: Any = None
    suffix = ""
    revision: int | None = None
    origin = ""

    def __init__(
        self,
        label: str,
        validators: Sequence[Validator] = (),
        *,
        required: bool = True,
        hint: str = "",
        attributes: dict[str, Any] | None = None,
        **binding: Any,
    ) -> None:
        super().__init__(label, [Presence(required), *validators], description=hint, **binding)
        self.attributes = attributes or {}

    # --- reading -----------------------------------------------------------------------------------------------------

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was sent; nothing at all gives the blank value. `read` raises ValueError with a sentence."""
        text = cleaned(valuelist[0]) if valuelist and isinstance(valuelist[0], str) else ""
        self.data = self.blank
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> Any:
        """The value of a text that isn't empty."""
        return text

    def filled(self) -> bool:
        """Whether there is a value."""
        return self.data is not None and self.data != "" and self.data != []

    def missing_message(self) -> str:
        """The sentence shown when a required value is missing."""
        return f"‘{self.label.text}’ 항목을 입력해 주세요."

    # --- showing -----------------------------------------------------------------------------------------------------

    def written(self, value: Any) -> str:
        """The text of a value as the control shows it."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    @property
    def mark(self) -> str:
        """How the label is marked: "required", "optional", or not at all in a form whose page says it for all."""
        if self.flags.required:
            return "required"
        return "optional" if getattr(self.meta, "marks_optional", True) else ""

    @property
    def anchor(self) -> str:
        """The id of the control that an error summary leads to."""
        return str(self.id)

    @property
    def described_by(self) -> str:
        """The ids of hint and error."""
        parts = [f"{self.id}-hint"] if self.description else []
        if self.errors:
            parts.append(f"{self.id}-error")
        return " ".join(parts)

    def state_attributes(self) -> dict[str, Any]:
        """The attributes that tie a control to its hint, its error and its revision."""
        return {
            "aria_describedby": self.described_by or False,
            "aria_invalid": "true" if self.errors else False,
            "aria_required": "true" if self.flags.required else False,
            "data_revision": False if self.revision is None else str(self.revision),
            "required": False,
        }

    def tied(self, **attributes: Any) -> Markup:
        """The control as it stands in its block, tied to the hint and error drawn there."""
        classes = (self.input_class, self.attributes.get("class_"), attributes.pop("class_", ""))
        mixed = {**self.state_attributes(), **self.attributes, **attributes, "class_": " ".join(filter(None, classes))}
        return self.draw(mixed)

    def control(self, **attributes: Any) -> Markup:
        """The control with its error but without label and hint, for a table cell: give it `aria_label`."""
        drawn = self.tied(**{"aria_describedby": f"{self.id}-error" if self.errors else False, **attributes})
        if self.origin:
            drawn += Markup('<span class="origin">{}</span>').format(self.origin)
        if not self.errors:
            return drawn
        line = Markup('<p class="form-hint-invalid" id="{}-error">{}</p>')
        return drawn + line.format(self.id, " ".join(str(each) for each in self.errors))

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The control's element."""
        return PlainInput(self.input_type)(self, **attributes)
