"""Says in Korean what is wrong with a value of a round file."""

import difflib
from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from program_admin.core.korean import with_particle
from program_admin.programs.schema.checks.found import Path

KIND_NAMES = {
    "string_type": "글자로 적어 주세요. 숫자처럼 보이는 값은 따옴표로 감싸 주세요.",
    "int_type": "정수로 적어 주세요.",
    "int_parsing": "정수로 적어 주세요.",
    "int_from_float": "소수점 없는 정수로 적어 주세요.",
    "decimal_type": "숫자로 적어 주세요.",
    "decimal_parsing": "숫자로 적어 주세요.",
    "decimal_max_digits": "숫자가 너무 깁니다. 18자리 안으로 적어 주세요.",
    "finite_number": "숫자로 적어 주세요.",
    "bool_type": "true 또는 false로 적어 주세요.",
    "bool_parsing": "true 또는 false로 적어 주세요.",
    "tuple_type": "‘-’로 시작하는 목록으로 적어 주세요.",
    "model_type": "‘항목: 값’ 꼴의 묶음으로 적어 주세요.",
    "model_attributes_type": "‘항목: 값’ 꼴의 묶음으로 적어 주세요.",
    "date_parsing": "날짜를 2026-12-18 꼴로 적어 주세요. 달력에 있는 날인지 확인해 주세요.",
    "date_from_datetime_parsing": "날짜를 2026-12-18 꼴로 적어 주세요. 달력에 있는 날인지 확인해 주세요.",
    "datetime_parsing": "날짜와 시각을 2026-12-18 18:00 꼴로 적어 주세요.",
    "datetime_from_date_parsing": "날짜와 시각을 2026-12-18 18:00 꼴로 적어 주세요.",
}
PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "영문 소문자로 시작하고 소문자, 숫자, 밑줄(_)만 써 주세요.",
    r"^[0-9a-z][0-9a-z-]{2,59}$": "영문 소문자, 숫자, 붙임표(-)로 3~60자를 써 주세요.",
    r"^\d{2}$": "따옴표로 감싼 두 자리 숫자로 적어 주세요. 예: '14'",
    r"^\d{5}$": "따옴표로 감싼 다섯 자리 숫자로 적어 주세요. 예: '11545'",
}


def sentence_for(error: ErrorDetails, path: Path, document: type[BaseModel]) -> str:
    """One Korean sentence for one of pydantic's errors, with what to do about it."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "빠졌습니다. 값을 적어 주세요."
    if kind == "extra_forbidden":
        return _unknown_key(str(path[-1]), path, document)
    if kind == "sentence":
        return str(context["sentence"])
    if error["input"] is None and kind != "union_tag_not_found":
        return "비어 있습니다. 값을 적어 주세요."
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags", ""))
        given = with_particle(f"‘{_given(error)}’", "은/는")
        return f"{given} 쓸 수 없습니다. 다음 중 하나로 적어 주세요: {_list(expected)}."
    if kind == "union_tag_not_found":
        return "종류(kind 또는 type)가 빠졌습니다. docs/round-file.md의 목록에서 골라 적어 주세요."
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(str(context.get("pattern")), "정해진 꼴로 적어 주세요.")
    return KIND_NAMES.get(kind) or _about_size(kind, context) or f"값을 읽을 수 없습니다({error['msg']})."


def _about_size(kind: str, context: Mapping[str, object]) -> str | None:
    numbers = {
        "greater_than": ("gt", "{}보다 크게 적어 주세요."),
        "greater_than_equal": ("ge", "{} 이상으로 적어 주세요."),
        "less_than": ("lt", "{}보다 작게 적어 주세요."),
        "less_than_equal": ("le", "{} 이하로 적어 주세요."),
        "string_too_short": ("min_length", "{}자 이상 적어 주세요."),
        "string_too_long": ("max_length", "{}자 이하로 줄여 주세요."),
        "too_short": ("min_length", "{}개 이상 적어 주세요."),
        "too_long": ("max_length", "{}개 이하로 줄여 주세요."),
    }
    if kind not in numbers:
        return None
    key, sentence = numbers[kind]
    return sentence.format(context.get(key))


def _given(error: ErrorDetails) -> str:
    value = error["input"]
    if isinstance(value, dict):
        return str(value.get("kind") or value.get("type") or "")
    return str(value)[:40]


def _list(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _unknown_key(key: str, path: Path, document: type[BaseModel]) -> str:
    known = {name for model in _models_at(document, path[:-1]) for name in model.model_fields}
    near = difflib.get_close_matches(key, sorted(known), n=1)
    hint = f" {with_particle(f'‘{near[0]}’', '을/를')} 적으려던 것입니까?" if near else ""
    return f"알 수 없는 항목입니다.{hint} 철자를 고치거나 이 줄을 지워 주세요."


def _models_at(document: type[BaseModel], path: Path) -> list[type[BaseModel]]:
    """The models that may stand at that place of the document."""
    here = [document]
    for step in path:
        if isinstance(step, int):
            continue
        here = [
            inner
            for model in here
            if step in model.model_fields
            for inner in _models_in(model.model_fields[step].annotation)
        ]
    return here


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (tuple, Annotated, Union, UnionType):
        return [model for inner in get_args(annotation) for model in _models_in(inner)]
    return []
