"""Addresses of pages in other packages, or nothing where a page does not exist or does not open."""

from flask import current_app, url_for
from flask_login import current_user

from program_admin.accounts.permission import Permission


def exists(endpoint: str) -> bool:
    """Whether the app has a page of that name."""
    return endpoint in current_app.view_functions


def link_to(*endpoints: str, **values: object) -> str:
    """The address of the first of these pages that exists and that the reader's roles may ever open, else nothing."""
    for endpoint in endpoints:
        if exists(endpoint) and _may_open(endpoint):
            return url_for(endpoint, **values)  # type: ignore[arg-type]
    return ""


def linked(text: str, *endpoints: str, **values: object) -> dict[str, str] | str:
    """A table cell that leads to the first of these pages, plain text where there is none."""
    href = link_to(*endpoints, **values)
    return {"text": text, "link": href} if href else text


def opened(endpoint: str, record: object, **values: object) -> str:
    """The address of a page about one record if the reader may open it for that very record, else nothing."""
    access = getattr(current_app.view_functions.get(endpoint), "access", None)
    if not isinstance(access, Permission) or not access.allows(current_user, record):
        return ""
    return url_for(endpoint, **values)  # type: ignore[arg-type]


def _may_open(endpoint: str) -> bool:
    access = getattr(current_app.view_functions[endpoint], "access", None)
    return access.held_in_principle(current_user) if isinstance(access, Permission) else True
