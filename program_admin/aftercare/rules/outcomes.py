"""How a visit can end, how far the system is used, and what each of these asks of the sheet."""

from enum import StrEnum


class Outcome(StrEnum):
    """방문 결과."""

    NORMAL = "normal"
    PROXY = "proxy"
    REFUSED = "refused"
    NO_EQUIPMENT = "no_equipment"
    MOVED = "moved"
    CLOSED = "closed"
    ABSENT = "absent"


OUTCOME_NAMES = {
    Outcome.NORMAL: "정상 점검",
    Outcome.PROXY: "대리 서명",
    Outcome.REFUSED: "서명 거부",
    Outcome.NO_EQUIPMENT: "설비 없음",
    Outcome.MOVED: "이전",
    Outcome.CLOSED: "폐업",
    Outcome.ABSENT: "부재",
}
FULL = frozenset({Outcome.NORMAL, Outcome.PROXY, Outcome.REFUSED})
COMPANY_SIGNS = frozenset({Outcome.NORMAL, Outcome.PROXY, Outcome.NO_EQUIPMENT})
VISITED_AGAIN = frozenset({Outcome.ABSENT, Outcome.MOVED})


class Operating(StrEnum):
    """시스템 가동 상태."""

    DAILY = "daily"
    PARTLY = "partly"
    NONE = "none"


OPERATING_NAMES = {Operating.DAILY: "매일 사용", Operating.PARTLY: "일부만 사용", Operating.NONE: "사용 안 함"}


class AssetState(StrEnum):
    """Whether a thing of the asset list was found."""

    PRESENT = "present"
    MOVED = "moved"
    MISSING = "missing"


ASSET_STATE_NAMES = {AssetState.PRESENT: "있음", AssetState.MOVED: "옮김", AssetState.MISSING: "없음"}
GRADE_NAMES = {"5": "매우 좋음", "4": "좋음", "3": "보통", "2": "나쁨", "1": "매우 나쁨"}
YES_NO_NAMES = {"yes": "예", "no": "아니오"}
