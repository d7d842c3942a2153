"""신청 경로: a telephone, e-mail, device or helper that several applying companies share; shown, never a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from program_admin.core.identifiers import normalise_phone
from program_admin.core.korean import mask_email, mask_phone


class Kind(StrEnum):
    """What companies may share."""

    PHONE = "phone"
    EMAIL = "email"
    DEVICE = "device"
    ADDRESS = "address"
    DELEGATE = "delegate"


@dataclass(frozen=True, slots=True)
class Use:
    """A company uses a value somewhere (`where`: its main number, the contact of its plan …)."""

    kind: Kind
    value: str
    company: str
    where: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A value the company shares with others: the finding as a sentence, and where each of them uses it."""

    kind: Kind
    sentence: str
    evidence: str
    companies: tuple[str, ...]


LABELS = {
    Kind.PHONE: "담당자 연락처",
    Kind.EMAIL: "전자우편",
    Kind.DEVICE: "로그인한 기기",
    Kind.ADDRESS: "접속 주소",
    Kind.DELEGATE: "대리 작성자",
}
MOST_NAMED = 5


def shared_uses(own: Iterable[Use], others: Iterable[Use]) -> tuple[Shared, ...]:
    """Every value of the company that another one uses too, by kind and value."""
    mine: dict[tuple[Kind, str], list[Use]] = {}
    for use in own:
        mine.setdefault((use.kind, use.value), []).append(use)
    theirs: dict[tuple[Kind, str], list[Use]] = {}
    for use in others:
        if (use.kind, use.value) in mine:
            theirs.setdefault((use.kind, use.value), []).append(use)
    order = list(Kind)
    keys = sorted(theirs, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(_shared(mine[key], theirs[key]) for key in keys)


def _shared(own: list[Use], others: list[Use]) -> Shared:
    kind, value = own[0].kind, own[0].value
    companies = tuple(dict.fromkeys(sorted(use.company for use in others)))
    return Shared(
        kind=kind,
        sentence=f"{_what(kind, value, len(companies) + 1)} 함께 쓴 기업: {_listed(companies)}. {_advice(kind)}",
        evidence="; ".join(dict.fromkeys(f"{use.company}: {use.where}" for use in (*own, *others[:MOST_NAMED]))),
        companies=companies,
    )


def _what(kind: Kind, value: str, count: int) -> str:
    match kind:
        case Kind.PHONE:
            return f"같은 전화번호({mask_phone(normalise_phone(value) or value)})를 {count}개 기업이 씁니다."
        case Kind.EMAIL:
            return f"같은 전자우편({mask_email(value)})을 {count}개 기업이 씁니다."
        case Kind.DEVICE:
            return f"같은 기기에서 {count}개 기업의 담당자가 로그인했습니다."
        case Kind.ADDRESS:
            return f"같은 접속 주소({value})에서 {count}개 기업의 담당자가 로그인했습니다."
        case Kind.DELEGATE:
            return f"같은 대리 작성자에게 {count}개 기업이 작성을 맡겼습니다."


def _advice(kind: Kind) -> str:
    if kind is Kind.ADDRESS:
        return "같은 건물이나 공용 통신망이면 있을 수 있는 일입니다."
    return "기업이 직접 신청했는지 확인해 주세요."


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown} 외 {len(names) - MOST_NAMED}곳"
