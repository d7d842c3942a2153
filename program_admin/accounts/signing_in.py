"""The session of the browser: started, found again, ended, and asked to prove itself."""

import json
import uuid
from datetime import datetime, timedelta

from flask import Flask, Response, g, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError
from sqlalchemy import update
from sqlalchemy.orm import joinedload

from program_admin.accounts.devices import device_mark
from program_admin.accounts.models import LoginSession, Person
from program_admin.accounts.passwords import password_matches
from program_admin.accounts.sign_in_form import SignInForm
from program_admin.audit.trail import record
from program_admin.core import clock
from program_admin.core.database import db, row_by_id
from program_admin.core.limits import count_try
from program_admin.core.pages import page
from program_admin.core.refusals import stale_form, wants_json
from program_admin.core.settings import settings
from program_admin.core.writing import finish_riders, ride_along, transaction

SEEN_EVERY = timedelta(minutes=1)
AGAIN = "password_again"
NOT_KEPT = frozenset({"csrf_token", "act", "password", AGAIN})
TRIES_AGAIN = 10
TRIES_WITHIN = timedelta(minutes=15)

_WITH_PERSON = (joinedload(LoginSession.person).joinedload(Person.grants),)

login_manager = LoginManager()


def set_up_sign_in(app: Flask) -> None:
    """Let Flask-Login find the person of a request through the session row."""
    login_manager.init_app(app)
    login_manager.session_protection = None


def keep_lost_text(app: Flask) -> None:
    """Let somebody whose cookie is gone sign in and go on, rather than lose a long form to its stale CSRF token."""

    @app.errorhandler(CSRFError)
    def stale(error: CSRFError) -> ResponseReturnValue:
        view = app.view_functions.get(request.endpoint or "")
        lost = not current_user.is_authenticated and getattr(view, "access", "public") != "public"
        return sign_in_again() if lost else stale_form(error)


@login_manager.user_loader
def _person_of(session_id: str) -> Person | None:
    try:
        found: LoginSession | None = row_by_id(LoginSession, uuid.UUID(session_id), *_WITH_PERSON)
    except ValueError:
        return None
    if found is None or not _alive(found, clock.now()):
        return None
    found.person.login_session = found
    return found.person


def _alive(found: LoginSession, now: datetime) -> bool:
    idle = now - found.last_seen_at > timedelta(minutes=settings().session_minutes)
    old = now - found.created_at > timedelta(hours=settings().session_hours_at_most)
    return found.ended_at is None and found.person.active and not idle and not old


def note_last_seen() -> None:
    """Let the session's last-seen time be written, at most once a minute, with the act of the request if it has one."""
    if not current_user.is_authenticated:
        return
    login, now = current_user.login_session, clock.now()
    if now - login.last_seen_at < SEEN_EVERY:
        return
    identifier = login.id

    def seen() -> None:
        db.session.execute(update(LoginSession).where(LoginSession.id == identifier).values(last_seen_at=now))

    ride_along(seen)


def write_last_seen(answer: Response) -> Response:
    """Write it on its own when the request had no act."""
    finish_riders()
    return answer


def start_session(person: Person, now: datetime) -> LoginSession:
    """Open a session row for this browser and remember it in the signed cookie (call inside the act)."""
    row = LoginSession(
        person_id=person.id,
        created_at=now,
        last_seen_at=now,
        reauthenticated_at=now,
        address=request.remote_addr or "",
        agent=(request.user_agent.string or "")[:200],
        device=device_mark(),
    )
    db.session.add(row)
    db.session.flush()
    record("session:start", "Person", person.id, by=person, now=now)
    person.login_session = row
    session.clear()
    g.pop("csrf_token", None)
    login_user(person)
    return row


def end_session(row: LoginSession, *, by: Person, now: datetime, reason: str) -> None:
    """End one session row; the browser that holds it is signed out with its next request."""
    row.ended_at, row.end_reason = now, reason
    record("session:end", "Person", row.person_id, by=by, now=now)


def forget_browser() -> None:
    """Take the session out of the cookie."""
    logout_user()
    session.clear()
    g.pop("csrf_token", None)


def second_factor_is_missing() -> bool:
    """Whether this session still owes its one-time code."""
    if not settings().second_factor or not current_user.needs_second_factor:
        return False
    login: LoginSession = current_user.login_session
    return login.second_factor_at is None


def ask_password_again() -> ResponseReturnValue | None:
    """Return a page that asks for the password and keeps what was typed, or None when the session is fresh."""
    login: LoginSession = current_user.login_session
    limit = timedelta(minutes=settings().reauthentication_minutes)
    if login.reauthenticated_at and clock.now() - login.reauthenticated_at < limit:
        return None
    typed = request.form.get(AGAIN, "")
    if typed:
        count_try(f"password-again:{current_user.id}", at_most=TRIES_AGAIN, within=TRIES_WITHIN)
    if typed and password_matches(current_user.password_hash, typed):
        identifier = current_user.login_session.id
        with transaction() as now:
            values = {"reauthenticated_at": now}
            db.session.execute(update(LoginSession).where(LoginSession.id == identifier).values(**values))
        return None
    wrong = "비밀번호가 맞지 않습니다. 다시 입력해 주세요." if typed else ""
    kept = [(key, value) for key, value in request.form.items(multi=True) if key != AGAIN]
    return page("accounts/password_again.html", 401, kept=kept, wrong=wrong, action=request.full_path.rstrip("?"))


def sign_in_again() -> ResponseReturnValue:
    """Answer somebody whose session ended: a script gets 401, a page gets the sign-in form that keeps the text."""
    if wants_json():
        return {"sign_in": True, "sentence": "로그인이 끝났습니다. 다시 로그인하면 이어서 작성할 수 있습니다."}, 401
    posted = request.method == "POST"
    kept = [(key, value) for key, value in request.form.items(multi=True) if key not in NOT_KEPT]
    form = SignInForm(formdata=None)
    form.next_page.data = request.full_path.rstrip("?")
    form.kept.data = json.dumps(kept, ensure_ascii=False) if posted else ""
    return page("accounts/sign_in_again.html", 401, form=form, posted=posted)
