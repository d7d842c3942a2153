"""One person as the administrator sees it: roles with their history, devices, and the acts on them."""

import uuid
from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts import permissions as may
from program_admin.accounts.devices import device_name
from program_admin.accounts.forms import ReasonForm, RoleForm
from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.permission import needs
from program_admin.accounts.queries import grant_by_id, names_of, open_sessions, person_by_id
from program_admin.accounts.roles import LABELS, Role
from program_admin.accounts.services import people as services
from program_admin.accounts.services.sign_up import grant, send_account_link
from program_admin.accounts.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import normalise_phone
from program_admin.core.pages import page
from program_admin.core.writing import writing


def get_person(person_id: uuid.UUID) -> Person:
    """Load the person of an address; raises Missing."""
    return person_by_id(person_id)


@pages.get("/people/<uuid:person_id>")
@needs(may.SEE, get_person, logs="계정 정보")
def person(found: Person) -> ResponseReturnValue:
    """Show one account."""
    granters = names_of({one.granted_by for one in found.grants if one.granted_by})
    grants = sorted(found.grants, key=lambda one: one.granted_at)
    return page(
        "accounts/person.html",
        person=found,
        phone=normalise_phone(found.phone) or found.phone,
        grants=[(one, LABELS[Role(one.role)], granters.get(one.granted_by or one.person_id, "")) for one in grants],
        sessions=[(row, device_name(row.agent)) for row in open_sessions(found)],
        may_manage=may.MANAGE.allows(current_user),
        myself=found.id == current_user.id,
        form=ActForm(formdata=None),
    )


@pages.route("/people/<uuid:person_id>/roles", methods=["GET", "POST"])
@needs(may.MANAGE, get_person, fresh=True)
def give_role(found: Person) -> ResponseReturnValue:
    """Give one more role."""
    form = RoleForm()
    form.role.choices = [(role.value, LABELS[role]) for role in Role if role not in found.roles]
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("accounts/person_act.html", status, form=form, person=found, title="역할 더하기")
    with writing(form.act, then=_address(found)) as now:
        grant(found, Role(form.role.data), by=current_user, now=now)
    return redirect(_address(found), 303)


@pages.route("/people/roles/<uuid:grant_id>/end", methods=["GET", "POST"])
@needs(may.MANAGE, grant_by_id, fresh=True)
def end_role(held: RoleGrant) -> ResponseReturnValue:
    """End a role with a reason."""
    found, role = person_by_id(held.person_id), Role(held.role)
    return _with_reason(
        found,
        f"‘{role.label}’ 역할 끝내기",
        lambda now, reason: services.take_role(found, role, by=current_user, now=now, reason=reason),
    )


@pages.route("/people/<uuid:person_id>/deactivate", methods=["GET", "POST"])
@needs(may.MANAGE, get_person, fresh=True)
def deactivate(found: Person) -> ResponseReturnValue:
    """Close an account."""
    return _with_reason(
        found,
        "계정 사용 중지",
        lambda now, reason: services.deactivate(found, by=current_user, now=now, reason=reason),
    )


@pages.route("/people/<uuid:person_id>/reactivate", methods=["GET", "POST"])
@needs(may.MANAGE, get_person, fresh=True)
def reactivate(found: Person) -> ResponseReturnValue:
    """Open a closed account again."""
    return _with_reason(
        found,
        "계정 다시 사용",
        lambda now, reason: services.reactivate(found, by=current_user, now=now, reason=reason),
    )


@pages.route("/people/<uuid:person_id>/second-factor/forget", methods=["GET", "POST"])
@needs(may.MANAGE, get_person, fresh=True)
def forget_second_factor(found: Person) -> ResponseReturnValue:
    """Let somebody who lost the telephone enrol anew."""
    return _with_reason(
        found,
        "2차 인증 초기화",
        lambda now, reason: services.forget_second_factor(found, by=current_user, now=now, reason=reason),
    )


@pages.post("/people/<uuid:person_id>/sessions/end")
@needs(may.MANAGE, get_person)
def end_sessions(found: Person) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    with writing(ActForm().act, then=_address(found)) as now:
        services.end_all_sessions(found, by=current_user, now=now, reason="시스템관리자가 끝냄")
    flash("모든 기기에서 로그아웃시켰습니다.")
    return redirect(_address(found), 303)


@pages.post("/people/<uuid:person_id>/link")
@needs(may.MANAGE, get_person)
def send_link(found: Person) -> ResponseReturnValue:
    """Send the link for a password once more."""
    with writing(ActForm().act, then=_address(found)) as now:
        send_account_link(found, now=now)
    flash("비밀번호를 정하는 주소를 문자로 보냈습니다.")
    return redirect(_address(found), 303)


def _address(found: Person) -> str:
    return url_for("accounts.person", person_id=found.id)


def _with_reason(found: Person, title: str, act: Callable[[datetime, str], object]) -> ResponseReturnValue:
    form = ReasonForm()
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=_address(found)) as now:
                act(now, form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(_address(found), 303)
    status = 200 if request.method == "GET" else 422
    return page("accounts/person_act.html", status, form=form, person=found, title=title)
