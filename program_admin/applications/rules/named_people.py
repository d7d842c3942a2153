"""이름이 적힌 사람의 동의: whether each person named in an application agreed, and what is said about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from program_admin.core.identifiers import is_mobile
from program_admin.core.korean import korean_date, korean_datetime


class Answer(StrEnum):
    """How far a named person's consent is."""

    MEMBER = "member"
    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    EXPIRED = "expired"
    AGREED = "agreed"
    REFUSED = "refused"


_ADVICE = {
    Answer.WAITING: "받은 주소에서 답하도록 알려 주세요.",
    Answer.REFUSED: "다른 사람을 적어 주세요.",
}
SETTLED = frozenset({Answer.MEMBER, Answer.AGREED})


@dataclass(frozen=True, slots=True)
class Named:
    """A person named in an application: in which role, how reached, and how far the consent is (since `at`).

    `key` names the place in the application: "contact", "engineer-1", "" for somebody asked after it was handed in.
    """

    role: str
    name: str
    phone: str
    answer: Answer
    at: datetime | None = None
    email: str = ""
    key: str = ""

    @property
    def reachable(self) -> bool:
        """Whether a link can be sent."""
        return is_mobile(self.phone) or bool(self.email)


def answer_of(*, agreed: bool | None, expires_at: datetime, now: datetime) -> Answer:
    """How far a request is: answered, expired, or waiting."""
    if agreed is not None:
        return Answer.AGREED if agreed else Answer.REFUSED
    return Answer.EXPIRED if expires_at <= now else Answer.WAITING


def words_of(named: Named) -> tuple[str, str]:
    """The state in words for the company, with a tone."""
    moment = korean_datetime(named.at) if named.at else ""
    match named.answer:
        case Answer.MEMBER:
            return "가입할 때 동의함", "success"
        case Answer.NOT_ASKED:
            return "아직 묻지 않음" if named.reachable else "보낼 연락처 없음", "warning"
        case Answer.WAITING:
            return f"답을 기다림 · {korean_date(named.at)} 보냄" if named.at else "답을 기다림", "information"
        case Answer.EXPIRED:
            return "기한 지남", "warning"
        case Answer.AGREED:
            return f"동의함 ({moment})", "success"
        case Answer.REFUSED:
            return f"동의하지 않음 ({moment})", "danger"


def missing_consents(people: Iterable[Named]) -> list[str]:
    """A sentence for each named person who did not agree."""
    return [
        f"{each.role} {each.name}님의 개인정보 동의를 받지 못했습니다({words_of(each)[0]}). "
        + _ADVICE.get(each.answer, "동의 요청을 보내 주세요.")
        for each in people
        if each.answer not in SETTLED
    ]
