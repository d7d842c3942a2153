"""What must hold of passwords."""

import re

SHORTEST = 10
HINT = "10자 이상으로 정해 주세요. 기억하기 쉬운 문장도 좋습니다. 이름이나 전화번호는 넣을 수 없습니다."
_COMMON = ("1234567890", "0123456789", "qwertyuiop", "password", "비밀번호", "asdfghjkl")


def weak_password(password: str, *, name: str = "", phone: str = "") -> list[str]:
    """Why a password can't be used; `phone` in any spelling (개인정보의 안전성 확보조치 기준 제5조)."""
    found = []
    if len(password) < SHORTEST:
        found.append(f"비밀번호는 {SHORTEST}자 이상이어야 합니다. 지금은 {len(password)}자입니다.")
    folded = password.casefold()
    if len(set(password)) < 4 or any(word in folded and len(folded) < len(word) + 5 for word in _COMMON):
        found.append("너무 쉽게 짐작할 수 있는 비밀번호입니다. 다른 낱말이나 숫자를 섞어 주세요.")
    digits = re.sub(r"\D", "", phone)
    if digits and digits[-8:] in re.sub(r"[\s-]", "", password):
        found.append("비밀번호에 휴대전화 번호를 넣을 수 없습니다.")
    if len(name) >= 2 and name.casefold() in folded:
        found.append("비밀번호에 이름을 넣을 수 없습니다.")
    return found
