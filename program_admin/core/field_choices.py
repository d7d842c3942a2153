"""The kinds of form field that are chosen: radios, lists, boxes, grade buttons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape
from wtforms.validators import StopValidation
from wtforms.widgets import html_params

from program_admin.core.field_base import Block, KrdsField, cleaned

_RADIOS_AT_MOST = 7
_OF_THE_GROUP = ("class_", "aria_required", "aria_describedby", "aria_invalid", "aria_label", "required")
_PICK = "목록에 있는 것을 골라 주세요."

Choice = tuple[str, str]  # value as sent, label as shown


@dataclass(frozen=True)
class Option:
    """One choice as a template draws it."""

    id: str
    value: str
    label: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True)
class Grade:
    """One step of a scale: the value sent, the word, the points it is worth."""

    value: str
    word: str
    points: Decimal | int

    @property
    def points_text(self) -> str:
        """The points without idle zeros."""
        return f"{Decimal(self.points).normalize():f}"


class _Choosing(KrdsField):
    """What single and multiple choices share; `coerce` turns the value sent into the data (default: str)."""

    widget = Block("fieldset.html")
    input_class = ""
    control_type = "radio"

    def __init__(
        self,
        label: str,
        choices: Iterable[Choice] = (),
        *,
        coerce: Callable[[str], Any] = str,
        notes: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.choices: list[Choice] = list(choices)
        self.coerce = coerce
        self.notes = notes or {}

    def missing_message(self) -> str:
        """The sentence shown when nothing was chosen."""
        return f"‘{self.label.text}’ 항목을 골라 주세요."

    def read(self, text: str) -> Any:
        """The data of one value sent."""
        return self._coerced(text)

    def _coerced(self, text: str) -> Any:
        try:
            return self.coerce(text)
        except (ValueError, TypeError, KeyError):
            raise ValueError(_PICK) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what isn't among the choices, which a view may have set after the form was made."""
        known = {value for value, _ in self.choices}
        if any(cleaned(str(each)) not in known for each in self.raw_data or [] if each):
            raise StopValidation(_PICK)

    def chosen(self) -> set[str]:
        """The values to be shown as chosen."""
        if self.raw_data is not None:
            return {str(each) for each in self.raw_data}
        return set() if self.data is None else {self.written(self.data)}

    @property
    def options(self) -> list[Option]:
        """The choices with ids, in order."""
        chosen = self.chosen()
        return [
            Option(f"{self.id}-{place}", value, label, value in chosen, self.notes.get(value, ""))
            for place, (value, label) in enumerate(self.choices)
        ]

    @property
    def anchor(self) -> str:
        """The first choice."""
        return f"{self.id}-0"

    def chosen_label(self) -> str:
        """The labels of what is chosen, for showing without a form."""
        return ", ".join(option.label for option in self.options if option.chosen)

    def _input(self, option: Option, attributes: dict[str, Any]) -> Markup:
        """One option's input element; what describes the group stands on the group."""
        shared = {key: attributes[key] for key in attributes if key not in _OF_THE_GROUP}
        own = {"type": self.control_type, "id": option.id, "name": self.name, "value": option.value}
        return Markup("<input {}>").format(Markup(html_params(**own, checked=option.chosen, **shared)))  # noqa: S704

    def boxes(self, attributes: dict[str, Any], kind: str) -> Markup:
        """The options one by one, each input with its label."""
        drawn = []
        for option in self.options:
            note = Markup("<small>{}</small>").format(option.note) if option.note else ""
            label = Markup('<label for="{}">{}{}</label>').format(option.id, option.label, note)
            element = self._input(option, attributes)
            drawn.append(Markup('<div class="krds-form-check">') + element + label + Markup("</div>"))
        named = (
            Markup(' role="group" aria-label="{}"').format(attributes["aria_label"])
            if "aria_label" in attributes
            else ""
        )
        return Markup('<div class="{}"{}>').format(kind, named) + Markup("").join(drawn) + Markup("</div>")


class OneOf(_Choosing):
    """One of several: radios up to seven, otherwise a list; `big=True` draws touch-sized boxes."""

    def __init__(
        self,
        label: str,
        choices: Iterable[Choice] = (),
        *,
        as_list: bool | None = None,
        big: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(label, choices, **more)
        self.as_list = as_list
        self.big = big

    @property
    def listed(self) -> bool:
        """Whether a list is drawn rather than radios."""
        return len(self.choices) > _RADIOS_AT_MOST if self.as_list is None else self.as_list

    @property
    def anchor(self) -> str:
        """The list, or the first radio."""
        return str(self.id) if self.listed else f"{self.id}-0"

    def __call__(self, **attributes: Any) -> Markup:
        """The block of a list has a label, that of radios a legend."""
        block = Block("field.html") if self.listed else self.widget
        return block(self, **attributes)

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The list or the radios."""
        return self._draw_list(attributes) if self.listed else self._draw_radios(attributes)

    def _draw_list(self, attributes: dict[str, Any]) -> Markup:
        attributes["class_"] = f"krds-form-select {attributes['class_']}".strip()
        blank = "골라 주세요" if self.flags.required else "선택 안 함"
        head = Markup("<select {}>").format(Markup(html_params(id=self.id, name=self.name, **attributes)))  # noqa: S704
        lines = [Markup('<option value="">{}</option>').format(blank)]
        for option in self.options:
            mark = Markup(" selected") if option.chosen else ""
            lines.append(Markup('<option value="{}"{}>{}</option>').format(option.value, mark, option.label))
        return head + Markup("").join(lines) + Markup("</select>")

    def _draw_radios(self, attributes: dict[str, Any]) -> Markup:
        kind = "big-choice" if self.big else "krds-check-area"
        return self.boxes(attributes, kind)


class YesNo(OneOf):
    """예 or 아니오: the data are True, False or None."""

    def __init__(self, label: str, *, yes: str = "예", no: str = "아니오", **more: Any) -> None:
        super().__init__(label, [("yes", yes), ("no", no)], coerce=lambda sent: sent == "yes", **more)

    def written(self, value: bool) -> str:
        """The value sent for it."""
        return "yes" if value else "no"


class ManyOf(_Choosing):
    """Any number of several: the data are a list in the order of the choices."""

    control_type = "checkbox"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read every value sent."""
        self.data = []
        self.data = [self._coerced(value) for value in dict.fromkeys(str(each) for each in valuelist if each)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what isn't among the choices; put the others into their order."""
        super().pre_validate(form)
        if self.raw_data:
            sent = {str(each) for each in self.raw_data}
            self.data = [self._coerced(value) for value, _ in self.choices if value in sent]

    def chosen(self) -> set[str]:
        """The values to be shown as chosen."""
        if self.raw_data is not None:
            return {str(each) for each in self.raw_data}
        return {self.written(each) for each in self.data or []}

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The boxes."""
        stacked = " stacked" if len(self.choices) > _RADIOS_AT_MOST else ""
        return self.boxes(attributes, f"krds-check-area{stacked}")


class Check(KrdsField):
    """One box to tick: the data are True or False; `required=True` means it must be ticked."""

    widget = Block("check.html")
    input_class = ""
    blank = False

    def read(self, text: str) -> bool:
        """A ticked box sends something."""
        return True

    def filled(self) -> bool:
        """Whether the box is ticked."""
        return bool(self.data)

    def missing_message(self) -> str:
        """The sentence shown when the box wasn't ticked."""
        return f"‘{self.label.text}’에 표시해 주세요."

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The box."""
        markup = html_params(
            type="checkbox", id=self.id, name=self.name, value="yes", checked=bool(self.data), **attributes
        )
        return Markup(f"<input {markup}>")  # noqa: S704


class GradeChoice(_Choosing):
    """Grade buttons in a row, each with its points under the word; the data are the grade's value."""

    widget = Block("grade.html")

    def __init__(self, label: str, grades: Sequence[Grade] = (), **more: Any) -> None:
        super().__init__(label, [(grade.value, grade.word) for grade in grades], **more)
        self.grades = tuple(grades)

    @property
    def points(self) -> Decimal | None:
        """What the chosen grade is worth."""
        return next((Decimal(grade.points) for grade in self.grades if grade.value == self.data), None)

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The row of buttons."""
        cells = []
        for grade, option in zip(self.grades, self.options, strict=True):
            element = self._input(option, {**attributes, "data_points": grade.points_text})
            word = escape(grade.word).replace("매우", Markup("매우<wbr>"), 1)
            label = Markup('<label for="{}"><b>{}</b><span>{}점</span></label>').format(
                option.id, word, grade.points_text
            )
            cells.append(Markup("<span>") + element + label + Markup("</span>"))
        head = Markup('<div class="scale of-{}">').format(len(self.grades))
        return head + Markup("").join(cells) + Markup("</div>")
