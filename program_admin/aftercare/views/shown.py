"""What the pages of a visit show, as finished values."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from program_admin.aftercare.models import KpiReading, Visit, VisitPhoto, VisitSignature
from program_admin.aftercare.queries import (
    actions_of,
    answers_of,
    asset_checks_of,
    calls_of,
    photos_of,
    readings_of,
    sheet_terms,
    signatures_of,
    survey_of,
)
from program_admin.aftercare.rules import wording
from program_admin.aftercare.rules.kpi import KpiPlan, weighted_achievement
from program_admin.aftercare.rules.outcomes import (
    ASSET_STATE_NAMES,
    OPERATING_NAMES,
    OUTCOME_NAMES,
    AssetState,
    Operating,
    Outcome,
)
from program_admin.aftercare.states import CORRECTIVE
from program_admin.aftercare.views.listing import is_overdue
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime

Rows = list[list[object]]
TONES = {AssetState.PRESENT: "success", AssetState.MOVED: "warning", AssetState.MISSING: "danger"}


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One measure over the visits: labels of the points, its values (none at the target's own), the target."""

    name: str
    unit: str
    labels: list[str]
    values: list[float | None]
    targets: list[float]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FileShown:
    """One photo as a list shows it."""

    name: str
    note: str
    href: str
    remove_url: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """A signed sheet as the page shows it."""

    outcome: str
    operating: str
    items: Rows
    kpis: Rows
    achievement: str
    verdict: str
    assets: Rows
    calls: Rows
    survey: list[tuple[str, int, None]]
    survey_mean: str
    signatures: list[tuple[str, str]]


def findings_of(visit: Visit) -> Findings:
    """What a signed visit found."""
    readings = readings_of([visit.id])
    achieved = weighted_achievement([(row.achievement, row.weight) for row in readings])
    survey = survey_of(visit.id)
    return Findings(
        outcome=OUTCOME_NAMES[Outcome(visit.outcome)],
        operating=OPERATING_NAMES[Operating(visit.operating)] if visit.operating else "",
        items=[
            [row.name, wording.answer_text(row.kind, row.value, row.unit), f"{row.photos}장" if row.photos else "–"]
            for row in answers_of(visit.id)
        ],
        kpis=[_kpi_row(_plan_of(row), row.value, row.achievement) for row in readings],
        achievement=wording.percent_text(achieved),
        verdict=wording.achievement_words(achieved, visit.agreement.terms.aftercare.kpi_achieved_percent),
        assets=[
            [
                check.asset.model,
                check.asset.serial or "–",
                check.asset.place,
                {"text": ASSET_STATE_NAMES[AssetState(check.state)], "tone": TONES[AssetState(check.state)]},
            ]
            for check in asset_checks_of(visit.id)
        ],
        calls=[
            [call.what, korean_date(call.asked_on), korean_date(call.done_on) if call.done_on else "처리 전"]
            for call in calls_of(visit.id)
        ],
        survey=[(row.name, row.points, None) for row in survey],
        survey_mean=wording.mean_text([row.points for row in survey]),
        signatures=[_signature(row) for row in signatures_of(visit.id).values()],
    )


def kpi_rows(readings: Sequence[tuple[KpiPlan, Decimal, Decimal]]) -> Rows:
    """Measures as typed so far: name, before, target, now, weight, achievement."""
    return [_kpi_row(plan, value, percent) for plan, value, percent in readings]


def action_rows(visit: Visit, *, staff: bool) -> Rows:
    """The corrective actions of a visit."""
    return [
        [
            {"text": action.what, "link": url_for("aftercare.action", action_id=action.id)},
            korean_date(action.due_on),
            {"text": "늦음", "tone": "danger"}
            if is_overdue(action)
            else {"text": CORRECTIVE.label(action.status, staff=staff), "tone": CORRECTIVE.tone(action.status)},
        ]
        for action in actions_of(visit.id)
    ]


def photos_shown(visit: Visit, purpose: str = "", *, removable: bool = False) -> list[FileShown]:
    """The photos of a visit, or those of one purpose."""
    names = dict(sheet_terms(visit).purposes)
    return [
        _photo(photo, names.get(photo.purpose, "현장"), removable=removable)
        for photo in photos_of(visit.id)
        if purpose in ("", photo.purpose)
    ]


def kpi_lines(visits: Sequence[Visit], readings: Sequence[KpiReading]) -> list[KpiLine]:
    """One line per measure: before, then each signed visit; beside the target all along."""
    by_visit: dict[uuid.UUID, dict[int, KpiReading]] = {}
    for row in readings:
        by_visit.setdefault(row.visit_id, {})[row.place] = row
    measured = [visit for visit in visits if visit.id in by_visit]
    lines = []
    for place, first in sorted({row.place: row for row in readings}.items()):
        values = [float(first.before)] + [
            float(by_visit[visit.id][place].value) if place in by_visit[visit.id] else None for visit in measured
        ]
        targets = [float(first.target)] * (len(values) + 1)
        known = [value for value in [*values, *targets] if value is not None]
        spread = max(known) - min(known) or 1.0
        lines.append(
            KpiLine(
                name=first.name,
                unit=first.unit,
                labels=["구축 전", *(visit.name for visit in measured), "목표"],
                values=[*values, None],
                targets=targets,
                low=round(min(known) - spread / 5, 2),
                high=round(max(known) + spread / 5, 2),
            )
        )
    return lines


def act_form() -> ActForm:
    """An empty form for buttons."""
    return ActForm(formdata=None)


def size_text(size: int) -> str:
    """'412KB', '2.1MB'."""
    return f"{-(-size // 1024):,}KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f}MB"


def _plan_of(row: KpiReading) -> KpiPlan:
    return KpiPlan(row.place, row.kpi, row.name, row.unit, row.better, row.before, row.target, row.weight)


def _kpi_row(plan: KpiPlan, value: Decimal, percent: Decimal) -> list[object]:
    arrow = "↑" if plan.better == "up" else "↓"
    return [
        f"{plan.name} ({plan.unit}) {arrow}",
        wording.number_text(plan.before),
        wording.number_text(plan.target),
        wording.number_text(value),
        wording.percent_text(plan.weight),
        wording.percent_text(percent),
    ]


def _photo(photo: VisitPhoto, name: str, *, removable: bool) -> FileShown:
    return FileShown(
        name=photo.upload.name,
        note=f"{name} · {size_text(photo.upload.size)}",
        href=url_for("aftercare.photo_file", photo_id=photo.id),
        remove_url=url_for("aftercare.remove_photo", photo_id=photo.id) if removable else "",
    )


def _signature(row: VisitSignature) -> tuple[str, str]:
    if row.how == "refused":
        return "도입기업", f"서명 거부: {row.reason} (입회자 {row.witness})"
    side = "점검위원" if row.party == "visitor" else "도입기업"
    proxy = " (대리)" if row.how == "proxy" else ""
    return side, f"{row.name} {row.position}{proxy} · {korean_datetime(row.at)}"
