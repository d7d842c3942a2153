"""Figures of one round as charts, tables and a spreadsheet."""

import io

from flask import send_file, url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.permission import needs
from program_admin.applications.models import Status
from program_admin.applications.states import PROCESS
from program_admin.core import clock
from program_admin.core.exports import XLSX_TYPE, Kind, Sheet, SheetColumn, to_xlsx
from program_admin.core.korean import korean_datetime
from program_admin.core.money import hangul_amount, won
from program_admin.core.pages import page
from program_admin.portal import permissions as may
from program_admin.portal.links import link_to
from program_admin.portal.queries.stages import counts_by_stage, stage_names
from program_admin.portal.queries.statistics import Breakdown, RoundFigures, Row, figures_of
from program_admin.portal.views.blueprint import pages
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round

MOST_BARS = 12
LABEL = 7
Line = tuple[str, str, int, int | None, int | None, int | None]
SHEET = (
    SheetColumn("나눈 기준", Kind.TEXT, 16),
    SheetColumn("구분", Kind.TEXT, 34),
    SheetColumn("신청", Kind.NUMBER, 10),
    SheetColumn("신청 지원금", Kind.MONEY, 20),
    SheetColumn("선정", Kind.NUMBER, 10),
    SheetColumn("선정 지원금", Kind.MONEY, 20),
)


@pages.get("/statistics/<uuid:round_id>")
@needs(may.SEE_STATISTICS, get_announced_round)
def statistics(round_: Round) -> ResponseReturnValue:
    """Show how many applied, from where, in what trade, and the money asked for and granted."""
    figures, counts = _figures(round_), counts_by_stage(round_.id)
    href = link_to("applications.of_round", round_id=round_.id)
    return page(
        "portal/statistics.html",
        round=round_,
        sealed=korean_datetime(round_.closes_at) if _sealed(round_) else "",
        stats=_headline(figures, sealed=_sealed(round_)),
        stages=[(name, counts[stage], href) for stage, name in stage_names(round_.terms).items()],
        states=[(PROCESS.label(state, staff=True), figures.states[state], None) for state in Status],
        breakdowns=[_shown(each, figures.whole, sealed=_sealed(round_)) for each in figures.breakdowns],
        file=url_for(".statistics_file", round_id=round_.id),
    )


@pages.get("/statistics/<uuid:round_id>/file")
@needs(may.SEE_STATISTICS, get_announced_round, logs="통계 파일")
def statistics_file(round_: Round) -> ResponseReturnValue:
    """Give the same figures as a spreadsheet; counts only, so no reason is asked."""
    figures = _figures(round_)
    states = figures.states.items()
    rows: list[Line] = [("상태", PROCESS.label(state, staff=True), count, None, None, None) for state, count in states]
    rows += [_line(each.title, row, round_) for each in figures.breakdowns for row in each.rows]
    rows.append(_line("합계", figures.whole, round_))
    content = to_xlsx(Sheet(f"{round_.title} 통계", SHEET, rows))
    name = f"통계_{round_.code}_{clock.today():%Y%m%d}.xlsx"
    return send_file(io.BytesIO(content), mimetype=XLSX_TYPE, as_attachment=True, download_name=name)


def _figures(round_: Round) -> RoundFigures:
    return figures_of(round_.id, {track.code: track.name for track in round_.terms.tracks})


def _sealed(round_: Round) -> bool:
    """Before the deadline nobody learns how much is asked for."""
    return clock.now() <= round_.closes_at


def _headline(figures: RoundFigures, *, sealed: bool) -> list[tuple[str, str, str, str]]:
    whole = figures.whole
    return [
        ("신청", f"{whole.count:,}", "건", f"작성 중 {figures.states[Status.DRAFT]:,}건"),
        ("신청 지원금", "–" if sealed else hangul_amount(whole.asked_won), "", "부가세 별도"),
        ("선정", f"{whole.selected:,}", "건", f"예비 {figures.states[Status.RESERVE]:,}건"),
        ("선정 지원금", hangul_amount(whole.selected_won) if whole.selected_won else "–", "", "부가세 별도"),
    ]


def _shown(breakdown: Breakdown, whole: Row, *, sealed: bool) -> dict[str, object]:
    return {
        "title": breakdown.title,
        "bars": [(_bar_label(row.name), row.count, None) for row in breakdown.rows[:MOST_BARS]],
        "rows": [_cells(row, sealed=sealed) for row in breakdown.rows],
        "foot": _cells(whole, sealed=sealed),
    }


def _bar_label(name: str) -> str:
    """What fits beside a bar; the table has the whole name."""
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"


def _cells(row: Row, *, sealed: bool) -> list[str]:
    asked = "–" if sealed else won(row.asked_won)
    return [row.name, f"{row.count:,}", asked, f"{row.selected:,}", won(row.selected_won)]


def _line(title: str, row: Row, round_: Round) -> Line:
    return title, row.name, row.count, None if _sealed(round_) else row.asked_won, row.selected, row.selected_won
