"""Whether money may go out: the business status of who is paid (휴·폐업 조회)."""

from datetime import date

ACTIVE = "active"


def payee_objections(status: str, checked_on: date | None) -> list[str]:
    """Why a payment can't be put up for approval; the look-up itself is dated and kept."""
    if not status or checked_on is None:
        return ["휴·폐업 조회 결과와 조회한 날을 먼저 적어 주세요."]
    if status != ACTIVE:
        return ["받는 곳이 휴업이나 폐업 상태입니다. 지급할 수 없으니 사유를 적어 반려해 주세요."]
    return []


def check_faults(checked_on: date, *, claimed_on: date, today: date) -> dict[str, list[str]]:
    """What is wrong with the day of the look-up: it lies between the claim and today."""
    if checked_on > today:
        return {"checked_on": ["조회한 날은 오늘이거나 지난 날이어야 합니다."]}
    if checked_on < claimed_on:
        return {"checked_on": ["지급을 신청한 날 뒤에 조회한 결과를 적어 주세요."]}
    return {}
