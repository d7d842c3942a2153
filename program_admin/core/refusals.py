"""Turns refusals and crashes into answers: the right status, a plain page, a reference number."""

import logging

from flask import Flask, Response, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from program_admin.core.database import db
from program_admin.core.errors import AlreadyDone, Conflict, Missing, NotAllowed, RuleBroken
from program_admin.core.ids import new_code
from program_admin.core.limits import TooMany
from program_admin.core.pages import page

log = logging.getLogger("program_admin")
PLAIN = "지금은 처리하지 못했습니다. 입력한 내용은 저장되지 않았을 수 있습니다. 잠시 뒤 다시 시도해 주세요. 참조번호 {}"
KNOWN = {400, 403, 404, 405, 409, 413, 422, 429, 500}


def wants_json() -> bool:
    """Whether a script of ours asked (it names itself) or the caller accepts only JSON."""
    return request.headers.get("X-Requested-With") == "fetch" or request.accept_mimetypes.best == "application/json"


def set_up_refusals(app: Flask) -> None:
    """Register one handler per kind of refusal."""

    @app.before_request
    def give_reference() -> None:
        g.reference = new_reference()

    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(NotAllowed, lambda _refusal: refuse(403))
    app.register_error_handler(Missing, lambda _refusal: refuse(404))
    app.register_error_handler(TooMany, lambda refusal: refuse(429, [str(refusal)]))
    app.register_error_handler(AlreadyDone, lambda done: redirect(done.location, 303))
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crash)


def new_reference() -> str:
    """Return a reference number a caller can read out on the phone, e.g. K7PX-3M9A."""
    code = new_code(8)
    return f"{code[:4]}-{code[4:]}"


def refuse(status: int, sentences: list[str] | None = None, **values: object) -> ResponseReturnValue:
    """Answer with the page (or JSON) of that status; sentences replace the page's own text."""
    db.session.rollback()
    reference = g.get("reference", "")
    if wants_json():
        return jsonify(sentences=sentences or [], reference=reference, **values), status
    template = f"errors/{status if status in KNOWN else 500}.html"
    return page(template, status, reference=reference, sentences=sentences or [], **values)


def _rule_broken(broken: RuleBroken) -> ResponseReturnValue:
    return refuse(422, broken.objections, fields=broken.fields)


def _conflict(conflict: Conflict) -> ResponseReturnValue:
    values = {name: getattr(conflict, name) for name in ("field", "mine", "theirs", "theirs_by", "revision")}
    return refuse(409, [str(conflict)], **values)


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose CSRF token no longer fits."""
    return refuse(
        422, ["화면을 연 지 오래되어 확인값이 맞지 않습니다. 이전 화면으로 돌아가 새로 고친 뒤 다시 눌러 주세요."]
    )


def _http(error: HTTPException) -> ResponseReturnValue | Response:
    code = error.code or 500
    if code < 400 and error.response is not None:
        return error.response
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    return refuse(code)


def _crash(error: Exception) -> ResponseReturnValue:
    log.error("crash", exc_info=error)
    try:
        return refuse(500)
    except (SQLAlchemyError, TemplateError) as second:
        log.error("crash while saying so", exc_info=second)
        return Response(PLAIN.format(g.get("reference", "")), 500, mimetype="text/plain")
