"""The application with one page more: the bare view that every other request is compared with."""

from flask import Flask, Response, g, render_template_string
from flask.typing import ResponseReturnValue
from sqlalchemy import event

from program_admin import app as program
from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.core.database import db

BARE = "/bench/bare"
STATEMENTS = "X-Bench-Statements"


def create_app() -> Flask:
    """Build the real application; add the bare view and say in a header how many statements a request took."""
    app = program.create_app()
    app.add_url_rule(BARE, "bare", needs(may.BROWSE)(bare))
    app.after_request(_tell_statements)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", _count)
    return app


def bare() -> ResponseReturnValue:
    """Answer through session row and permission with an empty template."""
    return render_template_string("")


def _count(*_statement: object) -> None:
    if g:
        g.bench_statements = g.get("bench_statements", 0) + 1


def _tell_statements(answer: Response) -> Response:
    answer.headers[STATEMENTS] = str(g.get("bench_statements", 0))
    return answer
