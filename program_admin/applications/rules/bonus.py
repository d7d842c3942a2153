"""가점 증빙: how far the paper is that proves a claimed bonus."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from program_admin.applications.rules.papers import Slot, paper_objections
from program_admin.applications.rules.values import Filled, HandedPaper
from program_admin.programs.schema.evaluation import BonusItem


class EvidenceState(StrEnum):
    """How far the evidence of a bonus is."""

    MISSING = "missing"
    DOUBTFUL = "doubtful"
    HANDED = "handed"


EVIDENCE_WORDS = {
    EvidenceState.MISSING: ("아직 없음", "outline"),
    EvidenceState.DOUBTFUL: ("확인 필요", "warning"),
    EvidenceState.HANDED: ("올림", "success"),
}


def claimed_items(filled: Filled) -> tuple[BonusItem, ...]:
    """The bonus items claimed, in the order of the round."""
    codes = set(filled.bonus_codes)
    return tuple(item for item in filled.terms.evaluation.bonus.items if item.code in codes)


def evidence_state(slot: Slot, handed: Iterable[HandedPaper], today: date, *, warned: bool = False) -> EvidenceState:
    """How far the evidence is: `warned` when a file holds what somebody must look at."""
    files = [each for each in handed if each.paper == slot.code]
    if not files:
        return EvidenceState.MISSING
    doubted = warned or any(paper_objections(slot, each, today) for each in files)
    return EvidenceState.DOUBTFUL if doubted else EvidenceState.HANDED


def evidence_objections(slot: Slot, handed: Sequence[tuple[HandedPaper, date]]) -> list[str]:
    """What speaks against the evidence of a bonus, each file on the day it was handed in."""
    if not handed:
        return [f"증빙({slot.name})을 내지 않았습니다. 보완을 요청하거나 인정하지 말아 주세요."]
    return [sentence for paper, on in handed for sentence in paper_objections(slot, paper, on)]


def unproven(filled: Filled) -> frozenset[str]:
    """The claimed items whose evidence is not handed in: they can't be accepted."""
    given = {each.paper for each in filled.papers}
    return frozenset(item.code for item in claimed_items(filled) if item.paper and item.paper not in given)
