"""Making a new round: from another one, or from the standard that the software brings along."""

import uuid
from pathlib import Path

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from pydantic import ValidationError

from program_admin.accounts.permission import needs
from program_admin.core import clock
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs import permissions as may
from program_admin.programs import queries, services
from program_admin.programs.forms import NewRoundForm
from program_admin.programs.loading import STANDARDS, read_round
from program_admin.programs.rules.copying import NewRound, copied, suggested
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.states import PROCESS
from program_admin.programs.views.blueprint import pages
from program_admin.programs.wording import sentence_for


@pages.get("/manage/new")
@needs(may.EDIT)
def new() -> ResponseReturnValue:
    """Ask what to start from, then what is different about the new round."""
    source = request.args.get("source", "")
    if not source:
        return page("programs/new_source.html", rounds=_rounds(), standards=_standards())
    terms = _terms_of(source)
    suggestion = suggested(terms, clock.today())
    form = NewRoundForm(data={name: getattr(suggestion, name) for name in NewRound.__slots__})
    return _new_page(form, source, terms)


@pages.post("/manage/new")
@needs(may.EDIT)
def create() -> ResponseReturnValue:
    """Make the round; 422 with every fault at its field."""
    source = request.args.get("source", "")
    terms, form = _terms_of(source), NewRoundForm()
    if not form.validate():
        return _new_page(form, source, terms, 422)
    try:
        made = copied(terms, NewRound(**{name: form[name].data for name in NewRound.__slots__}))
        with writing(form.act) as now:
            round_ = services.create_round(made, by=current_user, now=now)
            address = answered(url_for(".manage", round_id=round_.id))
    except ValidationError as invalid:
        form.refuse(_refusal(invalid))
        return _new_page(form, source, terms, 422)
    except RuleBroken as broken:
        form.refuse(broken)
        return _new_page(form, source, terms, 422)
    flash("새 회차를 만들었습니다. 구역을 하나씩 확인해 주세요.", "success")
    return redirect(address)


def _refusal(invalid: ValidationError) -> RuleBroken:
    fields: dict[str, list[str]] = {}
    for error in invalid.errors():
        name = str(error["loc"][-1])
        fields.setdefault(name, []).append(sentence_for(error, error["loc"], RoundFile))
    return RuleBroken([each for sentences in fields.values() for each in sentences], fields)


def _new_page(form: NewRoundForm, source: str, terms: RoundFile, status: int = 200) -> ResponseReturnValue:
    dates = (terms.announcement.number, korean_datetime(terms.calendar.opens_at))
    return page("programs/new.html", status, form=form, source=source, terms=terms, dates=dates)


def _terms_of(source: str) -> RoundFile:
    """The content to start from: a round by its id, or a standard by its file's name."""
    if source in {name for name, _ in _standards()}:
        return read_round((STANDARDS / f"{source}.yml").read_text(encoding="utf-8"))
    try:
        return queries.get_round(uuid.UUID(source)).terms
    except ValueError:
        raise Missing(queries.NO_ROUND) from None


def _standards() -> list[tuple[str, str]]:
    """The round files the software brings along: name and title."""
    files = sorted(STANDARDS.glob("*.yml"))
    return [(file.stem, _title(file)) for file in files]


def _title(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("title:").strip() for line in lines if line.startswith("title:")), file.stem)


def _rounds() -> list[tuple[str, str, str, str]]:
    return [
        (
            str(each.id),
            each.title,
            f"{korean_datetime(each.opens_at)} 접수 시작",
            PROCESS.label(each.status, staff=True),
        )
        for each in queries.all_rounds()
    ]
