"""Reads a round file: YAML text in, a validated document or every fault with its line and field out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as Path_
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarbool import ScalarBoolean

from program_admin.core.errors import RuleBroken
from program_admin.programs.schema.checks.all_checks import found_in
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.wording import sentence_for

STANDARDS = Path_(__file__).parents[2] / "rounds"
"""The folder of the round files that the software brings along."""
LARGEST_TEXT = 1_000_000
MOST_VALUES = 100_000
DEEPEST = 30
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a round file: line counted from 1, field as `papers[2].max_mb` (rows counted from 1)."""

    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.line}번째 줄 {self.field}: {self.sentence}"


class FaultyRoundFile(RuleBroken):
    """A round file that cannot be used; `faults` names every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__([str(fault) for fault in self.faults], {"file": [str(fault) for fault in self.faults]})


class _TooMuch(Exception):
    """The text unfolds into more values than a round can have."""


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written: only the schema decides what a date is."""


def _as_written(constructor: _Constructor, node: ScalarNode) -> str:
    return str(constructor.construct_scalar(node))


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def read_round(text: str, *, unfinished: bool = False) -> RoundFile:
    """Return the document of a round file; raises FaultyRoundFile with every fault.

    `unfinished` takes a draft that is sound in shape, whatever its elements still owe each other.
    """
    tree = _tree(text)
    try:
        values = _plain(tree, [0], 0)
    except _TooMuch as unfolded:
        raise FaultyRoundFile(
            [Fault(1, "파일", "값이 너무 많거나 너무 깊습니다. 별칭(*)을 줄여 주세요.")]
        ) from unfolded
    if not isinstance(tree, CommentedMap) or not isinstance(values, dict):
        raise FaultyRoundFile([Fault(1, "파일", "‘항목: 값’ 꼴로 적어 주세요. docs/round-file.md의 예를 보세요.")])
    terms, faults = _shape(values, tree, unfinished=unfinished)
    if faults:
        raise FaultyRoundFile(faults)
    return terms


def _tree(text: str) -> object:
    if len(text) > LARGEST_TEXT:
        raise FaultyRoundFile([Fault(1, "파일", "파일이 너무 큽니다. 1MB보다 작게 줄여 주세요.")])
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        return yaml.load(text)
    except MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = mark.line + 1 if mark else 1
        twice = "duplicate key" in str(broken.problem)
        sentence = "같은 이름을 두 번 적었습니다. 하나를 지워 주세요." if twice else _about_yaml(broken)
        raise FaultyRoundFile([Fault(line, "YAML", sentence)]) from broken
    except (YAMLError, ValueError) as broken:
        sentence = "YAML로 읽을 수 없는 글자나 값이 있습니다. UTF-8 글로 저장해 주세요."
        raise FaultyRoundFile([Fault(1, "YAML", sentence)]) from broken


def _about_yaml(broken: MarkedYAMLError) -> str:
    problem = str(broken.problem or broken.context or "")
    return f"YAML 문법이 맞지 않습니다({problem}). 들여쓰기, 콜론 뒤 빈칸, 따옴표를 확인해 주세요."


def _plain(node: object, count: list[int], depth: int) -> Plain:
    """The values without their YAML clothing; aliases unfold only up to a bound."""
    count[0] += 1
    if count[0] > MOST_VALUES or depth > DEEPEST:
        raise _TooMuch
    if isinstance(node, CommentedMap):
        return {str(key): _plain(node[key], count, depth + 1) for key in node}
    if isinstance(node, CommentedSeq):
        return [_plain(entry, count, depth + 1) for entry in node]
    if isinstance(node, bool | ScalarBoolean):
        return bool(node)
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return None if node is None else str(node)


def _shape(values: dict[str, Plain], tree: CommentedMap, *, unfinished: bool) -> tuple[RoundFile, list[Fault]]:
    """The document, whole or with its sound sections only, and every fault."""
    try:
        terms, faults = RoundFile.model_validate(values), []
        faulty: frozenset[str] = frozenset()
    except ValidationError as invalid:
        faults = [_fault(error, values, tree) for error in invalid.errors(include_url=False)]
        faulty = frozenset(str(error["loc"][0]) for error in invalid.errors(include_url=False) if error["loc"])
        terms = _sound_part(values, faulty)
    for found in () if unfinished else found_in(terms, faulty):
        faults.append(Fault(_line(tree, found.path), _field(found.path), found.sentence))
    return terms, faults


def _sound_part(values: dict[str, Plain], faulty: frozenset[str]) -> RoundFile:
    sound: dict[str, Any] = {
        name: _section(field, values[name]) if name in values else field.default
        for name, field in RoundFile.model_fields.items()
        if name not in faulty
    }
    return RoundFile.model_construct(_fields_set=None, **sound)


def _section(field: FieldInfo, value: Plain) -> object:
    adapter: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
    return adapter.validate_python(value)


def _fault(error: ErrorDetails, values: dict[str, Plain], tree: CommentedMap) -> Fault:
    path = without_tags(error["loc"], values)
    return Fault(_line(tree, path), _field(path) or "파일", sentence_for(error, path, RoundFile))


def without_tags(location: tuple[int | str, ...], values: Plain) -> Path:
    """Pydantic names the kind of a rule or question inside the path; the file has no such place."""
    path: list[str | int] = []
    here: Plain = values
    for step in location:
        if isinstance(here, dict) and step not in here and step in (here.get("kind"), here.get("type")):
            continue
        path.append(step)
        if isinstance(here, dict):
            here = here.get(str(step))
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            here = None
    return tuple(path)


def _line(tree: object, path: Path) -> int:
    """The line of the value, or of the element it is missing from."""
    here, line = tree, 1
    for step in path:
        if not _has(here, step):
            break
        place = (here.lc.data or {}).get(step)  # type: ignore[attr-defined]
        line = place[0] + 1 if place else line
        here = here[step]  # type: ignore[index]
    return line


def _has(node: object, step: str | int) -> bool:
    if isinstance(node, CommentedMap):
        return step in node
    return isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node)


def _field(path: Path) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
