"""The kinds of form field that are typed, and by name those that are chosen."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import FileInput, PasswordInput, TextArea

from program_admin.core.field_base import Between, KrdsField, PlainInput
from program_admin.core.field_choices import Check, Grade, GradeChoice, ManyOf, OneOf, YesNo
from program_admin.core.korean import korean_date
from program_admin.core.money import parse_won, won

__all__ = [
    "BusinessNumber", "Check", "Date", "DecimalNumber", "Email", "File", "Grade", "GradeChoice", "Hidden", "LongText",
    "ManyOf", "OneOf", "OneTimeCode", "Password", "Phone", "Text", "WholeNumber", "Won", "YesNo",
]  # fmt: skip

_DATE_HELP = "날짜를 2026. 3. 27. 또는 20260327 형식으로 입력해 주세요."
_DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")

Hidden = HiddenField


class Text(KrdsField):
    """One line of text; `longest` in characters, `counted` shows the count while typing."""

    blank = ""

    def __init__(
        self, label: str, *, longest: int = 200, shortest: int = 0, counted: bool = False, **more: Any
    ) -> None:
        more["validators"] = [self._length, *more.get("validators", ())]
        super().__init__(label, **more)
        self.longest = longest
        self.shortest = shortest
        self.counted = counted

    def read(self, text: str) -> str:
        """The text on one line."""
        return " ".join(text.split("\n"))

    def _length(self, form: Any, field: KrdsField) -> None:
        if len(field.data) > self.longest:
            raise ValidationError(
                f"{self.longest:,}자까지 입력할 수 있습니다. {len(field.data) - self.longest:,}자를 줄여 주세요."
            )
        if len(field.data) < self.shortest and not getattr(form, "draft", False):
            raise ValidationError(f"{self.shortest}자 이상 입력해 주세요. 지금은 {len(field.data)}자입니다.")

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input; where it is counted nothing pasted is cut off."""
        limit = {"data_count": self.longest} if self.counted else {"maxlength": self.longest}
        return PlainInput(self.input_type)(self, **{**limit, **attributes})


class LongText(Text):
    """Several lines of text with a count of its characters."""

    def __init__(self, label: str, *, longest: int = 2000, rows: int = 5, **more: Any) -> None:
        super().__init__(label, longest=longest, **more)
        self.rows = rows

    def read(self, text: str) -> str:
        """The text with its lines."""
        return text

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text area; the count may pass the limit, so that nothing pasted is cut off."""
        return TextArea()(
            cast(StringField, self), **{"rows": self.rows, "data_count": self.longest, "maxlength": False, **attributes}
        )


class _Number(KrdsField):
    """What whole and decimal numbers share."""

    places = 0

    def __init__(self, label: str, *, unit: str = "", least: Any = 0, most: Any = None, **more: Any) -> None:
        more["validators"] = [Between(least, most, self.with_unit), *more.get("validators", ())]
        super().__init__(label, **more)
        self.suffix = unit

    def with_unit(self, value: Any) -> str:
        """A bound as the error names it."""
        return f"{self.written(value)}{self.suffix}"

    def written(self, value: Any) -> str:
        """With thousands separators and without idle zeros."""
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input with a number pad; no spin buttons that change a value by scrolling."""
        attributes["class_"] += " amount short"
        mode = "decimal" if self.places else "numeric"
        return PlainInput("text")(self, **{"inputmode": mode, "autocomplete": "off", **attributes})


class WholeNumber(_Number):
    """An int; '1,234' is understood."""

    def read(self, text: str) -> int:
        """The whole number of a text."""
        plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").removesuffix(self.suffix).strip()
        if not re.fullmatch(r"-?\d{1,15}", plain):
            raise ValueError("숫자만 입력해 주세요. 예: 12")
        return int(plain)


class Year(WholeNumber):
    """A year, which is not an amount: no separator of thousands."""

    def written(self, value: int) -> str:
        """'2027'."""
        return str(value)


class DecimalNumber(_Number):
    """A Decimal with at most `places` digits after the point."""

    def __init__(self, label: str, *, places: int = 2, **more: Any) -> None:
        super().__init__(label, **more)
        self.places = places

    def read(self, text: str) -> Decimal:
        """The number of a text."""
        plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").removesuffix(self.suffix).strip()
        try:
            value = Decimal(plain)
        except InvalidOperation:
            raise ValueError("숫자로 입력해 주세요. 예: 12.5") from None
        if not value.is_finite() or len(plain) > 20 or "e" in plain.lower():
            raise ValueError("숫자로 입력해 주세요. 예: 12.5")
        if -int(value.as_tuple().exponent) > self.places:
            raise ValueError(f"소수점 아래 {self.places}자리까지 입력해 주세요.")
        return value


class Won(_Number):
    """Whole won; the amount in Hangul appears beside it while typing."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, **{"unit": "원", **more})

    def read(self, text: str) -> int:
        """The amount of a text such as '1,000,000'."""
        amount = parse_won(text)
        if abs(amount) >= 10**15:
            raise ValueError("금액이 너무 큽니다. 단위를 확인해 주세요.")
        return amount

    def with_unit(self, value: int) -> str:
        """A bound as the error names it."""
        return won(value)

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input whose amount a script reads out."""
        attributes["class_"] += " amount"
        return PlainInput("text")(
            self, **{"inputmode": "numeric", "autocomplete": "off", "data_money": True, **attributes}
        )


class Date(KrdsField):
    """A date typed as '2026. 3. 27.', '2026-03-27' or '20260327'."""

    input_class = "krds-input short"

    def __init__(self, label: str, *, least: date | None = None, most: date | None = None, **more: Any) -> None:
        more["validators"] = [self._bounds, *more.get("validators", ())]
        more.setdefault("hint", "예: 2026. 3. 27. 또는 20260327")
        super().__init__(label, **more)
        self.least = least
        self.most = most

    def read(self, text: str) -> date:
        """The date of a text."""
        plain = unicodedata.normalize("NFKC", text)
        found = _DATE.fullmatch(plain) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)
        if found is None:
            raise ValueError(_DATE_HELP)
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise ValueError("달력에 없는 날짜입니다. 연·월·일을 확인해 주세요.") from None

    def _bounds(self, form: Any, field: KrdsField) -> None:
        if field.data is None:
            return
        if self.least is not None and field.data < self.least:
            raise ValidationError(f"{korean_date(self.least)} 이후 날짜를 입력해 주세요.")
        if self.most is not None and field.data > self.most:
            raise ValidationError(f"{korean_date(self.most)} 이전 날짜를 입력해 주세요.")

    def written(self, value: date) -> str:
        """'2026. 3. 27.'."""
        return korean_date(value)

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input with a number pad."""
        settled = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 16, "data_date": True}
        return PlainInput("text")(self, **{**settled, **attributes})


class Phone(KrdsField):
    """A Korean telephone number, kept as '010-1234-5678'."""

    blank = ""
    input_type = "tel"
    input_class = "krds-input medium"

    def read(self, text: str) -> str:
        """The number with its hyphens."""
        digits = re.sub(r"\D", "", text.replace("+82", "0", 1)) if not re.search(r"[^\d\s()+.-]", text) else ""
        digits = re.sub(r"^00", "0", digits)
        if re.fullmatch(r"1\d{7}", digits):
            return f"{digits[:4]}-{digits[4:]}"
        found = re.fullmatch(r"(02|0\d{2})(\d{3,4})(\d{4})", digits)
        if found is None:
            raise ValueError("전화번호를 숫자로 입력해 주세요. 예: 010-1234-5678")
        return "-".join(found.groups())

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A telephone input."""
        return PlainInput("tel")(self, **{"autocomplete": "tel", "maxlength": 20, **attributes})


class Email(KrdsField):
    """An e-mail address."""

    blank = ""
    input_type = "email"
    input_class = "krds-input medium"

    def read(self, text: str) -> str:
        """The address, its host in small letters."""
        if len(text) > 254 or not _EMAIL.fullmatch(text):
            raise ValueError("전자우편 주소를 name@example.kr 형식으로 입력해 주세요.")
        name, _, host = text.rpartition("@")
        return f"{name}@{host.lower()}"

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """An e-mail input."""
        return PlainInput("email")(self, **{"autocomplete": "email", "maxlength": 254, **attributes})


class BusinessNumber(KrdsField):
    """A 사업자등록번호: the data are ten digits, the screen shows 123-45-67891. Only the shape is checked here."""

    blank = ""
    input_class = "krds-input short"

    def read(self, text: str) -> str:
        """The ten digits."""
        digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
        if not re.fullmatch(r"[0-9]{10}", digits):
            raise ValueError("사업자등록번호는 숫자 10자리로 입력해 주세요. 예: 123-45-67891")
        return digits

    def written(self, value: str) -> str:
        """With hyphens."""
        return f"{value[:3]}-{value[3:5]}-{value[5:]}" if len(value) == 10 else value

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input with a number pad."""
        return PlainInput("text")(
            self, **{"inputmode": "numeric", "autocomplete": "off", "maxlength": 14, **attributes}
        )


class Password(KrdsField):
    """A password, never shown again; `new=True` where one is chosen."""

    blank = ""
    input_class = "krds-input medium"

    def __init__(self, label: str, *, new: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.new = new

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Exactly what was typed, in one kind of Hangul."""
        self.data = unicodedata.normalize("NFC", str(valuelist[0])) if valuelist else ""

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A password input."""
        hint = "new-password" if self.new else "current-password"
        return PasswordInput(hide_value=True)(self, **{"autocomplete": hint, "maxlength": 200, **attributes})


class OneTimeCode(KrdsField):
    """The digits of a one-time code; blanks don't count."""

    blank = ""
    input_class = "krds-input short"

    def __init__(self, label: str, *, length: int = 6, **more: Any) -> None:
        super().__init__(label, **more)
        self.length = length

    def read(self, text: str) -> str:
        """The digits."""
        digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
        if not re.fullmatch(rf"[0-9]{{{self.length}}}", digits):
            raise ValueError(f"인증번호 숫자 {self.length}자리를 입력해 주세요.")
        return digits

    def _value(self) -> str:
        return ""

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input that telephones fill by themselves."""
        settled = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": self.length + 2}
        return PlainInput("text")(self, **{**settled, **attributes})


_PICK_FILE = Markup(
    '<span class="pick-file">{control}<span class="krds-btn" aria-hidden="true">파일 고르기</span>'
    '<span class="chosen" data-chosen aria-live="polite">{none}</span></span>'
)


class File(KrdsField):
    """One file, or several with `many=True`; the data are what werkzeug received."""

    input_class = ""

    def __init__(self, label: str, *, extensions: Sequence[str] = (), many: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.accept = ",".join(f".{each}" for each in extensions)
        self.many = many

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what has a name."""
        files = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]
        self.data = files if self.many else files[0] if files else None

    def _value(self) -> str:
        return ""

    def missing_message(self) -> str:
        """The sentence shown when a required file is missing."""
        return f"‘{self.label.text}’ 파일을 골라 주세요."

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A file input under our own button; `file.js` names what was chosen."""
        control = FileInput(multiple=self.many)(self, **{"accept": self.accept or False, **attributes})
        return _PICK_FILE.format(control=control, none="고른 파일이 없습니다")
