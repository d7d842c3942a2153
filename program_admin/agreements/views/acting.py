"""How every act of these pages goes: check the form, act in one transaction, answer with a redirect or the faults."""

from collections.abc import Callable
from datetime import datetime

from flask import redirect
from flask.typing import ResponseReturnValue

from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.writing import writing
from program_admin.documents.contents import types_named
from program_admin.documents.services import CheckedFile, check_in


def acted(
    form: ActForm, there: str, act: Callable[[datetime], object], refused: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    """Do an act and lead to `there`; when the form or a rule refuses, `refused()` draws the page again (422)."""
    if not form.validate():
        return refused()
    try:
        with writing(form.act, then=there) as now:
            act(now)
    except RuleBroken as broken:
        form.refuse(broken)
        return refused()
    return redirect(there, 303)


def pressed(there: str, act: Callable[[datetime], object]) -> ResponseReturnValue:
    """Do the act of a single button; a refusal becomes the refusal page."""
    with writing(ActForm().act, then=there) as now:
        act(now)
    return redirect(there, 303)


def received(form: ActForm, name: str, extensions: tuple[str, ...], most_mb: int) -> CheckedFile | None:
    """Check the file of that field in, before any lock; None when there is none or it is refused (faults shown)."""
    sent = form[name].data
    if sent is None:
        return None
    try:
        return check_in(
            sent.stream, name=sent.filename, allowed=types_named(extensions), max_bytes=most_mb * 1024 * 1024
        )
    except RuleBroken as broken:
        form[name].errors = [*form[name].errors, *broken.objections]
        return None
