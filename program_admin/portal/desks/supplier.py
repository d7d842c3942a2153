"""The supplier's desk: its registration, its projects and its scorecard."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import agreements_of
from program_admin.core.korean import korean_date, korean_period
from program_admin.portal.desks.blocks import Block, Cell, Figures, Table
from program_admin.portal.links import link_to, linked
from program_admin.suppliers.models import Supplier
from program_admin.suppliers.queries import engineers_of, open_project_count, solutions_of, supplier_of
from program_admin.suppliers.scorecards import scorecard
from program_admin.suppliers.states import PROCESS

HEADS = (("과제", "wide"), ("협약번호", ""), ("도입기업", ""), ("기간", ""))
UNREGISTERED = "공급기업을 아직 등록하지 않았습니다. ‘우리 기업’에서 등록해 주세요."


def blocks(person: Person, now: datetime) -> list[Block]:
    """What the supplier is registered as, what its work was worth so far, and its projects."""
    supplier = supplier_of(person)
    if supplier is None:
        return [Table("우리 기업", (("이름", ""),), (), UNREGISTERED, "공급기업 등록", link_to("suppliers.new"))]
    rows = tuple(_row(each) for each in agreements_of(person) if each.supplier_id == supplier.id)
    return [_figures(supplier, now), Table("우리 과제", HEADS, rows, "아직 맡은 과제가 없습니다.")]


def _figures(supplier: Supplier, now: datetime) -> Figures:
    card = scorecard(supplier.id, now)
    points = "–" if card.overall is None else f"{card.overall.normalize():f}"
    waiting = f"의견을 낼 수 있는 기록 {card.waiting}건" if card.waiting else "반영된 기록 기준"
    offered = len(solutions_of([supplier.id]))
    state = PROCESS.label(supplier.status, staff=False)
    return Figures(
        supplier.name,
        (
            ("등록 상태", state, "", supplier.registration_number or f"{korean_date(supplier.created_at.date())} 신청"),
            ("진행 중 과제", str(open_project_count(supplier.id)), "건", ""),
            ("성과 종합", points, "점" if card.overall is not None else "", waiting),
            ("솔루션", str(offered), "개", f"기술자 {len(engineers_of(supplier.id))}명"),
        ),
        link="성과 보기",
        href=link_to("suppliers.scorecard", "suppliers.show", supplier_id=supplier.id),
    )


def _row(agreement: Agreement) -> tuple[Cell, ...]:
    return (
        linked(agreement.title, "agreements.show", agreement_id=agreement.id),
        agreement.number,
        agreement.company_name,
        korean_period(agreement.starts_on, agreement.ends_on),
    )
