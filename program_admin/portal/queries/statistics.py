"""Figures of one round: applications by state, track, district and trade, and the money behind them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from program_admin.applications.models import Application, Status
from program_admin.companies.models import Site
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.database import db
from program_admin.programs.schema.eligibility import SiteKind

NOT_COUNTED = (Status.DRAFT.value, Status.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown; won without VAT."""

    name: str
    count: int
    asked_won: int
    selected: int
    selected_won: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The applications of a round split one way, the biggest part first."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """Everything counted in one round; drafts and withdrawn ones only in `states`."""

    states: dict[Status, int]
    whole: Row
    breakdowns: tuple[Breakdown, ...]


def figures_of(round_id: uuid.UUID, tracks: dict[str, str]) -> RoundFigures:
    """Count one round; `tracks` names its tracks by code."""
    theirs = select(Application).where(Application.round_id == round_id).options(joinedload(Application.company))
    found = list(db.session.scalars(theirs))
    counted = [each for each in found if each.status not in NOT_COUNTED]
    places = _head_offices({each.company_id for each in counted})
    return RoundFigures(
        states=dict.fromkeys(Status, 0) | Counter(Status(each.status) for each in found),
        whole=_row("합계", counted),
        breakdowns=(
            _split("지원 유형", counted, lambda each: tracks.get(each.track, each.track)),
            _split("본사 자치구", counted, lambda each: places.get(each.company_id, "모름")),
            _split("업종", counted, lambda each: KSIC_DIVISIONS.name_of(each.company.ksic)),
            _split("세부 업종", counted, lambda each: each.company.trade or "적지 않음"),
        ),
    )


def _split(title: str, counted: list[Application], key: Callable[[Application], str]) -> Breakdown:
    parts: dict[str, list[Application]] = defaultdict(list)
    for each in counted:
        parts[key(each)].append(each)
    rows = (_row(name, part) for name, part in parts.items())
    return Breakdown(title, tuple(sorted(rows, key=lambda row: (-row.count, row.name))))


def _row(name: str, part: list[Application]) -> Row:
    selected = [each for each in part if each.status == Status.SELECTED]
    return Row(
        name,
        len(part),
        sum(each.subsidy_won for each in part),
        len(selected),
        sum(each.subsidy_won for each in selected),
    )


def _head_offices(company_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    offices = select(Site).where(
        Site.kind == SiteKind.HEAD_OFFICE.value, Site.ended_at.is_(None), Site.company_id.in_(company_ids)
    )
    return {
        site.company_id: SEOUL_DISTRICTS.name_of(site.district) if site.district else SIDO.name_of(site.sido)
        for site in db.session.scalars(offices)
    }
