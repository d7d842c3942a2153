"""참여인력: the supplier's engineers that a draft names, row by row, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from program_admin.applications.rules.values import Fault, Filled
from program_admin.core.identifiers import digits_of, is_mobile, normalise_phone
from program_admin.core.korean import with_particle

SECTION = "supplier"
PARTS = ("name", "work", "phone", "email")
MOST_ROWS = 10
GROUP = "engineer"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class NamedEngineer:
    """One engineer as named: what they will do, the phone as digits, the e-mail; either may be empty."""

    row: int
    name: str
    work: str
    phone: str
    email: str

    @property
    def reachable(self) -> bool:
        """Whether a link can be sent to them."""
        return is_mobile(self.phone) or bool(_EMAIL.fullmatch(self.email))


def name_of(row: int, part: str) -> str:
    """The field of a row's part."""
    return f"{GROUP}-{row}-{part}"


FIELDS = tuple(name_of(row, part) for row in range(1, MOST_ROWS + 1) for part in PARTS)


def engineers_in(values: Mapping[str, str]) -> tuple[NamedEngineer, ...]:
    """Everybody named in these fields, in order; a row is there as soon as anything stands in it."""
    found = []
    for row in range(1, MOST_ROWS + 1):
        name, work, phone, email = (values.get(name_of(row, part), "").strip() for part in PARTS)
        if name or work or phone or email:
            found.append(NamedEngineer(row, name, work, digits_of(normalise_phone(phone) or phone), email))
    return tuple(found)


def engineer_faults(filled: Filled) -> Iterator[Fault]:
    """Too few for the round, a row without name or work, nobody to be reached, one person twice."""
    people, least = engineers_in(filled.values), filled.terms.suppliers.engineers_named_min
    if len(people) < least:
        missing = next(row for row in range(1, MOST_ROWS + 1) if row not in {each.row for each in people})
        sentence = f"투입할 기술자를 {least}명 이상 적어 주세요. 지금은 {len(people)}명입니다."
        yield Fault(SECTION, name_of(missing, "name"), sentence)
    seen: set[tuple[str, str]] = set()
    for each in people:
        yield from _row_faults(each, asked=bool(filled.terms.person_consents))
        if each.name and (each.name, each.phone or each.email) in seen:
            yield Fault(SECTION, name_of(each.row, "name"), f"{each.name}님을 두 번 적었습니다. 한 줄을 비워 주세요.")
        seen.add((each.name, each.phone or each.email))


def unregistered(people: tuple[NamedEngineer, ...], registered: frozenset[str]) -> tuple[str, ...]:
    """The names that are not on the supplier's list of engineers; nothing while it keeps no list."""
    return tuple(each.name for each in people if each.name and each.name not in registered) if registered else ()


def unregistered_objections(names: tuple[str, ...], supplier: str) -> list[str]:
    """Why engineers who are not on the supplier's list can't be named."""
    return [
        f"{with_particle(name, '은/는')} {supplier}의 등록 기술자가 아닙니다. 등록 기술자를 고르거나, "
        "공급기업에 기술자 등록을 부탁해 주세요."
        for name in names
    ]


def _row_faults(each: NamedEngineer, *, asked: bool) -> Iterator[Fault]:
    if not each.name:
        yield Fault(SECTION, name_of(each.row, "name"), f"{each.row}번째 줄의 기술자를 적어 주세요.")
    if not each.work:
        yield Fault(SECTION, name_of(each.row, "work"), f"{each.row}번째 줄 기술자가 맡을 일을 적어 주세요.")
    if each.phone and normalise_phone(each.phone) is None:
        sentence = "전화번호를 숫자로 적어 주세요. 예: 010-1234-5678"
        yield Fault(SECTION, name_of(each.row, "phone"), sentence)
    if each.email and not _EMAIL.fullmatch(each.email):
        yield Fault(SECTION, name_of(each.row, "email"), "전자우편 주소를 name@example.kr 형식으로 적어 주세요.")
    elif asked and not each.reachable and not each.email:
        sentence = f"{each.row}번째 줄 기술자의 휴대전화나 전자우편을 적어 주세요. 동의 요청을 보냅니다."
        yield Fault(SECTION, name_of(each.row, "phone"), sentence)
