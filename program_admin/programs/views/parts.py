"""The pages on which any part of a round is read and changed, for whatever document is being edited."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.core import clock
from program_admin.core.errors import Conflict, Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime, with_particle
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.editing.changing import changed
from program_admin.programs.editing.document import Clashed, Document
from program_admin.programs.editing.names import QUESTION_TYPES, RULE_KINDS
from program_admin.programs.editing.part_form import PartForm, make_form
from program_admin.programs.editing.places import (
    NEW,
    Sort,
    Spot,
    address_of,
    row_title,
    section_title,
    spot_at,
    value_at,
    variant_of,
)
from program_admin.programs.editing.rows import moved
from program_admin.programs.editing.shapes import shape_at
from program_admin.programs.editing.shown_part import ShownPart, shown_part
from program_admin.programs.editing.summaries import SECTIONS

MOVES = {"up": "위로 옮겼", "down": "아래로 옮겼", "remove": "지웠"}
Load = Callable[[], Document]
GONE = "다른 담당자가 이 항목을 지웠습니다. 적은 내용은 아래에 그대로 있습니다. 필요하면 목록에서 새로 더해 주세요."


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of the editor: the document, the place on it and its form."""

    document: Document
    spot: Spot
    typed: PartForm


def show_part(document: Document, part: str) -> ResponseReturnValue:
    """Show one part with its form; a new row that can be of several kinds asks for the kind first."""
    spot = spot_at(document.terms, part, request.args.get("kind", ""))
    if spot.new and len(spot.models) > 1:
        return page("programs/edit_kinds.html", document=document, **_kinds(document, spot))
    return _page(_opened(document, spot))


def save_part(load: Load, part: str) -> ResponseReturnValue:
    """Keep what was typed: 422 with every fault at its field, 409 with both values when somebody else was faster."""
    document, spot, gone = _typed_on(load(), part)
    if spot.new and len(spot.models) > 1:
        raise Missing("종류를 먼저 골라 주세요.")
    opened = _opened(document, spot)
    form = opened.typed.form
    if "more" in request.form:
        return _page(opened)
    valid = form.validate()
    values = opened.typed.values()
    if gone:
        form.form_errors = [*form.form_errors, GONE]
        return _page(opened, 409)
    if not valid or form.summary:
        return _page(opened, 422)
    try:
        with writing(form.act) as now:
            document = load()
            new = changed(document, _now_at(document, spot), opened.typed, values, _edition())
            document.keep(new, _note(spot, values), current_user, now)
            address = answered(_following(document, spot, new))
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(opened, 422)
    except Clashed as clash:
        return _clash_page(load(), spot, clash)
    flash("저장했습니다.", "success")
    return redirect(address)


def arrange_rows(load: Load, part: str) -> ResponseReturnValue:
    """Move a row of a list up or down, or remove it."""
    form, act = ActForm(), request.form.get("do", "")
    if not form.validate():
        raise RuleBroken(form.form_errors or ["화면을 새로 고친 뒤 다시 눌러 주세요."])
    with writing(form.act) as now:
        document = load()
        path = _row_path(document, part)
        row = value_at(document.terms, path)
        if _edition() != document.edition:
            before = document.earlier(_edition())
            if before is None or value_at(before, path[:-1]) != value_at(document.terms, path[:-1]):
                raise Conflict(
                    field="목록", mine="–", theirs="그 사이에 목록이 바뀌었습니다.", theirs_by=document.saved_by
                )
        new = moved(document.terms, path, act)
        document.keep(new, f"{section_title(str(path[0]))}: ‘{row_title(row)}’ {MOVES[act]}음", current_user, now)
        address = answered(document.address(home_of(path[:-1])) + f"#list-{path[-2]}")
    flash(f"{with_particle(f'‘{row_title(row)}’', '을/를')} {MOVES[act]}습니다.", "success")
    return redirect(address)


def home_of(path: tuple[str | int, ...]) -> str:
    """The page on which a list is shown: its own for a section, otherwise that of the part it belongs to."""
    return address_of(path) if len(path) == 1 else address_of(path[:-1])


def _row_path(document: Document, part: str) -> tuple[str | int, ...]:
    spot = spot_at(document.terms, part)
    if not spot.path or not isinstance(spot.path[-1], int):
        raise Missing("그런 줄이 없습니다. 목록에서 다시 눌러 주세요.")
    if request.form.get("do") not in MOVES:
        raise RuleBroken(["그런 처리가 없습니다. 화면을 새로 고쳐 주세요."])
    return spot.path


def _opened(document: Document, spot: Spot) -> Opened:
    return Opened(document, spot, make_form(document.terms, spot, document.edition))


def _page(opened: Opened, status: int = 200, **more: Any) -> ResponseReturnValue:
    shown: ShownPart = shown_part(opened.document, opened.spot, opened.typed, opened.document.opened_at or clock.now())
    return page(
        "programs/edit_part.html",
        status,
        document=opened.document,
        shown=shown,
        typed=opened.typed,
        form=opened.typed.form,
        other=ActForm(formdata=None),
        **more,
    )


def _clash_page(document: Document, spot: Spot, clash: Clashed) -> ResponseReturnValue:
    """Both values side by side; saving again keeps mine knowingly."""
    now_there = spot_at(clash.merged, spot.address, spot.variant)
    typed = make_form(clash.merged, now_there, document.edition, fresh=True)
    by = f"{document.saved_by} · {korean_datetime(document.saved_at)}"
    return _page(Opened(document, now_there, typed), 409, clashes=clash.values, clash_by=by)


def _typed_on(document: Document, part: str) -> tuple[Document, Spot, bool]:
    """The document and the place that was typed on, as they were when the place is gone by now."""
    kind = request.args.get("kind", "")
    try:
        return document, spot_at(document.terms, part, kind), False
    except Missing:
        before = document.earlier(_edition())
        if before is None:
            raise
        return replace(document, terms=before), spot_at(before, part, kind), True


def _now_at(document: Document, spot: Spot) -> Spot:
    return spot_at(document.terms, spot.address, spot.variant)


def _edition() -> int:
    text = request.form.get("edition", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _note(spot: Spot, values: dict[tuple[str, ...], Any]) -> str:
    name = next((str(values[(each,)]) for each in ("name", "title", "label") if values.get((each,))), "")
    if spot.new or (spot.path and isinstance(spot.path[-1], int)):
        return f"{section_title(spot.section)}: {name or '한 줄'}{' 더함' if spot.new else ''}"[:200]
    return section_title(spot.section)


def _following(document: Document, spot: Spot, new: Any) -> str:
    """Where saving leads: back to the list, on to what the new row still lacks, or to the next section."""
    if request.form.get("then") == "next" and spot.section in SECTIONS:
        place = SECTIONS.index(spot.section) + 1
        return document.address(SECTIONS[place]) if place < len(SECTIONS) else document.overview
    if spot.new and shape_at(spot).inner:
        row = len(value_at(new, spot.path))
        return document.address(address_of((*spot.path, row - 1)))
    if spot.new:
        return document.address(home_of(spot.path)) + f"#list-{spot.path[-1]}"
    if spot.sort is Sort.PART and len(spot.path) > 1:
        above = spot.path[:-1]
        return document.address(home_of(above) if isinstance(spot.path[-1], int) else address_of(above))
    return document.address(spot.address)


def _kinds(document: Document, spot: Spot) -> dict[str, Any]:
    kinds = []
    for model in spot.models:
        name, value = variant_of(model)
        known = QUESTION_TYPES if name == "type" else RULE_KINDS
        kinds.append((known[value], document.address(f"{address_of(spot.path)}/{NEW}", kind=value)))
    return {"title": section_title(spot.section), "kinds": kinds, "back": document.address(address_of(spot.path))}
