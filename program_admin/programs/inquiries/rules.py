"""What must hold of a question on a round and of its public answer."""

import re

MOST_WAITING = 5
_TELLING = (
    (re.compile(r"(?<!\d)\d{3}-?\d{2}-?\d{5}(?!\d)"), "사업자등록번호"),
    (re.compile(r"(?<!\d)\d{6}-?\d{7}(?!\d)"), "법인등록번호나 주민등록번호"),
    (re.compile(r"(?<!\d)01[016-9]-?\d{3,4}-?\d{4}(?!\d)"), "휴대전화 번호"),
)


def telling(text: str) -> list[str]:
    """What in a public text tells who asked: numbers of a firm or a person."""
    found = [name for pattern, name in _TELLING if pattern.search(text)]
    if not found:
        return []
    return [f"{', '.join(found)}처럼 보이는 숫자가 있습니다. 누구의 문의인지 알 수 없게 지우고 다시 적어 주세요."]


def too_many_waiting(waiting: int) -> list[str]:
    """The refusal to somebody whose questions are still waiting."""
    if waiting < MOST_WAITING:
        return []
    return [f"답변을 기다리는 문의가 {waiting}건 있습니다. 답변을 받은 뒤 다시 문의하거나 전화로 물어 주세요."]


def unchanged(before: tuple[str, str], after: tuple[str, str]) -> list[str]:
    """The refusal of a correction that corrects nothing."""
    return [] if before != after else ["바뀐 것이 없습니다. 질문이나 답변을 고친 뒤 저장해 주세요."]
