"""The kinds of block a desk is made of."""

from dataclasses import dataclass

Cell = str | int | dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading, what it says when empty, and a link to the whole list."""

    title: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    link: str = ""
    href: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of figures: (name, value, unit, note)."""

    title: str
    figures: tuple[tuple[str, str, str, str], ...]
    note: str = ""
    tone: str = ""
    link: str = ""
    href: str = ""
    kind: str = "figures"


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many cases stand at each stage: (label, count, address)."""

    title: str
    rows: tuple[tuple[str, int, str], ...]
    link: str = ""
    href: str = ""
    kind: str = "funnel"


Block = Table | Figures | Funnel


def badge(text: str, tone: str) -> dict[str, str]:
    """A cell that shows a state."""
    return {"text": text, "tone": "" if tone == "neutral" else tone}
