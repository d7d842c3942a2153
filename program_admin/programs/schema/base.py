"""What every element of a round file is made of."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, PlainSerializer
from pydantic_core import PydanticCustomError

from program_admin.core.clock import SEOUL

AT_LEAST_ONE: dict[str, JsonValue] = {"minItems": 1}
AT_LEAST_TWO: dict[str, JsonValue] = {"minItems": 2}
"""Lists that may be empty while a round is drafted, but not when it opens: `checks.presence` reads these marks."""


class Part(BaseModel):
    """An element of a round file: unknown keys are refused, values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


def refuse(sentence: str) -> NoReturn:
    """Refuse a value with a sentence the author of the file can act on."""
    raise PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})


def _not_a_number_written_as_text(value: object) -> object:
    if isinstance(value, bool | str):
        refuse("따옴표 없이 숫자로 적어 주세요.")
    return value


def _number(value: object) -> object:
    """JSON keeps decimals as text, YAML as numbers: both are read, other words are not."""
    if isinstance(value, bool):
        refuse("숫자로 적어 주세요.")
    return value


def _shortest(value: Decimal) -> Decimal:
    """One spelling per number, so that equal rounds have equal fingerprints."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}.*")


def _a_day(value: object) -> object:
    """A day is written as 2026-12-18 and nothing else: a bare number would be read as seconds since 1970."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        refuse("날짜를 2026-12-18 꼴로 적어 주세요.")
    return value


def _a_moment(value: object) -> object:
    """A deadline needs its time: a bare day would silently mean midnight."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _MOMENT.fullmatch(value.strip()):
        refuse("날짜와 시각을 2026-12-18 18:00 꼴로 적어 주세요.")
    return value


def _local(value: datetime) -> datetime:
    return value.replace(tzinfo=SEOUL) if value.tzinfo is None else value.astimezone(SEOUL)


def _written(value: datetime) -> str:
    """The wall clock in Seoul, as the file has it."""
    return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds" if value.second else "minutes")


_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")


def _writable(value: str) -> str:
    """Text as a file can hold it: one kind of line end, no control characters."""
    text = _LINE_ENDS.sub("\n", value).strip()
    if _UNWRITABLE.search(text):
        refuse("보이지 않는 제어 문자가 있습니다. 지우고 다시 적어 주세요.")
    return text


def _one_line(value: str) -> str:
    if "\n" in _writable(value):
        refuse("한 줄로 적어 주세요.")
    return _writable(value)


def _as_json_number(value: Decimal) -> str:
    return format(value, "f")


def unique(label: str, key: Callable[[object], object]) -> AfterValidator:
    """A list in which no two entries have the same key; label names the key in the sentence."""

    def check(entries: tuple[object, ...]) -> tuple[object, ...]:
        keys = [key(entry) for entry in entries]
        twice = sorted({str(k) for k in keys if keys.count(k) > 1})
        if twice:
            refuse(f"겹치는 {label}: {', '.join(twice)}. 서로 다르게 적어 주세요.")
        return entries

    return AfterValidator(check)


def _code_of(entry: object) -> object:
    return getattr(entry, "code", entry)


BY_CODE = unique("코드", _code_of)

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
Text = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_writable)]
Note = Annotated[str, Field(max_length=2_000), AfterValidator(_writable)]
Whole = Annotated[int, BeforeValidator(_not_a_number_written_as_text)]
Won = Annotated[Whole, Field(ge=0, le=10_000_000_000_000)]
Count = Annotated[Whole, Field(ge=0, le=100_000)]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(max_digits=18),
    AfterValidator(_shortest),
    PlainSerializer(_as_json_number, return_type=str, when_used="json"),
]
Percent = Annotated[Number, Field(ge=0, le=100)]
Points = Annotated[Number, Field(ge=0, le=1000)]
Day = Annotated[date, BeforeValidator(_a_day)]
LocalTime = Annotated[
    datetime, BeforeValidator(_a_moment), AfterValidator(_local), PlainSerializer(_written, return_type=str)
]
