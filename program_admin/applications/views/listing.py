"""The lists of applications: the applicant's own, and the officer's of one round."""

import uuid
from datetime import datetime

from flask import url_for
from sqlalchemy import ColumnElement, ScalarSelect, case, select

from program_admin.applications.models import Application, Status
from program_admin.applications.queries import is_sealed
from program_admin.applications.states import PROCESS
from program_admin.companies.models import Company, Site
from program_admin.core.clock import now, today
from program_admin.core.codes import SEOUL_DISTRICTS
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Filter, Listing
from program_admin.programs.schema.round_file import RoundFile


def own_listing() -> Listing[Application]:
    """The applicant's list: public names of the states."""
    return Listing(
        name="my-applications",
        title="내 신청",
        columns=(
            Column("title", "과제명", lambda row: row.shown_title, link=_show, order=Application.title),
            Column("company", "기업", lambda row: row.company_name, order=Application.company_name),
            Column("round", "사업", lambda row: row.round.title),
            Column("number", "접수번호", lambda row: row.number, order=Application.number),
            Column(
                "status",
                "상태",
                lambda row: row.status,
                kind=Kind.BADGE,
                tone=lambda row: PROCESS.tone(row.status),
                shown_as=lambda status: PROCESS.label(str(status), staff=False),
            ),
            Column("created", "시작한 때", lambda row: row.created_at, kind=Kind.MOMENT, order=Application.created_at),
        ),
        identity=Application.id,
        order="-created",
        empty="아직 신청서가 없습니다. 접수 중인 사업에서 신청을 시작해 주세요.",
        search=Application.search_text,
        search_hint="과제명이나 접수번호로 찾기",
    )


def round_listing(terms: RoundFile, *, sealed: bool) -> Listing[Application]:
    """The officer's list of a round; while sealed it says only who applied, when and for which track."""
    tracks = {track.code: track.name for track in terms.tracks}
    columns = [
        Column("number", "접수번호", lambda row: row.number, order=Application.number, link=_read),
        Column("company", "기업", lambda row: row.company_name, order=Application.company_name, width=26),
        Column("track", "지원 유형", lambda row: tracks.get(row.track, row.track), order=Application.track),
        Column(
            "status",
            "상태",
            lambda row: row.status,
            kind=Kind.BADGE,
            tone=lambda row: PROCESS.tone(row.status),
            shown_as=lambda status: PROCESS.label(str(status), staff=True),
            order=Application.status,
        ),
        Column(
            "submitted", "제출한 때", lambda row: row.submitted_at, kind=Kind.MOMENT, order=Application.submitted_at
        ),
    ]
    if not sealed:
        columns = _with_content(columns)
    return Listing(
        name="round-applications",
        title="신청 목록",
        columns=tuple(columns),
        identity=Application.id,
        order="number",
        empty="아직 접수한 신청이 없습니다. 접수하면 여기에 나타납니다.",
        filters=_filters(tracks),
        search=_searched(sealed=sealed),
        search_hint="기업명으로 찾기" if sealed else "기업명, 과제명, 접수번호로 찾기",
    )


def _company_words() -> ScalarSelect[str]:
    """What sealed applications are searched in: the company's own words, never the title of the project."""
    return select(Company.search_text).where(Company.id == Application.company_id).scalar_subquery()


def _searched(*, sealed: bool) -> ColumnElement[str]:
    """What the list is searched in; one application may be sealed longer than its round."""
    if sealed:
        return _company_words()
    longer = Application.extended_until >= now()
    return case((longer, _company_words()), else_=Application.search_text)


def _with_content(columns: list[Column[Application]]) -> list[Column[Application]]:
    """The columns that the seal hides: title and money."""
    moment = now()
    title: Column[Application] = Column(
        "title", "과제명", lambda row: _unless_sealed(row, row.title, moment), order=Application.title, width=40
    )
    total: Column[Application] = Column(
        "total", "총사업비", lambda row: _unless_sealed(row, row.total_won, moment), kind=Kind.MONEY, shown=False
    )
    subsidy: Column[Application] = Column(
        "subsidy",
        "지원금",
        lambda row: _unless_sealed(row, row.subsidy_won, moment),
        kind=Kind.MONEY,
        order=Application.subsidy_won,
    )
    return [*columns[:2], title, *columns[2:], total, subsidy]


def _unless_sealed(row: Application, value: str | int, moment: datetime) -> str | int | None:
    """The value, or nothing while an extension keeps this one application sealed."""
    return None if is_sealed(row, moment) else value


def _filters(tracks: dict[str, str]) -> tuple[Filter, ...]:
    shown = [state for state in Status if state is not Status.DRAFT]
    return (
        ChoiceFilter(
            "status",
            "상태",
            tuple((state.value, PROCESS.label(state, staff=True)) for state in shown),
            column=Application.status,
        ),
        ChoiceFilter("track", "지원 유형", tuple(tracks.items()), column=Application.track),
        ChoiceFilter("district", "자치구", tuple(SEOUL_DISTRICTS.choices(today())), condition=_in_district),
        DateFilter("submitted", "제출일", Application.submitted_at, moment=True),
    )


def _in_district(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    there = select(Site.company_id).where(Site.district.in_(chosen), Site.ended_at.is_(None))
    return Application.company_id.in_(there)


def _show(row: Application) -> str:
    return url_for("applications.show", application_id=row.id)


def _read(row: Application) -> str:
    return url_for("applications.read", application_id=row.id)


def of_round(round_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition that an application belongs to a round and was handed in."""
    return (Application.round_id == round_id) & (Application.status != Status.DRAFT.value)
