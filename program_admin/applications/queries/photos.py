"""사진 활용: whether photos of a company may be used beyond its own case, by its consent and what became of it."""

from dataclasses import dataclass

from program_admin.applications.models import Application
from program_admin.applications.queries.consents import Given, given_consents
from program_admin.core.korean import korean_date
from program_admin.programs.schema.paperwork import ConsentKind


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """Whether photos may be used beyond the case (홍보, 사례집), and the sentence that says so beside them."""

    sentence: str
    allowed: bool = False


def photo_use_of(application: Application) -> PhotoUse:
    """Return what the company's consent allows now; without one nothing is allowed beyond the case."""
    asked = [each for each in given_consents(application) if each.wording.kind is ConsentKind.PHOTOS]
    given = next((each for each in asked if each.in_force), None)
    if given is not None and given.at is not None:
        return PhotoUse(
            f"홍보에 쓸 수 있습니다({korean_date(given.at)} 동의, {given.wording.purpose}, "
            f"보유 기간 {given.wording.period}).",
            allowed=True,
        )
    return PhotoUse(f"{_why_not(asked)} 과제 확인에만 쓰고 홍보에는 쓰지 않습니다.")


def _why_not(asked: list[Given]) -> str:
    """Why photos stay within the case."""
    back = next((each for each in asked if each.withdrawn_at is not None), None)
    if back is not None and back.withdrawn_at is not None:
        return f"기업이 {korean_date(back.withdrawn_at)} 사진 활용 동의를 철회했습니다."
    return "기업이 사진 활용에 동의하지 않았습니다." if asked else "이 사업은 사진 활용 동의를 받지 않았습니다."
