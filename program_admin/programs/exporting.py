"""Writes a round: canonical JSON for the database, YAML text for people."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from program_admin.programs.schema.base import Part
from program_admin.programs.schema.round_file import RoundFile

WIDTH = 116
HEAD = "# {title}. 형식은 docs/round-file.md에 있습니다.\n"


class _Number(str):
    """A number in its exact decimal spelling."""

    __slots__ = ()


class _Representer(RoundTripRepresenter):
    """Writes exact numbers without quotes."""


def _as_number(representer: _Representer, value: _Number) -> ScalarNode:
    tag = "tag:yaml.org,2002:float" if "." in value else "tag:yaml.org,2002:int"
    return representer.represent_scalar(tag, str(value))


_Representer.add_representer(_Number, _as_number)


def canonical(terms: RoundFile) -> str:
    """The one spelling of a round as JSON: equal rounds give equal texts."""
    return json.dumps(terms.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: str) -> str:
    """SHA-256 of a canonical text, as hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def written(terms: RoundFile) -> str:
    """The round as a YAML file: reading it gives the same round, writing that gives the same text."""
    return HEAD.format(title=" ".join(terms.title.split())) + written_values(terms)


def written_values(part: Part) -> str:
    """An element of a round as YAML."""
    values = part.model_dump(mode="python", exclude_none=True)
    yaml = YAML(typ="rt")
    yaml.Representer = _Representer
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = io.StringIO()
    yaml.dump(_clothed(values), text)
    return text.getvalue()


def _clothed(value: object) -> object:
    if isinstance(value, Mapping):
        entries = CommentedMap((key, _clothed(each)) for key, each in value.items() if each != "")
        if _short(value.values()) and sum(len(str(k)) + len(str(v)) + 4 for k, v in value.items()) < WIDTH - 20:
            entries.fa.set_flow_style()
        return entries
    if isinstance(value, list | tuple):
        rows = CommentedSeq(_clothed(each) for each in value)
        if not value or _short(value):
            rows.fa.set_flow_style()
        return rows
    return _scalar(value)


def _short(values: object) -> bool:
    return isinstance(values, Sequence | type({}.values())) and not any(
        isinstance(each, Mapping | list | tuple) or "\n" in str(each) for each in values
    )


def _scalar(value: object) -> object:
    if isinstance(value, bool | date):
        return value
    if isinstance(value, Decimal):
        return _Number(format(value, "f"))
    if isinstance(value, int):
        return _Number(f"{value:_}" if abs(value) >= 10_000 else str(value))
    text = str(value)
    if text[:1] in ("?", ":", "-"):
        return DoubleQuotedScalarString(text)
    return LiteralScalarString(text) if "\n" in text else text
