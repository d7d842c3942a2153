"""The approval number of an electronic tax invoice (전자세금계산서 승인번호)."""

import re
from datetime import date

LENGTH = 24
_SHAPE = re.compile(r"[0-9A-Z]{24}")
TAKEN = "다른 청구에 이미 쓴 세금계산서 승인번호입니다. 이번 청구의 세금계산서를 확인해 주세요."


def invoice_number(typed: str) -> str:
    """The number as it is kept: upper case, without hyphens and blanks."""
    return re.sub(r"[\s-]", "", typed).upper()


def invoice_faults(number: str, today: date) -> list[str]:
    """What is wrong with a cleaned number: 24 letters or digits that begin with the day of issue, not a later one."""
    if not _SHAPE.fullmatch(number):
        return [f"세금계산서 승인번호는 숫자와 영문 {LENGTH}자리입니다. 지금은 {len(number)}자리입니다."]
    try:
        issued = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return ["승인번호의 앞 8자리는 작성일입니다(예: 20260309). 번호를 다시 확인해 주세요."]
    if issued > today:
        return ["승인번호의 작성일이 오늘보다 뒤입니다. 번호를 다시 확인해 주세요."]
    return []
