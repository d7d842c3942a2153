"""What waits for a signature: for approvers, and for officers who review."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.portal.desks.blocks import Block, Table
from program_admin.portal.subjects import cell_of
from program_admin.workflow.approval import waiting_for_person

HEADS = (("제목", "wide"), ("금액", "num"), ("할 일", ""), ("기안", ""), ("올린 날", ""))


def blocks(person: Person, _now: datetime) -> list[Block]:
    """Every approval whose next seat this person may sign, oldest first."""
    waiting = waiting_for_person(person)
    names = names_of({each.drafted_by for each in waiting})
    rows = tuple(
        (
            cell_of(each.title, each.subject_kind, each.subject_id, each.act),
            won(each.amount_won) if each.amount_won is not None else "–",
            each.next_seat.label if each.next_seat else "–",
            names.get(each.drafted_by, ""),
            korean_date(to_seoul(each.drafted_at).date()),
        )
        for each in waiting
    )
    return [Table("결재를 기다리는 건", HEADS, rows, "결재할 건이 없습니다.")]
