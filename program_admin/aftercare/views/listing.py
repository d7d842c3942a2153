"""The lists of visits and of corrective actions: columns and filters."""

from flask import url_for
from sqlalchemy import ColumnElement, select

from program_admin.aftercare.models import CorrectiveAction, CorrectiveStatus, Status, Visit
from program_admin.aftercare.queries.visits import OPEN
from program_admin.aftercare.rules.outcomes import OUTCOME_NAMES, Outcome
from program_admin.aftercare.states import CORRECTIVE, PROCESS
from program_admin.agreements.models import Agreement
from program_admin.core.clock import today
from program_admin.core.codes import SEOUL_DISTRICTS
from program_admin.core.database import db
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Listing


def visits_listing(*, staff: bool) -> Listing[Visit]:
    """Every visit a person may see; filters for the centre's own people."""
    return Listing(
        name="visits",
        title="사후관리 방문",
        columns=_visit_columns(staff=staff),
        identity=Visit.id,
        order="due",
        empty="아직 방문이 없습니다. 과제를 마치면 방문 계획이 여기에 나타납니다.",
        filters=_filters() if staff else (),
        search=Visit.search_text,
        search_hint="기업, 공급기업, 협약번호로 찾기",
    )


def actions_listing(*, staff: bool) -> Listing[CorrectiveAction]:
    """Every corrective action a person may see."""
    return Listing(
        name="corrective-actions",
        title="시정조치",
        columns=(
            Column("what", "시정할 내용", lambda row: row.what, link=_action, width=40),
            Column("company", "기업", lambda row: row.visit.agreement.company_name, width=26),
            Column("supplier", "공급기업", lambda row: row.visit.agreement.supplier_name, width=26),
            Column("due", "기한", lambda row: row.due_on, kind=Kind.DATE, order=CorrectiveAction.due_on),
            Column(
                "status",
                "상태",
                lambda row: "늦음" if is_overdue(row) else CORRECTIVE.label(row.status, staff=staff),
                kind=Kind.BADGE,
                tone=lambda row: "danger" if is_overdue(row) else CORRECTIVE.tone(row.status),
                order=CorrectiveAction.status,
            ),
        ),
        identity=CorrectiveAction.id,
        order="due",
        empty="시정조치가 없습니다. 방문에서 고칠 점이 나오면 여기에 나타납니다.",
        filters=(
            ChoiceFilter(
                "status",
                "상태",
                tuple((state.value, CORRECTIVE.label(state, staff=staff)) for state in CorrectiveStatus),
                column=CorrectiveAction.status,
            ),
            ChoiceFilter("late", "기한", (("yes", "늦은 것만"),), condition=_overdue),
        ),
        search=CorrectiveAction.search_text,
        search_hint="내용, 기업, 공급기업으로 찾기",
    )


def _visit_columns(*, staff: bool) -> tuple[Column[Visit], ...]:
    status = Column[Visit](
        "status",
        "상태",
        lambda row: "늦음" if is_late(row) else PROCESS.label(row.status, staff=staff),
        kind=Kind.BADGE,
        tone=lambda row: "danger" if is_late(row) else PROCESS.tone(row.status),
        order=Visit.status,
    )
    return (
        Column(
            "company",
            "기업",
            lambda row: row.agreement.company_name,
            order=Agreement.company_name,
            link=_show,
            width=28,
        ),
        Column("name", "방문", lambda row: row.name),
        Column("due", "기한", lambda row: row.due_on, kind=Kind.DATE, order=Visit.due_on),
        Column("day", "방문일", lambda row: row.planned_for, kind=Kind.DATE, order=Visit.planned_for),
        *(_FOR_STAFF if staff else ()),
        status,
        Column("outcome", "결과", lambda row: OUTCOME_NAMES[Outcome(row.outcome)] if row.outcome else ""),
        Column(
            "supplier", "공급기업", lambda row: row.agreement.supplier_name, order=Agreement.supplier_name, width=28
        ),
        *(_HIDDEN_FOR_STAFF if staff else ()),
    )


_FOR_STAFF: tuple[Column[Visit], ...] = (
    Column("visitor", "점검위원", lambda row: row.visitor.name if row.visitor else ""),
    Column("risk", "위험", lambda row: "위험" if row.risky else "", order=Visit.risky),
)
_HIDDEN_FOR_STAFF: tuple[Column[Visit], ...] = (
    Column("number", "협약번호", lambda row: row.agreement.number, order=Agreement.number, shown=False),
    Column(
        "district",
        "자치구",
        lambda row: SEOUL_DISTRICTS.name_of(row.district) if row.district else "서울 밖",
        order=Visit.district,
        shown=False,
    ),
)


def is_late(visit: Visit) -> bool:
    """Whether a visit's last day has passed without it."""
    return visit.status in OPEN and visit.due_on < today()


def is_overdue(action: CorrectiveAction) -> bool:
    """Whether a corrective action that nobody answered is past its last day."""
    return action.status == CorrectiveStatus.OPEN and action.due_on < today()


def _filters() -> tuple[ChoiceFilter | DateFilter, ...]:
    suppliers = select(Agreement.supplier_id, Agreement.supplier_name).join(Visit, Visit.agreement_id == Agreement.id)
    found = {str(row[0]): row[1] for row in db.session.execute(suppliers.distinct().order_by(Agreement.supplier_name))}
    return (
        ChoiceFilter(
            "status",
            "상태",
            tuple((state.value, PROCESS.label(state, staff=True)) for state in Status),
            column=Visit.status,
        ),
        ChoiceFilter("late", "기한", (("yes", "늦은 방문만"),), condition=_late),
        ChoiceFilter("risk", "위험", (("yes", "위험 과제만"),), condition=_risky),
        ChoiceFilter("supplier", "공급기업", tuple(found.items()), condition=_of_suppliers),
        ChoiceFilter("district", "자치구", tuple(SEOUL_DISTRICTS.choices(today())), column=Visit.district),
        DateFilter("due", "기한", Visit.due_on),
    )


def _late(_chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return Visit.status.in_(OPEN) & (Visit.due_on < today())


def _risky(_chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return Visit.risky.is_(True)


def _of_suppliers(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    known = [row for row in db.session.scalars(select(Agreement.supplier_id).distinct()) if str(row) in chosen]
    return Agreement.supplier_id.in_(known)


def _overdue(_chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return (CorrectiveAction.status == CorrectiveStatus.OPEN.value) & (CorrectiveAction.due_on < today())


def _show(row: Visit) -> str:
    return url_for("aftercare.show", visit_id=row.id)


def _action(row: CorrectiveAction) -> str:
    return url_for("aftercare.action", action_id=row.id)
