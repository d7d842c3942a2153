"""Numbers and files of other systems: can they be read, and does every column name something?"""

import re
from collections.abc import Iterator

from program_admin.programs.schema.checks.found import Found
from program_admin.programs.schema.outside import FIXED
from program_admin.programs.schema.round_file import RoundFile

TAKEN = frozenset({"접수번호", "협약번호", "기업명", "과제명"})
"""Headings of our own in the file in which numbers come in."""


def patterns_compile(terms: RoundFile) -> Iterator[Found]:
    """The pattern of an outside number is a regular expression."""
    for place, number in enumerate(terms.outside_numbers):
        try:
            re.compile(number.pattern or "")
        except re.error:
            yield Found(
                ("outside_numbers", place, "pattern"), "정규식을 읽을 수 없습니다. 괄호와 대괄호를 확인해 주세요."
            )


def names_differ(terms: RoundFile) -> Iterator[Found]:
    """Each number has a name of its own: files with numbers tell them apart by it."""
    seen: set[str] = set()
    for place, number in enumerate(terms.outside_numbers):
        if number.name in seen | TAKEN:
            yield Found(
                ("outside_numbers", place, "name"),
                f"‘{number.name}’ 이름은 이미 쓰고 있습니다. 번호마다 다른 이름을 적어 주세요.",
            )
        seen.add(number.name)


def columns_are_known(terms: RoundFile) -> Iterator[Found]:
    """Every column names something that a line of its kind has."""
    anywhere = terms.field_names()
    for place, order in enumerate(terms.column_orders):
        known = terms.field_names(order.rows)
        for row, column in enumerate(order.columns):
            path = ("column_orders", place, "columns", row)
            if column.field not in anywhere:
                sentence = (
                    f"‘{column.field}’ 항목이 없습니다. docs/round-file.md의 ‘외부 서식의 열’에서 골라 적어 주세요."
                )
                yield Found((*path, "field"), sentence)
            elif column.field not in known:
                sentence = f"‘{anywhere[column.field]}’ 열은 담는 줄이 지급(payments)일 때만 쓸 수 있습니다."
                yield Found((*path, "field"), sentence)
            elif column.fixed is not None and column.field != FIXED:
                yield Found((*path, "fixed"), "‘늘 같은 값’은 우리 항목에서 ‘늘 같은 값’을 고른 열에만 적습니다.")
