"""The desk, where every role begins."""

from collections.abc import Callable
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.models import Person
from program_admin.accounts.permission import signed_in
from program_admin.accounts.roles import Role
from program_admin.applications.queries.delegates import applications_delegated_to
from program_admin.companies.queries import companies_of
from program_admin.core import clock
from program_admin.core.pages import page
from program_admin.portal.desks import (
    administrator,
    applicant,
    approver,
    auditor,
    evaluator,
    officer,
    supplier,
    visitor,
)
from program_admin.portal.desks.blocks import Block
from program_admin.portal.desks.todo import tiles_of
from program_admin.portal.destinations import MENU, SEARCH, SHORTCUTS, Destination
from program_admin.portal.links import link_to
from program_admin.portal.navigation import address_of, entries_of
from program_admin.portal.views.blueprint import pages

BLOCKS: dict[Role, Callable[[Person, datetime], list[Block]]] = {
    Role.APPLICANT: applicant.blocks,
    Role.SUPPLIER: supplier.blocks,
    Role.EVALUATOR: evaluator.blocks,
    Role.APPROVER: approver.blocks,
    Role.OFFICER: officer.blocks,
    Role.VISITOR: visitor.blocks,
    Role.AUDITOR: auditor.blocks,
    Role.ADMINISTRATOR: administrator.blocks,
}
NOTHING = "지금 처리할 일이 없습니다. 새로 생기면 여기와 알림에 나타납니다."
WITHOUT_ROLE = "아직 맡은 역할이 없습니다. 시스템관리자에게 역할을 요청해 주세요."


@pages.get("/desk")
@signed_in
def desk() -> ResponseReturnValue:
    """Show what waits for this person and where their cases stand."""
    now, roles = clock.now(), [role for role in BLOCKS if role in current_user.roles]
    staff = current_user.is_staff
    round_ = officer.current_round(request.args.get("round", "")) if staff else None
    return page(
        "portal/desk.html",
        tiles=tiles_of(current_user, now),
        blocks=[block for role in roles for block in BLOCKS[role](current_user, now)],
        nothing=NOTHING if roles else WITHOUT_ROLE,
        eyebrow=round_.title if round_ else "",
        shortcuts=_shortcuts(roles),
        search=address_of(SEARCH, current_user),
        round=round_,
        rounds=officer.running_rounds() if Role.OFFICER in roles else [],
    )


def _shortcuts(roles: list[Role]) -> list[tuple[str, str]]:
    """Pages that are not in the menu: begin something, or look something up."""
    delegate = bool(applications_delegated_to(current_user))
    without_company = Role.APPLICANT in roles and not delegate and not companies_of(current_user)
    found = [("기업 등록", link_to("companies.new"))] if without_company else []
    in_menu = {entry.href for entry in entries_of(current_user)}
    more: list[Destination] = [each for role in roles for each in (*MENU[role], *SHORTCUTS.get(role, ()))]
    found += [(each.label, address_of(each, current_user)) for each in more]
    return list(dict.fromkeys((label, href) for label, href in found if href and href not in in_menu))
