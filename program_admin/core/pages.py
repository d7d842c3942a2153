"""Answers with a page: one place that renders a template into a response."""

from flask import Response, make_response, render_template


def page(template: str, status: int = 200, **values: object) -> Response:
    """Render a template with finished values into an answer of that status."""
    return make_response(render_template(template, **values), status)
