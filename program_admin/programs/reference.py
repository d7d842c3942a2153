"""Describes the round file from its own schema: the JSON Schema, and the tables of docs/round-file.md."""

import json
import types
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from program_admin.programs.exporting import written_values
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.round_file import RoundFile

WORDS = {
    str: "글",
    int: "정수",
    bool: "true·false",
    Decimal: "숫자",
    date: "날짜",
    datetime: "날짜와 시각",
}


def json_schema() -> str:
    """The JSON Schema of a round file, as text."""
    return json.dumps(RoundFile.model_json_schema(), ensure_ascii=False, indent=2)


def reference_page(rounds: Sequence[RoundFile]) -> str:
    """Every element of a round file as a Markdown table with an example, in the order of first use."""
    examples = examples_in(rounds)
    return "\n".join(_table(model) + _block(examples.get(model)) for model in _models(RoundFile))


def examples_in(rounds: Sequence[RoundFile]) -> dict[type[BaseModel], Part]:
    """The first use of each element in round files that run, its lists cut to their first rows."""
    found: dict[type[BaseModel], Part] = {}
    for terms in rounds:
        for part in _parts(terms):
            if not isinstance(part, RoundFile):
                found.setdefault(type(part), shortened(part))
    return found


def _parts(part: Part) -> Iterator[Part]:
    yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Part):
                yield from _parts(each)


def shortened(part: Part) -> Part:
    """The same element with only as many rows per list as it must have."""
    changed: dict[str, object] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, Part):
            changed[name] = shortened(value)
        elif isinstance(value, tuple) and any(isinstance(each, Part) for each in value):
            rows = value[: max(1, _least(field))]
            changed[name] = tuple(shortened(each) for each in rows)
    return part.model_copy(update=changed)


def _least(field: FieldInfo) -> int:
    marks = field.json_schema_extra
    marked = marks.get("minItems", 0) if isinstance(marks, dict) else 0
    own = max((getattr(each, "min_length", 0) or 0 for each in field.metadata), default=0)
    return max(own, marked if isinstance(marked, int) else 0)


def _block(example: Part | None) -> str:
    return f"\n```yaml\n{written_values(example)}```\n" if example is not None else ""


def _models(root: type[BaseModel]) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = [root]
    for model in found:
        for field in model.model_fields.values():
            found.extend(inner for inner in _inside(field.annotation) if inner not in found)
    return found


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _inside(inner)


def _table(model: type[BaseModel]) -> str:
    first = (model.__doc__ or "").strip().splitlines()[0]
    lines = [f"### {model.__name__}", "", first, "", "| 항목 | 뜻 | 값 | 없으면 | 예 |", "|---|---|---|---|---|"]
    lines += [_row(name, field) for name, field in model.model_fields.items()]
    return "\n".join(lines) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    meaning = " ".join(filter(None, [field.title, f"({field.description})" if field.description else ""]))
    example = _shown(field.examples[0]) if field.examples else ""
    absent = "필수" if field.is_required() else _absent(field.default)
    return f"| `{name}` | {meaning} | {_kind(field.annotation)} | {absent} | {example} |"


def _absent(default: Any) -> str:
    if default is None or default in ("", ()):
        return "없음"
    return "기본값" if isinstance(default, BaseModel) else _shown(default)


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"`{format(value, 'f')}`"
    if isinstance(value, list | tuple):
        return "`[" + ", ".join(str(each) for each in value) + "]`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:_}`" if isinstance(value, int) and value >= 10_000 else f"`{value}`"


def _kind(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0])
    if origin is tuple:
        return f"목록: {_kind(inner[0])}"
    if origin is Literal:
        return " · ".join(f"`{each}`" for each in inner)
    if origin in (Union, types.UnionType):
        return " / ".join(_kind(each) for each in inner if each is not type(None))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return " · ".join(f"`{each.value}`" for each in annotation)
    return WORDS.get(annotation, str(annotation))
