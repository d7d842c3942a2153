"""지난 신청에서 이어 쓰기: the page of what differs from the last application, confirming a section."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, draft_fields, filled_of
from program_admin.applications.queries.carrying import carried_of, handed_in_facts, marks_of
from program_admin.applications.rules.carrying import MARK_WORDS, Difference, Mark, company_differences
from program_admin.applications.rules.sections import SECTIONS, fields_of
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.loading import SectionOf, get_section
from program_admin.applications.views.values_shown import EMPTY, FieldNames
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing


@dataclass(frozen=True, slots=True)
class Compared:
    """One section: its fields (label, then, now, mark in word and tone), how many wait to be confirmed."""

    title: str
    code: str
    href: str
    waiting: int
    rows: tuple[tuple[str, str, str, dict[str, str]], ...]


@pages.get("/<uuid:application_id>/carried")
@needs(may.SEE_OWN, application_by_id)
def carried(application: Application) -> ResponseReturnValue:
    """Show what was taken over from the last application and what differs from it."""
    rows = carried_of(application.id)
    earlier = application_by_id(next(iter(rows.values())).earlier_id) if rows else None
    differences: tuple[Difference, ...] = ()
    filled = filled_of(application)
    if earlier is not None:
        differences = company_differences(handed_in_facts(earlier), filled.company)
    return page(
        "applications/carried.html",
        application=application,
        earlier=earlier,
        differences=[(each.label, each.before, each.after) for each in differences],
        sections=_compared(application) if rows else [],
        may_confirm=may.SUBMIT.allows(current_user, application),
        other=ActForm(formdata=None),
    )


@pages.post("/<uuid:application_id>/carried/<code>")
@needs(may.SUBMIT, get_section)
def confirm_carried(found: SectionOf) -> ResponseReturnValue:
    """Confirm every field of a section that stands as it was taken over."""
    application, names = found.application, fields_of(found.section.code, filled_of(found.application))
    with writing(ActForm().act) as now:
        services.confirm_carried(application, names, by=current_user, now=now)
        there = answered(url_for(".carried", application_id=application.id))
    flash(f"‘{found.section.title}’에서 가져온 내용을 확인했습니다.", "success")
    return redirect(there, 303)


def _compared(application: Application) -> list[Compared]:
    filled, stored = filled_of(application), draft_fields(application.id)
    carried_rows, marks = carried_of(application.id), marks_of(application.id)
    found = []
    for section in SECTIONS:
        names = [name for name in fields_of(section.code, filled) if name in marks]
        if not any(name in carried_rows for name in names):
            continue
        words = FieldNames(section.code, filled, stored)
        rows = []
        for name in names:
            word, tone = MARK_WORDS[marks[name]]
            then = words.value(name, carried_rows[name].value) if name in carried_rows else EMPTY
            now = words.value(name, stored[name].value if name in stored else "")
            rows.append((words.label(name), then, now, {"text": word, "tone": tone}))
        waiting = sum(marks[name] is Mark.UNCONFIRMED for name in names)
        href = url_for(".section", application_id=application.id, code=section.code)
        found.append(Compared(section.title, section.code, href, waiting, tuple(rows)))
    return found
