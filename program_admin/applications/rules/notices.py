"""알림 문구: what a notice to an applicant says, and what is wrong with one that an officer wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from program_admin.core.korean import korean_date_weekday

LONGEST_TITLE, LONGEST_BODY = 60, 1_000


@dataclass(frozen=True, slots=True)
class Words:
    """The title and the text of a message."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A supplement that is still to come: what it is called, and its due day."""

    name: str
    due_on: date


def reminder_words(number: str, owed: Iterable[Owed], today: date) -> Words:
    """Remind of every supplement that is owed, the overdue ones said as such."""
    said = []
    for each in owed:
        late = ", 기한 지남" if each.due_on < today else ""
        said.append(f"{each.name}({korean_date_weekday(each.due_on)}까지{late})")
    return Words("보완 자료를 내 주세요", f"접수번호 {number}. 아직 내지 않은 보완이 있습니다: {', '.join(said)}.")


def result_words(number: str, *, eligible: bool, reason: str, desk: str) -> Words:
    """The result of screening; who is rejected reads why. `desk` is whom to ask."""
    if eligible:
        title, said = "요건검토를 마쳤습니다", "요건에 맞아 평가를 진행합니다. 평가 일정은 따로 알려 드립니다."
    else:
        title = "요건검토 결과를 알려 드립니다"
        said = f"요건에 맞지 않아 평가 대상에서 제외되었습니다. 사유: {reason}"
    return Words(title, f"접수번호 {number}. {said} 문의: {desk}")


def own_faults(title: str, body: str) -> dict[str, list[str]]:
    """What is wrong with an officer's own notice, by field."""
    said: dict[str, list[str]] = {}
    for name, label, text, longest in (
        ("title", "제목", title, LONGEST_TITLE),
        ("body", "내용", body, LONGEST_BODY),
    ):
        if not text.strip():
            said[name] = [f"알림의 {label}을 적어 주세요."]
        elif len(text.strip()) > longest:
            said[name] = [f"{label}은 {longest:,}자까지 적을 수 있습니다. 줄여 주세요."]
    return said
