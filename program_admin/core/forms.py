"""Our forms: one act with its hidden key, Korean messages, refusals shown where they belong."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, FieldList, Form, FormField, HiddenField
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta
from wtforms.widgets import HiddenInput

from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id

EXPIRED = "화면을 연 지 오래되어 보내지 못했습니다. 입력한 내용은 그대로 있습니다. 다시 한 번 눌러 주세요."

_MESSAGES = {
    "This field is required.": "필수 항목입니다. 입력해 주세요.",
    "Not a valid choice.": "목록에 있는 것을 골라 주세요.",
    "Invalid Choice: could not be coerced.": "목록에 있는 것을 골라 주세요.",
    "Not a valid integer value.": "숫자로 입력해 주세요.",
    "Not a valid decimal value.": "숫자로 입력해 주세요.",
    "Not a valid float value.": "숫자로 입력해 주세요.",
    "Not a valid date value.": "날짜를 2026. 3. 27. 형식으로 입력해 주세요.",
    "Not a valid datetime value.": "날짜와 시각을 다시 확인해 주세요.",
    "Not a valid time value.": "시각을 14:30 형식으로 입력해 주세요.",
    "Field must be equal to %(other_name)s.": "두 값이 서로 다릅니다. 같은 값을 입력해 주세요.",
    "Field must be at least %(min)d character long.": "%(min)d자 이상 입력해 주세요.",
    "Field cannot be longer than %(max)d character.": "%(max)d자까지 입력할 수 있습니다. 줄여 주세요.",
    "Field must be exactly %(max)d character long.": "%(max)d자로 입력해 주세요.",
    "Field must be between %(min)d and %(max)d characters long.": "%(min)d자 이상 %(max)d자 이하로 입력해 주세요.",
    "Number must be at least %(min)s.": "%(min)s 이상으로 입력해 주세요.",
    "Number must be at most %(max)s.": "%(max)s 이하로 입력해 주세요.",
    "Number must be between %(min)s and %(max)s.": "%(min)s 이상 %(max)s 이하로 입력해 주세요.",
    "Date must be at least %(min)s.": "%(min)s 이후 날짜를 입력해 주세요.",
    "Date must be at most %(max)s.": "%(max)s 이전 날짜를 입력해 주세요.",
    "Date must be between %(min)s and %(max)s.": "%(min)s부터 %(max)s까지의 날짜를 입력해 주세요.",
    "Invalid input.": "형식이 맞지 않습니다. 다시 확인해 주세요.",
    "Invalid email address.": "전자우편 주소를 name@example.kr 형식으로 입력해 주세요.",
    "Invalid URL.": "주소를 https://로 시작하게 입력해 주세요.",
    "Invalid UUID.": "값을 읽지 못했습니다. 화면을 새로 고친 뒤 다시 골라 주세요.",
    "Invalid value, must be one of: %(values)s.": "다음 가운데 하나를 입력해 주세요: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": "다음은 쓸 수 없습니다: %(values)s.",
    "This field cannot be edited.": "고칠 수 없는 항목입니다.",
    "This field is disabled and cannot have a value.": "지금은 입력할 수 없는 항목입니다.",
}


_SET_LATER = ("act", "csrf_token", "draft", "form_errors", "meta", "summary")


class _KoreanMessages:
    """WTForms' own sentences in Korean."""

    def gettext(self, message: str) -> str:
        """The Korean sentence, or the message itself where there is none."""
        return _MESSAGES.get(message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Korean has one form for every number."""
        return _MESSAGES.get(singular, _MESSAGES.get(plural, plural))


KOREAN = _KoreanMessages()


class _Act(HiddenField):
    """The key of one act: what was sent stays, otherwise each drawing gives a new one."""

    def _value(self) -> str:
        return str(self.data) if self.raw_data and self.data else str(new_id())


def _refuse_shadowing(form_class: type) -> None:
    for name, value in vars(form_class).items():
        if not isinstance(value, UnboundField):
            continue
        above = [vars(base)[name] for base in form_class.__mro__[1:] if name in vars(base)]
        if name in _SET_LATER or any(not isinstance(each, UnboundField) for each in above):
            raise TypeError(
                f"{form_class.__name__}.{name}: a field of that name shadows Form.{name}; give it another name."
            )


class RowForm(Form):
    """A row inside another form (`FormField`, `FieldList`): no key and no token of its own."""

    class Meta(DefaultMeta):
        """Korean messages."""

        def get_translations(self, form: Any) -> Any:
            """Our own catalogue."""
            return KOREAN

    def __init_subclass__(cls) -> None:
        """Refuse field names that would hide a method of the form."""
        _refuse_shadowing(cls)


class ActForm(FlaskForm):
    """A form that does one act: hidden `act` key, CSRF token, Korean messages.

    With `draft=True` required fields may stay empty (their marks remain).
    """

    class Meta(FlaskForm.Meta):
        """Korean messages; every label says whether its field may be left open."""

        marks_optional = True

        def get_translations(self, form: Any) -> Any:
            """Our own catalogue."""
            return KOREAN

    act = _Act()
    form_errors: list[str]

    def __init_subclass__(cls) -> None:
        """Refuse field names that would hide a method of the form."""
        _refuse_shadowing(cls)

    def __init__(self, *args: Any, draft: bool = False, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; a stale CSRF token becomes one sentence of the form."""
        valid = bool(super().validate(extra_validators))
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            self.form_errors = [*self.form_errors, EXPIRED]
        return valid

    def refuse(self, broken: RuleBroken) -> None:
        """Show what a rule objected to: sentences of fields at the field, the others in the summary."""
        for name, sentences in broken.fields.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, *sentences]
        shown = {sentence for name in broken.fields if name in self._fields for sentence in broken.fields[name]}
        self.form_errors = [*self.form_errors, *(each for each in broken.objections if each not in shown)]

    def hidden_tag(self, *fields: Any) -> Markup:
        """The hidden inputs, without ids, so that a page may hold several forms."""
        drawn = []
        for field in fields or self:
            each = self._fields.get(field) if isinstance(field, str) else field
            if each is not None and isinstance(each.widget, HiddenInput):
                drawn.append(each(id=False))
        return Markup("\n").join(drawn)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Every error as (id of the control or '', sentence), in the order of the page."""
        found = [("", str(sentence)) for sentence in self.form_errors]
        found.extend(_errors_of(self))
        return list(dict.fromkeys(found))


def _errors_of(form: Form) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FormField):
            yield from _errors_of(field.form)
        elif isinstance(field, FieldList):
            yield from _errors_of_list(field)
        elif field.name != "csrf_token":
            yield from ((_anchor_of(field), str(sentence)) for sentence in field.errors)


def _errors_of_list(field: FieldList) -> Iterator[tuple[str, str]]:
    for entry in field.entries:
        if isinstance(entry, FormField):
            yield from _errors_of(entry.form)
        else:
            yield from ((_anchor_of(entry), str(sentence)) for sentence in entry.errors)
    if not any(entry.errors for entry in field.entries):
        yield from (("", str(sentence)) for sentence in field.errors)


def _anchor_of(field: Field) -> str:
    return str(getattr(field, "anchor", field.id))
