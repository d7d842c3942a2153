"""Where somebody is led after signing in: only to pages of this site."""

from urllib.parse import urlsplit

from flask import current_app, url_for

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role

REGISTER = {Role.APPLICANT: "companies.new", Role.SUPPLIER: "suppliers.new"}


def own_address(address: str) -> str:
    """The address if it leads to a page of this site, else nothing: no other host, no scheme, no backslash."""
    plain = address.strip()
    if not plain.startswith("/") or plain.startswith("//") or "\\" in plain or not plain.isprintable():
        return ""
    parts = urlsplit(plain)
    return plain if not parts.scheme and not parts.netloc else ""


def start_page() -> str:
    """The desk, where every role begins."""
    return url_for("portal.desk") if "portal.desk" in current_app.view_functions else "/"


def after_sign_in(address: str) -> str:
    """The page that was asked for, or the desk."""
    return own_address(address) or start_page()


def registration_page(person: Person) -> str:
    """Where somebody who just signed up goes on: to register the company or the supplier."""
    for role, endpoint in REGISTER.items():
        if role in person.roles and endpoint in current_app.view_functions:
            return url_for(endpoint)
    return start_page()
