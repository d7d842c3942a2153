"""The table of 참여인력: one row of fields per engineer the application names."""

from collections.abc import Sequence
from typing import Any

from program_admin.applications.rules import engineers
from program_admin.applications.rules.values import Filled
from program_admin.core.fields import OneOf, Text

Choices = Sequence[tuple[str, str]]
GONE = "등록 명단에 없음"


def rows_shown(filled: Filled) -> range:
    """The rows the page has: those typed in, those the round wants, and one more."""
    people = engineers.engineers_in(filled.values)
    last = people[-1].row if people else 0
    return range(1, min(max(last + 1, filled.terms.suppliers.engineers_named_min, 2), engineers.MOST_ROWS) + 1)


def engineer_fields(filled: Filled, registered: Choices = ()) -> dict[str, Any]:
    """The fields of every row; the name is picked from the supplier's registered engineers where there are any."""
    fields: dict[str, Any] = {}
    for row in rows_shown(filled):
        needed = row <= filled.terms.suppliers.engineers_named_min
        name = engineers.name_of(row, "name")
        fields[name] = _name(filled.value(name), registered, needed=needed)
        fields[engineers.name_of(row, "work")] = Text("맡을 일", longest=100, required=needed)
        fields[engineers.name_of(row, "phone")] = Text("휴대전화", longest=40, required=False)
        fields[engineers.name_of(row, "email")] = Text("전자우편", longest=200, required=False)
    return fields


def _name(current: str, registered: Choices, *, needed: bool) -> Any:
    if not registered:
        return Text("기술자", longest=60, required=needed)
    gone = [] if not current or current in dict(registered) else [(current, f"{current} ({GONE})")]
    return OneOf("기술자", [*registered, *gone], as_list=True, required=needed)
