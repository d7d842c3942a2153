"""The administrator's list of people, and inviting one more."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import ColumnElement, select

from program_admin.accounts import permissions as may
from program_admin.accounts.forms import InviteForm
from program_admin.accounts.handing_out import list_file, log_list
from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.permission import needs
from program_admin.accounts.roles import LABELS, Role
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.accounts.views.blueprint import pages
from program_admin.core.exports import Kind
from program_admin.core.identifiers import digits_of, normalise_phone
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing


def _holds(roles: tuple[str, ...]) -> ColumnElement[bool]:
    held = select(RoleGrant.person_id).where(RoleGrant.ended_at.is_(None), RoleGrant.role.in_(roles))
    return Person.id.in_(held)


def _stands(states: tuple[str, ...]) -> ColumnElement[bool]:
    return Person.active.in_([state == "active" for state in states])


def _address(person: Person) -> str:
    return url_for("accounts.person", person_id=person.id)


LISTING: Listing[Person] = Listing(
    name="people",
    title="사람과 역할",
    columns=(
        Column("name", "이름", lambda person: person.name, order=Person.name, link=_address),
        Column("affiliation", "소속", lambda person: person.affiliation, order=Person.affiliation),
        Column("phone", "휴대전화", lambda person: normalise_phone(person.phone) or person.phone),
        Column("roles", "역할", lambda person: ", ".join(sorted(role.label for role in person.roles))),
        Column(
            "active",
            "계정",
            lambda person: "사용 중" if person.active else "사용 중지",
            kind=Kind.BADGE,
            tone=lambda person: "success" if person.active else "",
        ),
        Column("created_at", "만든 때", lambda person: person.created_at, kind=Kind.MOMENT, order=Person.created_at),
    ),
    identity=Person.id,
    order="-created_at",
    empty="조건에 맞는 사람이 없습니다. 조건을 바꾸거나 ‘사람 초대’로 계정을 만들어 주세요.",
    filters=(
        ChoiceFilter("role", "역할", tuple((role.value, LABELS[role]) for role in Role), condition=_holds),
        ChoiceFilter("state", "계정", (("active", "사용 중"), ("ended", "사용 중지")), condition=_stands),
    ),
    search=Person.search_text,
    search_hint="이름, 전화번호, 소속으로 찾기",
)


@pages.get("/people")
@needs(may.SEE)
def people() -> ResponseReturnValue | Response:
    """List everybody who has an account."""
    file = list_file(LISTING, select(Person))
    if file is not None:
        return file
    found = list_page(LISTING, select(Person), arguments=request.args)
    log_list(found)
    return page("accounts/people.html", list=found, may_manage=may.MANAGE.allows(current_user))


@pages.route("/people/new", methods=["GET", "POST"])
@needs(may.MANAGE, fresh=True)
def invite_person() -> ResponseReturnValue:
    """Give somebody an account and a role, and send the link for a password."""
    form = InviteForm()
    if request.method == "GET" or not form.validate():
        return page("accounts/invite.html", 200 if request.method == "GET" else 422, form=form)
    new = NewPerson(
        form.name.data,
        digits_of(form.phone.data),
        form.email.data,
        affiliation=form.affiliation.data,
        position=form.position.data,
    )
    with writing(form.act) as now:
        person = invite(new, Role(form.role.data), by=current_user, now=now)
        target = answered(url_for(".person", person_id=person.id))
    return redirect(target, 303)
