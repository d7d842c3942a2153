"""A kind of document for trying things out, an officer, and files of every type."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.roles import Role
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.documents import jobs
from program_admin.documents.kinds import DocumentKind, register
from program_admin.documents.parts import Approval, Item, Letter
from program_admin.documents.services import issue
from program_admin.jobs.runner import run_pending

assert jobs  # registers the job that renders


@dataclass(frozen=True, slots=True)
class Notice(Letter):
    """A letter about a result, with a score anybody may check."""

    score: Decimal = Decimal(0)


NOTICE = register(
    DocumentKind(
        code="test-notice",
        title="선정 결과 통보",
        template="documents/letter.html",
        number_prefix="시험-통보",
        version=1,
        content_type=Notice,
        public_fields=(("subject", "제목"), ("score", "점수"), ("dispatched_on", "시행일")),
    )
)


def notice(**values) -> Notice:
    """A short letter; any part of it can be replaced."""
    parts = {
        "recipient": "주식회사 한울정밀 대표이사",
        "subject": "2026년 서울형 스마트공장 선정 결과 통보",
        "items": (Item("선정되었습니다."), Item("제출할 서류", (Item("협약서"), Item("보증보험증권")))),
        "sender": "서울테크노파크원장",
        "approvals": (
            Approval("기안", "주임", "김담당"),
            Approval("결재", "센터장", "박센터", "전결", date(2026, 3, 9)),
        ),
        "dispatched_on": date(2026, 3, 9),
        "score": Decimal("88.00"),
    }
    return Notice(**(parts | values))


@pytest.fixture
def person(app, clock):
    """Make a person with a role."""

    def make(role: Role = Role.OFFICER, phone: str = "01011112222") -> Person:
        made = Person(name="김담당", phone=phone, created_at=program_clock.now())
        made.grants.append(RoleGrant(role=role, granted_at=program_clock.now()))
        db.session.add(made)
        db.session.commit()
        return made

    return make


@pytest.fixture
def officer(person) -> Person:
    """An officer."""
    return person()


@pytest.fixture
def issued(officer):
    """Issue a letter, and render it unless told otherwise."""

    def make(content: Notice | None = None, *, recipient: str = "주식회사 한울정밀", rendered: bool = True):
        with transaction() as now:
            made = issue(
                NOTICE.code,
                content or notice(),
                subject=("application", new_id()),
                recipient=recipient,
                by=officer,
                now=now,
            )
        if rendered:
            assert run_pending() == 1
            db.session.expire_all()
        return made

    return make
