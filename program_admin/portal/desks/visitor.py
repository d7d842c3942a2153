"""The visitor's desk: the inspections of this person."""

from datetime import datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.agreements.models import Inspection, InspectionStatus
from program_admin.core.database import db
from program_admin.core.korean import korean_date_weekday
from program_admin.portal.desks.blocks import Block, Cell, Table
from program_admin.portal.links import linked

HEADS = (("기업", "wide"), ("점검", ""), ("날짜", ""), ("상태", ""))
STATES = {
    InspectionStatus.PLANNED: "점검 예정",
    InspectionStatus.REPORTED: "점검표 냄",
    InspectionStatus.SUPPLEMENT_ASKED: "보완 요청",
    InspectionStatus.SUPPLEMENTED: "보완 제출",
    InspectionStatus.WAITING: "결재 중",
    InspectionStatus.APPROVED: "승인",
}


def blocks(person: Person, _now: datetime) -> list[Block]:
    """The person's inspections, the next one first."""
    mine = select(Inspection).where(Inspection.inspector_id == person.id).order_by(Inspection.planned_on, Inspection.id)
    rows = tuple(_row(each) for each in db.session.scalars(mine))
    return [Table("내 점검", HEADS, rows, "맡은 점검이 없습니다. 배정되면 여기에 나타납니다.")]


def _row(inspection: Inspection) -> tuple[Cell, ...]:
    return (
        linked(inspection.agreement.company_name, "inspections.show", inspection_id=inspection.id),
        inspection.name,
        korean_date_weekday(inspection.planned_on),
        STATES[InspectionStatus(inspection.status)],
    )
