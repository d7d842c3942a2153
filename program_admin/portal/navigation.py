"""What the frame of every page shows of the reader: menu, role, unread messages, footer."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_login import current_user

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.accounts.roles import Role
from program_admin.accounts.signing_in import second_factor_is_missing
from program_admin.notices.queries import unread_count
from program_admin.portal.destinations import DESK, FILLERS, INBOX, LEAST, MOST, Destination, wanted

FOOTER = (("개인정보처리방침", "portal.privacy"), ("이용안내", "portal.guide"), ("문서 확인", "documents.verify"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu as the frame shows it."""

    label: str
    href: str
    current: bool
    count: int = 0


def navigation() -> dict[str, object]:
    """Give every page its menu (4–6 entries), the reader's roles and the footer."""
    frame: dict[str, object] = {"footer_links": [(label, url_for(name)) for label, name in FOOTER if _exists(name)]}
    if not current_user.is_authenticated:
        return frame | {"sign_in_url": url_for("accounts.sign_in")}
    frame |= {"role_label": role_label(current_user), "sign_out_url": url_for("accounts.sign_out")}
    if second_factor_is_missing():
        return frame
    return frame | {"navigation": entries_of(current_user)}


def role_label(person: Person) -> str:
    """The workplace and roles shown beside the name."""
    roles = ", ".join(role.label for role in Role if role in person.roles)
    return f"{person.affiliation} {roles}".strip()


def entries_of(person: Person) -> list[Entry]:
    """The menu of a person: the desk, what the roles need most, and the inbox with its unread messages."""
    between = [each for each in wanted(person.roles) if address_of(each, person)][: MOST - 2]
    for filler in FILLERS:
        if len(between) < LEAST - 2 and filler not in between and address_of(filler, person):
            between.append(filler)
    chosen = [each for each in (DESK, *between, INBOX) if address_of(each, person)]
    here = _here(chosen)
    return [
        Entry(
            each.label,
            address_of(each, person),
            current=each is here,
            count=unread_count(person.id) if each is INBOX else 0,
        )
        for each in chosen
    ]


def address_of(destination: Destination, person: Person) -> str:
    """The address of a destination: of its first endpoint that exists and opens for this person, else nothing."""
    for endpoint in destination.endpoints:
        if _exists(endpoint) and opens(endpoint, person):
            return url_for(endpoint)
    return ""


def opens(endpoint: str, person: Person) -> bool:
    """Whether a page that shows no single record opens for this person."""
    access = getattr(current_app.view_functions[endpoint], "access", None)
    return access.allows(person) if isinstance(access, Permission) else access in ("public", "signed in")


def _exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def _here(chosen: list[Destination]) -> Destination | None:
    standing = [(len(area), each) for each in chosen for area in each.areas if _within(request.path, area)]
    return max(standing, key=lambda found: found[0], default=(0, None))[1]


def _within(path: str, area: str) -> bool:
    return path == area or path.startswith(f"{area}/")
