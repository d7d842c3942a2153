"""제출 뒤 바뀜: what differs between the company as it was handed in and as it stands now, and beside which finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from program_admin.applications.rules.screening import Group, group_of
from program_admin.applications.rules.sharing import Kind
from program_admin.programs.schema.eligibility import EligibilityRule
from program_admin.programs.schema.papers import Fact, Paper

NOTHING = "없음"
SITES = "site-"
"""How the keys of sites begin: "site-3-address" is the address of the third site of the copy."""
_OF_RULE: Mapping[str, tuple[str, ...]] = {
    "size_class": ("size_class",),
    "ksic": ("ksic",),
    "employees": ("employees",),
    "age": ("founded_on",),
    "plant_in_korea": (SITES,),
    "region": (SITES,),
    "district": (SITES,),
}
_OF_FACT: Mapping[Fact, tuple[str, ...]] = {
    Fact.SITE_KIND: (SITES,),
    Fact.VAT_EXEMPT: ("vat_exempt",),
    Fact.UNDER_THREE_YEARS: ("under_three_years",),
}
_OF_CONTACT: Mapping[str, tuple[str, ...]] = {Kind.PHONE: ("phone",), Kind.EMAIL: ("email",)}


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words, under a key that tells it apart: "employees", "site-1-address", "year-2025-revenue_won"."""

    key: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, from what to what, in words."""

    key: str
    what: str
    before: str
    now: str


def changes(before: Iterable[Value], now: Iterable[Value]) -> tuple[Change, ...]:
    """Return every value that differs, in the order of the copy; what is only there now comes last."""
    old, new = {each.key: each for each in before}, {each.key: each for each in now}
    return tuple(
        Change(key, (old.get(key) or new[key]).what, _text(old.get(key)), _text(new.get(key)))
        for key in {**old, **new}
        if _text(old.get(key)) != _text(new.get(key))
    )


def beside(
    item: str, found: Iterable[Change], rules: Iterable[EligibilityRule], papers: Iterable[Paper]
) -> tuple[Change, ...]:
    """Return the changes that the finding of an item rests on (`item` is the item's code on the sheet)."""
    keys = _keys(item, {each.code: each for each in rules}, {each.code: each for each in papers})
    whole = tuple(key for key in keys if key.endswith("-"))
    return tuple(each for each in found if each.key in keys or each.key.startswith(whole))


def _keys(item: str, rules: Mapping[str, EligibilityRule], papers: Mapping[str, Paper]) -> tuple[str, ...]:
    group, code = group_of(item), item.partition("-")[2]
    match group:
        case Group.ELIGIBILITY:
            return _OF_RULE.get(rules[code].kind, ()) if code in rules else ()
        case Group.SITE:
            return (f"{SITES}{code}-",)
        case Group.PAPER:
            condition = papers[code].when if code in papers else None
            return _OF_FACT.get(condition.fact, ()) if condition is not None else ()
        case Group.CONTACT:
            return _OF_CONTACT.get(code, ())
        case _:
            return ()


def _text(value: Value | None) -> str:
    return (value.text if value is not None else "") or NOTHING
