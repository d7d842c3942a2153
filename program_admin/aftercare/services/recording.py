"""Writing a signed sheet into rows that never change, and its facts down into the supplier's record."""

from datetime import date, datetime, timedelta

from program_admin.accounts.models import Person
from program_admin.aftercare.models import (
    AssetCheck,
    CorrectiveAction,
    KpiReading,
    ServiceCall,
    SurveyAnswer,
    Visit,
    VisitAnswer,
)
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.findings import Found, of_five, supplier_facts
from program_admin.aftercare.rules.outcomes import FULL, Outcome
from program_admin.aftercare.services.content import SheetContent
from program_admin.aftercare.states import CORRECTIVE
from program_admin.agreements.queries import assets_of
from program_admin.applications.rules.values import day, whole
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.suppliers.models import PerformanceFact
from program_admin.suppliers.services import NewFact, Source, record_performance


def write_rows(visit: Visit, content: SheetContent, *, outcome: Outcome, now: datetime) -> list[CorrectiveAction]:
    """Write what the sheet found, row by row, and return its corrective actions."""
    visit.outcome = outcome.value
    if outcome in FULL:
        _write_answers(visit, content)
        _write_measures(visit, content)
        _write_assets(visit, content)
    actions = _actions(visit, content, now=now)
    db.session.add_all(actions)
    db.session.flush()
    return actions


def record_facts(
    visit: Visit, content: SheetContent, *, outcome: Outcome, corrective: int, by: Person, now: datetime
) -> list[PerformanceFact]:
    """Record the visit's facts down into the supplier's record; they wait for its reply before they count."""
    values, terms = content.values, content.terms
    found = Found(
        operating=visit.operating,
        achievement=sheet.total_achievement(sheet.readings_of(terms, values)),
        survey=tuple(of_five(points, terms.points) for _, _, points in sheet.survey_points(terms, values)),
        calls=tuple((call.asked_on, call.done_on) for call in sheet.calls_of(values) if call.asked_on is not None),
        corrective=corrective,
    )
    facts = supplier_facts(outcome, found)
    if not facts:
        return []
    agreement, today = visit.agreement, to_seoul(now).date()
    return record_performance(
        agreement.supplier_id,
        [NewFact(kind, value, today) for kind, value in facts],
        source=Source("Visit", visit.id, agreement.company_name, agreement.company.trade),
        reply_days=agreement.terms.suppliers.reply_days,
        by=by,
        now=now,
    )


def _write_answers(visit: Visit, content: SheetContent) -> None:
    values, shown = content.values, [purpose for purpose, _ in content.photos]
    visit.operating = values.get(sheet.OPERATING, "")
    visit.users = _number(values, "users")
    visit.log_count = _number(values, "log_count")
    visit.last_log_on = day(values.get(sheet.check_field("last_log"), ""))
    for place, item in enumerate(content.terms.items, start=1):
        value = values.get(sheet.check_field(item.code), "")
        if value:
            db.session.add(
                VisitAnswer(
                    visit_id=visit.id,
                    place=place,
                    item=item.code,
                    name=item.name,
                    kind=item.kind,
                    unit=item.unit,
                    value=value,
                    photos=shown.count(item.code),
                )
            )


def _number(values: dict[str, str], code: str) -> int | None:
    return whole(values.get(sheet.check_field(code), ""))


def _write_measures(visit: Visit, content: SheetContent) -> None:
    for plan, value, percent in sheet.readings_of(content.terms, content.values):
        db.session.add(
            KpiReading(
                visit_id=visit.id,
                place=plan.place,
                kpi=plan.kpi,
                name=plan.name,
                unit=plan.unit,
                better=plan.better,
                before=plan.before,
                target=plan.target,
                value=value,
                weight=plan.weight,
                achievement=percent,
            )
        )
    for place, (code, name, points) in enumerate(sheet.survey_points(content.terms, content.values), start=1):
        db.session.add(SurveyAnswer(visit_id=visit.id, place=place, item=code, name=name, points=points))
    for place, call in enumerate(sheet.calls_of(content.values), start=1):
        asked_on: date | None = call.asked_on
        if asked_on is not None:
            db.session.add(
                ServiceCall(visit_id=visit.id, place=place, what=call.what, asked_on=asked_on, done_on=call.done_on)
            )


def _write_assets(visit: Visit, content: SheetContent) -> None:
    for asset in assets_of(visit.agreement_id):
        state = content.values.get(sheet.asset_field(asset.ordinal))
        if state:
            db.session.add(AssetCheck(visit_id=visit.id, asset_id=asset.id, state=state))


def _actions(visit: Visit, content: SheetContent, *, now: datetime) -> list[CorrectiveAction]:
    usual = to_seoul(now).date() + timedelta(days=content.terms.corrective_days)
    return [
        CorrectiveAction(
            id=new_id(),
            visit_id=visit.id,
            visit=visit,
            place=place,
            what=typed.what,
            due_on=typed.due_on or usual,
            status=CORRECTIVE.start.value,
            created_at=now,
        )
        for place, typed in enumerate(sheet.actions_of(content.values), start=1)
    ]
