"""The auditor's list of seals that were opened before a deadline."""

import uuid
from collections.abc import Mapping

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.models import Person
from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, SealOpening
from program_admin.applications.queries import seal_openings
from program_admin.applications.views.blueprint import pages
from program_admin.core.database import db
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.programs.queries import all_rounds


@pages.get("/seals")
@needs(may.SEE_SEALS)
def seals() -> ResponseReturnValue:
    """List who looked into which application before the deadline, when and why."""
    listing, statement = _listing(_names()), seal_openings()
    file = list_file(listing, statement)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args, person_id=current_user.id)
    return page("applications/seals.html", listing=found)


def _listing(names: Mapping[uuid.UUID, str]) -> Listing[SealOpening]:
    return Listing(
        name="seal-openings",
        title="봉인 개봉 기록",
        columns=(
            Column("at", "연 때", lambda row: row.at, kind=Kind.MOMENT, order=SealOpening.at),
            Column("who", "연 사람", lambda row: names.get(row.person_id, "알 수 없음")),
            Column("number", "접수번호", lambda row: row.application.number, link=_history, order=Application.number),
            Column("company", "기업", lambda row: row.application.company_name, order=Application.company_name),
            Column("reason", "사유", lambda row: row.reason, width=44),
            Column("deadline", "접수 마감", lambda row: row.application.deadline.closes_at, kind=Kind.MOMENT),
            Column("round", "회차", lambda row: row.application.round.title, shown=False, width=34),
        ),
        identity=SealOpening.id,
        order="-at",
        empty="마감 전에 봉인을 연 기록이 없습니다.",
        filters=(
            ChoiceFilter(
                "round",
                "회차",
                tuple((str(each.id), each.title) for each in all_rounds()),
                condition=lambda chosen: Application.round_id.in_([uuid.UUID(each) for each in chosen]),
            ),
            ChoiceFilter(
                "who",
                "연 사람",
                tuple((str(each), name) for each, name in sorted(names.items(), key=lambda pair: pair[1])),
                condition=lambda chosen: SealOpening.person_id.in_([uuid.UUID(each) for each in chosen]),
            ),
            DateFilter("at", "연 날", SealOpening.at, moment=True),
        ),
        page_size=50,
    )


def _names() -> dict[uuid.UUID, str]:
    openers = db.session.scalars(select(Person.id).where(Person.id.in_(select(SealOpening.person_id))))
    return names_of(set(openers))


def _history(row: SealOpening) -> str:
    return url_for("portal.history", kind="Application", subject_id=row.application_id)
