"""May this person do this to that? One question, one answer, on every page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.accounts.signing_in import ask_password_again, second_factor_is_missing, sign_in_again
from program_admin.audit.trail import log_access
from program_admin.core.errors import NotAllowed
from program_admin.core.refusals import wants_json
from program_admin.core.writing import transaction

Relation = Callable[[Person, object], bool]
Loader = Callable[..., object]
Params = ParamSpec("Params")
REGISTRY: dict[str, "Permission"] = {}


def anything(_person: Person, _subject: object) -> bool:
    """The relation that always holds: the role alone is enough."""
    return True


@dataclass(frozen=True, slots=True)
class Permission:
    """A named right: which roles hold it, over which records."""

    name: str
    held_by: tuple[tuple[Role, Relation], ...]
    label: str = ""

    def __post_init__(self) -> None:
        REGISTRY[self.name] = self

    def allows(self, person: Person, subject: object = None) -> bool:
        """Whether one of the person's roles holds this right over the subject."""
        roles = person.roles
        return any(role in roles and related(person, subject) for role, related in self.held_by)

    def held_in_principle(self, person: Person) -> bool:
        """Whether the person's role may ever do this (for navigation), whatever the record."""
        return any(role in person.roles for role, _ in self.held_by)


def public(view: Callable[Params, ResponseReturnValue]) -> Callable[Params, ResponseReturnValue]:
    """Declare that a page is for everybody."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[Params, ResponseReturnValue]) -> Callable[Params, ResponseReturnValue]:
    """Declare that a page is for whoever is signed in, about themselves (own account, own inbox)."""

    @wraps(view)
    def guarded(*args: Params.args, **values: Params.kwargs) -> ResponseReturnValue:
        turned_away = _turned_away()
        return turned_away if turned_away is not None else view(*args, **values)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def half_signed_in(view: Callable[Params, ResponseReturnValue]) -> Callable[Params, ResponseReturnValue]:
    """Declare that a page is for whoever gave the password, even if the one-time code is still owing."""

    @wraps(view)
    def guarded(*args: Params.args, **values: Params.kwargs) -> ResponseReturnValue:
        return view(*args, **values) if current_user.is_authenticated else sign_in_again()

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def needs(
    permission: Permission, loader: Loader | None = None, *, logs: str | None = None, fresh: bool = False
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Declare what a page needs: load the record, refuse before the page runs.

    `logs` says which personal data the page shows: each look becomes an access-log row about the record.
    `fresh` asks for the password again before a POST when the last one is older than the setting allows.
    """

    def mark(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def guarded(**values: object) -> ResponseReturnValue:
            turned_away = _turned_away()
            if turned_away is not None:
                return turned_away
            record = loader(**values) if loader else None
            if not permission.allows(current_user, record):
                raise NotAllowed(permission.name)
            if fresh and request.method == "POST":
                asked = ask_password_again()
                if asked is not None:
                    return asked
            if logs and record is not None and request.method == "GET":
                _log(record, logs)
            return view(record) if loader else view(**values)

        guarded.access = permission  # type: ignore[attr-defined]
        guarded.loader = loader  # type: ignore[attr-defined]
        return guarded

    return mark


def refuse_undeclared(app: Flask) -> None:
    """Refuse any request to an endpoint that declares neither a permission nor that it is public."""

    @app.before_request
    def check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and request.endpoint != "static" and not hasattr(view, "access"):
            abort(403)


def _turned_away() -> ResponseReturnValue | None:
    if not current_user.is_authenticated:
        return sign_in_again()
    if second_factor_is_missing():
        if wants_json():
            return {"sign_in": True, "sentence": "인증 앱의 번호를 입력한 뒤 다시 해 주세요."}, 401
        return redirect(url_for("accounts.second_factor", next=request.full_path.rstrip("?")))
    return None


def _log(record: object, what: str) -> None:
    identifier = getattr(record, "id", None)
    if identifier is None:
        return
    kind = type(record).__name__
    with transaction():
        log_access(current_user, (kind, identifier), what, address=request.remote_addr or "")
