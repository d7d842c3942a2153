"""Pages of the trail: the whole of it, one record's history, the check, the log of looks at personal data."""

import io
import uuid
from dataclasses import dataclass

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select
from werkzeug.datastructures import MultiDict

from program_admin.accounts.permission import needs
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry
from program_admin.audit.queries import entries_about, words_of
from program_admin.audit.trail import log_access
from program_admin.core import clock
from program_admin.core.errors import Missing
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.lists.columns import Listing
from program_admin.core.lists.files import exported
from program_admin.core.lists.pages import ListPage, list_page
from program_admin.core.lists.view_form import ViewForm
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.portal import permissions as may
from program_admin.portal import services
from program_admin.portal.forms import ReasonForm
from program_admin.portal.listings import access_entries, access_listing, trail_entries, trail_listing
from program_admin.portal.queries.verification import last_check
from program_admin.portal.subjects import KINDS, PRIVATE, Names, label_of
from program_admin.portal.views.blueprint import pages
from program_admin.portal.wording import act_name, state_name


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one record, oldest first."""

    kind: str
    id: uuid.UUID
    entries: tuple[AuditEntry, ...]


def get_history(kind: str, subject_id: uuid.UUID) -> History:
    """Return one record's history; raises Missing for an unknown kind, a private one, or without entries."""
    found = tuple(entries_about(kind, subject_id))
    if kind not in KINDS or kind in PRIVATE or not found:
        raise Missing("history")
    return History(kind, subject_id, found)


@pages.get("/trail")
@needs(may.SEE_TRAIL)
def trail() -> ResponseReturnValue:
    """List every act, newest first, with what the last check said."""
    if request.args.get("export"):
        return redirect(_export_page("trail"))
    listing = trail_listing(request.args)
    return page(
        "portal/trail.html",
        listing=list_page(listing, trail_entries(), arguments=request.args, person_id=current_user.id),
        checked=last_check(),
        form=ActForm(formdata=None),
        view=ViewForm(formdata=None),
    )


@pages.post("/trail/verify")
@needs(may.VERIFY_TRAIL)
def verify_trail() -> ResponseReturnValue:
    """Begin a check of the whole chain and lead to its progress."""
    form = ActForm()
    if not form.validate():
        return redirect(url_for(".trail"), 303)
    with writing(form.act) as now:
        job = services.start_verification(by=current_user, now=now)
        target = answered(url_for(".job", job_id=job.id))
    return redirect(target, 303)


@pages.get("/trail/about/<kind>/<uuid:subject_id>")
@needs(may.SEE_HISTORY, get_history)
def history(found: History) -> ResponseReturnValue:
    """Show what happened to one record."""
    names, words = Names(), words_of([entry.id for entry in found.entries])
    shown = [
        {
            "title": act_name(entry.action),
            "moment": korean_datetime(entry.at),
            "by": names.person(entry.actor_id),
            "text": "\n".join(filter(None, (_change(entry), words.get(entry.id, "")))),
            "current": entry is found.entries[-1],
        }
        for entry in found.entries
    ]
    title = f"{label_of(found.kind)} {names.of(found.kind, found.id)}".strip()
    return page("portal/history.html", entries=shown, subject=title)


@pages.get("/access-log")
@needs(may.SEE_ACCESS_LOG)
def access_log() -> ResponseReturnValue:
    """List every look at personal data, newest first."""
    if request.args.get("export"):
        return redirect(_export_page("access_log"))
    listing = access_listing(request.args)
    found = list_page(listing, _accesses(), arguments=request.args, person_id=current_user.id)
    return page("portal/access_log.html", listing=found, view=ViewForm(formdata=None))


@pages.route("/trail/export", methods=["GET", "POST"])
@needs(may.SEE_TRAIL)
def export_trail() -> ResponseReturnValue:
    """Ask why the trail is taken out, then give the file."""
    return _export("trail", trail_listing(request.args), trail_entries())


@pages.route("/access-log/export", methods=["GET", "POST"])
@needs(may.SEE_ACCESS_LOG)
def export_access_log() -> ResponseReturnValue:
    """Ask why the log is taken out, then give the file."""
    return _export("access_log", access_listing(request.args), _accesses())


def _export(what: str, listing: Listing, statement: Select) -> ResponseReturnValue:
    """The answer is the file itself, so there is no redirect; the reason goes into trail and access log first."""
    form = ReasonForm()
    back = url_for(f".{what}")
    if request.method == "GET" or not form.validate():
        shown: ListPage = list_page(listing, statement, arguments=request.args)
        status = 200 if request.method == "GET" else 422
        return page("portal/export.html", status, form=form, title=listing.title, total=shown.total_text, back=back)
    with writing(form.act, then=back) as now:
        reason = form.reason.data
        services.record_export(what, by=current_user, now=now, reason=reason)
        whose = ("Person", current_user.id)
        log_access(current_user, whose, f"{listing.title} 내려받기", address=request.remote_addr or "", why=reason)
    kind = "csv" if request.args.get("export") == "csv" else "xlsx"
    arguments = MultiDict([*((k, v) for k, v in request.args.items(multi=True) if k != "export"), ("export", kind)])
    file = exported(listing, statement, arguments=arguments, today=clock.today())
    if file is None:
        raise Missing("export")
    return send_file(io.BytesIO(file.content), mimetype=file.media_type, as_attachment=True, download_name=file.name)


def _accesses() -> Select:
    return access_entries(with_private=Role.AUDITOR in current_user.roles)


def _export_page(what: str) -> str:
    query = request.query_string.decode()
    return f"{url_for(f'.export_{what}')}?{query}"


def _change(entry: AuditEntry) -> str:
    after = state_name(entry.action, entry.after)
    return f"{state_name(entry.action, entry.before)} → {after}" if entry.before else ""
