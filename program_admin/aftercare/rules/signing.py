"""What makes the end of a visit valid: who signs, who refuses before whom."""

import re
from dataclasses import dataclass

from program_admin.aftercare.rules.outcomes import COMPANY_SIGNS, Outcome

Faults = dict[str, list[str]]
LARGEST_DRAWING = 400_000
_DRAWING = re.compile(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class SignedBy:
    """The visitor's signature and the company's: drawings are PNG data addresses or empty, the rest is typed."""

    visitor_typed: str = ""
    visitor_drawing: str = ""
    company_name: str = ""
    company_position: str = ""
    company_typed: str = ""
    company_drawing: str = ""
    reason: str = ""
    witness: str = ""


def signing_faults(outcome: Outcome, signed: SignedBy, *, visitor_name: str) -> Faults:
    """What is wrong with the signatures, by field."""
    found = _visitor_faults(signed, visitor_name)
    for name, drawing in (("visitor_typed", signed.visitor_drawing), ("company_typed", signed.company_drawing)):
        if drawing and (len(drawing) > LARGEST_DRAWING or not _DRAWING.fullmatch(drawing)):
            found[name] = ["서명 그림을 읽지 못했습니다. ‘다시 쓰기’를 눌러 다시 서명해 주세요."]
    if outcome in COMPANY_SIGNS:
        found = _company_faults(outcome, signed) | found
    if outcome is Outcome.REFUSED:
        if not signed.reason:
            found["reason"] = ["서명을 거부한 사유를 적어 주세요."]
        if not signed.witness:
            found["witness"] = ["함께 본 사람(입회자)의 이름을 적어 주세요."]
        elif _plain(signed.witness) == _plain(visitor_name):
            found["witness"] = ["입회자는 점검위원이 아닌 사람이어야 합니다."]
    return found


def _visitor_faults(signed: SignedBy, visitor_name: str) -> Faults:
    if not signed.visitor_typed and not signed.visitor_drawing:
        return {"visitor_typed": ["점검위원 서명을 그리거나 이름을 입력해 주세요."]}
    if signed.visitor_typed and _plain(signed.visitor_typed) != _plain(visitor_name):
        return {"visitor_typed": [f"로그인한 사람의 이름({visitor_name})을 그대로 입력해 주세요."]}
    return {}


def _company_faults(outcome: Outcome, signed: SignedBy) -> Faults:
    found: Faults = {}
    if not signed.company_name:
        found["company_name"] = ["서명하는 사람의 이름을 적어 주세요."]
    if not signed.company_position:
        proxy = "대리로 서명하는 사람의 직위를 적어 주세요." if outcome is Outcome.PROXY else "직위를 적어 주세요."
        found["company_position"] = [proxy]
    if not signed.company_typed and not signed.company_drawing:
        found["company_typed"] = ["기업 담당자 서명을 그리거나 이름을 입력해 주세요."]
    elif signed.company_typed and _plain(signed.company_typed) != _plain(signed.company_name):
        found["company_typed"] = ["위에 적은 이름과 같게 입력해 주세요."]
    return found


def _plain(name: str) -> str:
    return "".join(name.split())
