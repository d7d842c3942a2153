"""Assembles the application: settings, database, packages, error pages, commands."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import click
from flask import Blueprint, Flask, Response, jsonify
from flask_login import current_user
from flask_wtf import CSRFProtect
from sqlalchemy import text

from program_admin.accounts.commands import commands as accounts_commands
from program_admin.accounts.permission import public, refuse_undeclared
from program_admin.accounts.signing_in import keep_lost_text, note_last_seen, set_up_sign_in, write_last_seen
from program_admin.accounts.views import pages as accounts_pages
from program_admin.aftercare import jobs as aftercare_jobs
from program_admin.aftercare.views import pages as aftercare_pages
from program_admin.agreements.views import inspection_pages, payment_pages
from program_admin.agreements.views import pages as agreements_pages
from program_admin.applications import jobs as applications_jobs
from program_admin.applications.views import correction_pages, extension_pages, screening_pages, self_check_pages
from program_admin.applications.views import pages as applications_pages
from program_admin.audit.commands import commands as audit_commands
from program_admin.companies.views import pages as companies_pages
from program_admin.core.database import connect, db, is_sqlite
from program_admin.core.gate import Gate
from program_admin.core.logs import set_up_logs
from program_admin.core.protection import set_up_protection
from program_admin.core.refusals import set_up_refusals
from program_admin.core.screen import set_up_screen
from program_admin.core.settings import Environment, Settings
from program_admin.documents import jobs as documents_jobs
from program_admin.documents.commands import commands as documents_commands
from program_admin.documents.uploading import pages as uploads_pages
from program_admin.documents.views import pages as documents_pages
from program_admin.evaluation import jobs as evaluation_jobs
from program_admin.evaluation.views import pages as evaluation_pages
from program_admin.jobs.commands import commands as jobs_commands
from program_admin.matching.views import pages as matching_pages
from program_admin.notices import deliver
from program_admin.notices.deliver import check_delivery
from program_admin.portal import jobs as portal_jobs
from program_admin.portal.commands import commands as reference_commands
from program_admin.portal.navigation import navigation
from program_admin.portal.views import pages as portal_pages
from program_admin.programs.commands import commands as round_commands
from program_admin.programs.inquiries.views import pages as inquiry_pages
from program_admin.programs.views import pages as programs_pages
from program_admin.rehearsal.commands import demo, rehearse
from program_admin.suppliers.views import pages as suppliers_pages

ROOT = Path(__file__).parents[1]
BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts_pages,
    aftercare_pages,
    agreements_pages,
    applications_pages,
    screening_pages,
    extension_pages,
    correction_pages,
    self_check_pages,
    companies_pages,
    inspection_pages,
    payment_pages,
    documents_pages,
    uploads_pages,
    evaluation_pages,
    portal_pages,
    matching_pages,
    programs_pages,
    inquiry_pages,
    suppliers_pages,
)
COMMANDS: tuple[click.Command, ...] = (
    audit_commands,
    jobs_commands,
    reference_commands,
    documents_commands,
    round_commands,
    accounts_commands,
    rehearse,
    demo,
)
# loaded, so that workers know what they may run
TASKS: tuple[ModuleType, ...] = (
    aftercare_jobs,
    applications_jobs,
    deliver,
    documents_jobs,
    evaluation_jobs,
    portal_jobs,
)
CONTEXTS: tuple[Callable[[], dict[str, object]], ...] = (navigation,)

csrf = CSRFProtect()


def create_app(chosen: Settings | None = None) -> Flask:
    """Build the application from the environment, or from given settings (tests)."""
    chosen = chosen or Settings()
    app = Flask("program_admin", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.extensions["program_admin.settings"] = chosen
    _configure(app, chosen)
    if chosen.environment is not Environment.TEST:
        set_up_logs()
    check_delivery(chosen)
    connect(app, chosen.database_url)
    csrf.init_app(app)
    set_up_sign_in(app)
    set_up_refusals(app)
    keep_lost_text(app)
    set_up_protection(app)
    set_up_screen(app)
    refuse_undeclared(app)
    app.before_request(note_last_seen)
    app.after_request(write_last_seen)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for commands in COMMANDS:
        app.cli.add_command(commands)
    for context in CONTEXTS:
        app.context_processor(context)
    app.add_url_rule("/healthz", "healthz", health)
    _set_up_gate(app)
    return app


def _set_up_gate(app: Flask) -> None:
    """Let one request compute at a time where the database takes one writer at a time."""
    with app.app_context():
        if is_sqlite():
            app.wsgi_app = Gate(app.wsgi_app, body_at_most=app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]


def _configure(app: Flask, chosen: Settings) -> None:
    app.config.update(
        SECRET_KEY=chosen.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=(chosen.max_upload_mb + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=4000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.public_address.startswith("https://"),
        SESSION_COOKIE_NAME="program_admin",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=chosen.session_hours_at_most),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=1),
        WTF_CSRF_TIME_LIMIT=None,
    )


@public
def health() -> Response:
    """Say whether the database answers."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok", signed_in=bool(current_user.is_authenticated))
