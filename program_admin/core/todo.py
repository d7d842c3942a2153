"""One tile of a person's desk: how many things wait, what they are, where they are done."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Todo:
    """`count` things called `title` wait at `endpoint` (with `values` for its address); `tone` is "" or "warning"."""

    count: int
    title: str
    hint: str
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)
    tone: str = ""
