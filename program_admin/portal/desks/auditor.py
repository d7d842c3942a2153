"""The auditor's desk: the state of the trail, and who looked at personal data last."""

from datetime import datetime, timedelta

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.audit.models import AccessEntry
from program_admin.core.database import db
from program_admin.core.korean import korean_datetime
from program_admin.portal.desks.blocks import Block, Figures, Table
from program_admin.portal.links import link_to
from program_admin.portal.queries.verification import entries_count, entries_since, last_check
from program_admin.portal.subjects import Names

HEADS = (("때", ""), ("본 사람", ""), ("누구의", ""), ("무엇을", ""), ("사유", ""))
NEWEST = 5


def blocks(_person: Person, now: datetime) -> list[Block]:
    """What the last check of the trail said, and the newest looks at personal data."""
    names = Names()
    newest = db.session.scalars(select(AccessEntry).order_by(AccessEntry.at.desc(), AccessEntry.id).limit(NEWEST))
    rows = tuple(
        (
            korean_datetime(each.at),
            names.person(each.person_id),
            names.with_kind(each.whose_kind, each.whose_id),
            each.what,
            each.why or "–",
        )
        for each in newest
    )
    looked = Table(
        "최근 개인정보 접속",
        HEADS,
        rows,
        "개인정보를 본 기록이 없습니다.",
        "접속기록 전체",
        link_to("portal.access_log"),
    )
    return [_trail(now), looked]


def _trail(now: datetime) -> Figures:
    checked = last_check()
    figures = (
        ("감사 기록", f"{entries_count():,}", "건", f"최근 하루 {entries_since(now - timedelta(days=1)):,}건"),
        (
            "마지막 확인",
            "없음" if checked is None else "온전함" if not checked.damaged else "손상됨",
            "",
            "아직 확인하지 않았습니다" if checked is None else korean_datetime(checked.at),
        ),
    )
    tone = "danger" if checked and checked.damaged else "success"
    return Figures(
        "감사 기록", figures, checked.sentence if checked else "", tone, "기록 보고 확인하기", link_to("portal.trail")
    )
