"""When a corrective action is late, and what speaks against answering or closing it."""

from datetime import date


def is_late(due_on: date, closed_on: date) -> bool:
    """Whether it was closed (or is still open) after its last day."""
    return closed_on > due_on


def answer_faults(words: str) -> dict[str, list[str]]:
    """What is wrong with an answer."""
    return {} if words.strip() else {"words": ["무엇을 어떻게 고쳤는지 적어 주세요."]}
