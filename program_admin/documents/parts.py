"""Values that many documents are made of: items of a letter, approvals, signatures, the official letter itself."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a letter's body with the items below it; its mark comes from its place (1. 가. 1) 가) …)."""

    text: str
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """One signer in a letter's foot: role (기안·검토·협조·결재), position, name, 전결 or 대결, and the day."""

    role: str
    position: str
    name: str
    note: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of a signature table; `drawing` is a PNG data address, `signed_at` None leaves room for a pen."""

    affiliation: str
    name: str
    signed_at: datetime | None = None
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter (공문, 행정업무규정 시행규칙): head, body, foot.

    `sealed` draws the seal and may be true only after final approval and release by the seal's keeper; `seal_omitted`
    prints 직인생략 instead. An empty `dispatch_number` prints our own issue number as 시행번호.
    """

    recipient: str
    subject: str
    items: tuple[Item, ...]
    sender: str
    approvals: tuple[Approval, ...]
    dispatched_on: date
    disclosure: str = "대국민 공개"
    via: str = ""
    attachments: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    dispatch_number: str = ""
    website: str = ""
    contact: str = ""
    sealed: bool = False
    seal_omitted: bool = False
