"""When a project may run."""

from datetime import date, timedelta

from program_admin.core.korean import korean_date
from program_admin.core.periods import months_later

Faults = dict[str, list[str]]


def latest_end(starts_on: date, months_max: int) -> date:
    """The last day a project may end that starts on that day and may take so many months (공고: 최대 구축 기간)."""
    return months_later(starts_on, months_max) - timedelta(days=1)


def period_faults(starts_on: date, ends_on: date, *, months_max: int) -> Faults:
    """Everything wrong with the dates of a project, by field."""
    if ends_on <= starts_on:
        return {"ends_on": ["끝나는 날은 시작하는 날보다 뒤여야 합니다. 날짜를 다시 확인해 주세요."]}
    last = latest_end(starts_on, months_max)
    if ends_on > last:
        said = f"구축 기간은 {months_max}개월까지입니다. 끝나는 날을 {korean_date(last)} 이전으로 고쳐 주세요."
        return {"ends_on": [said]}
    return {}


def on_time(finished_on: date, ends_on: date) -> bool:
    """Whether the completion report came within the agreed period (완료보고 기준)."""
    return finished_on <= ends_on
