"""What makes a signature on screen valid."""


def signature_faults(typed: str, drawing: str, *, own_name: str) -> dict[str, list[str]]:
    """What is wrong with a signature: nothing given, or another name than the signer's own."""
    if not typed and not drawing:
        return {"signature_typed": ["서명을 그리거나 이름을 입력해 주세요."]}
    if typed and typed.replace(" ", "") != own_name.replace(" ", ""):
        return {"signature_typed": [f"로그인한 사람의 이름({own_name})을 그대로 입력해 주세요."]}
    return {}
