"""Reading consents: given and taken back by the company, asked of and answered by named people."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select

from program_admin.accounts.passwords import code_digest
from program_admin.accounts.queries import names_of
from program_admin.applications.models import (
    NAMED_ROLE_NAMES,
    Application,
    Consent,
    ConsentReply,
    ConsentRequest,
    ConsentWithdrawal,
    NamedRole,
    Status,
)
from program_admin.applications.queries.contents import consents_of
from program_admin.applications.queries.drafts import draft_fields, draft_values
from program_admin.applications.rules.engineers import NamedEngineer, engineers_in
from program_admin.applications.rules.named_people import Answer, Named, answer_of
from program_admin.companies.queries import members_of
from program_admin.core.clock import now
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.identifiers import digits_of
from program_admin.programs.schema.paperwork import Consent as Wording

LINK = "consent"


@dataclass(frozen=True, slots=True)
class Given:
    """One consent of the round with what became of it: which version was agreed to, by whom, when; when taken back."""

    wording: Wording
    version: int | None
    by: str
    at: datetime | None
    withdrawn_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Whether it was given and not taken back."""
        return self.at is not None and self.withdrawn_at is None


def given_consents(application: Application) -> tuple[Given, ...]:
    """Return every consent asked of the company with what became of it; a draft's as they are ticked now."""
    wordings = application.terms.company_consents
    if application.status == Status.DRAFT:
        fields = draft_fields(application.id)
        ticked = {w.code: fields[f"consent-{w.code}"] for w in wordings if f"consent-{w.code}" in fields}
        names = names_of({row.person_id for row in ticked.values()})
        return tuple(
            Given(w, w.version, names.get(row.person_id, ""), row.at, None)
            if (row := ticked.get(w.code)) is not None and row.value == "yes"
            else Given(w, None, "", None, None)
            for w in wordings
        )
    agreed = {each.code: each for each in consents_of(application.id)}
    withdrawn = _withdrawn(application.id, agreed)
    names = names_of({each.agreed_by_id for each in agreed.values()})
    return tuple(
        Given(w, row.version, names.get(row.agreed_by_id, ""), row.agreed_at, withdrawn.get(w.code))
        if (row := agreed.get(w.code)) is not None
        else Given(w, None, "", None, None)
        for w in wordings
    )


def consent_in_force(application: Application, code: str) -> bool:
    """Whether the company's consent of that code stands (given at the submission and not taken back since)."""
    return any(each.in_force for each in given_consents(application) if each.wording.code == code)


def named_people(application: Application) -> tuple[Named, ...]:
    """Return everybody named in the application with how far the consent is: the contact, the engineers, later ones.

    Somebody who was asked before the application was handed in and is no longer named in it is left out.
    """
    values = draft_values(application.id)
    asked = [_Asked(*row) for row in db.session.execute(_open_requests(application.id).add_columns(ConsentReply))]
    people = [*_contact(application, values, asked)]
    people += [
        _state(_last(asked, NamedRole.ENGINEER, (each.name, each.phone, each.email)), _named_engineer(each))
        for each in engineers_in(values)
        if each.name
    ]
    met = {(each.role, each.name, each.phone or each.email) for each in people}
    since = application.submitted_at
    people += [
        _state(each, replace(_named_in(each.request), key=""))
        for each in asked
        if since is not None and each.request.created_at >= since and _key(_named_in(each.request)) not in met
    ]
    return tuple(people)


def requests_of(application_id: uuid.UUID) -> list[ConsentRequest]:
    """Return the requests that a newer one did not replace, oldest first."""
    return list(db.session.scalars(_open_requests(application_id)))


def reply_to(request: ConsentRequest) -> ConsentReply | None:
    """Return the answer, if there is one."""
    return db.session.get(ConsentReply, request.id)


def request_of_token(token: str) -> ConsentRequest:
    """Return the request of a link; raises Missing when unknown, replaced, or unanswered and out of date."""
    found = db.session.scalar(select(ConsentRequest).where(ConsentRequest.digest == code_digest(LINK, "", token)))
    if found is None or found.ended_at is not None:
        raise Missing("link")
    if found.expires_at <= now() and reply_to(found) is None:
        raise Missing("link")
    return found


_CONTACT = ("project-contact_name", "project-contact_phone", "project-contact_email")


def _withdrawn(application_id: uuid.UUID, agreed: dict[str, Consent]) -> dict[str, datetime]:
    rows = db.session.scalars(select(ConsentWithdrawal).where(ConsentWithdrawal.application_id == application_id))
    return {row.code: row.at for row in rows if row.code in agreed and row.at >= agreed[row.code].agreed_at}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with its answer, if there is one."""

    request: ConsentRequest
    reply: ConsentReply | None


def _open_requests(application_id: uuid.UUID) -> Select[tuple[ConsentRequest]]:
    rows = select(ConsentRequest).where(
        ConsentRequest.application_id == application_id, ConsentRequest.ended_at.is_(None)
    )
    rows = rows.outerjoin(ConsentReply, ConsentReply.request_id == ConsentRequest.id)
    return rows.order_by(ConsentRequest.created_at, ConsentRequest.id)


def _contact(application: Application, values: dict[str, str], asked: list[_Asked]) -> Iterator[Named]:
    """The company's contact, once name and phone stand there; a member agreed when signing up."""
    name, phone, email = (values.get(field, "").strip() for field in _CONTACT)
    phone = digits_of(phone)
    if not name or not phone:
        return
    named = Named(NAMED_ROLE_NAMES[NamedRole.CONTACT], name, phone, Answer.NOT_ASKED, email=email, key="contact")
    if any(member.person.phone == phone for member in members_of(application.company_id)):
        yield replace(named, answer=Answer.MEMBER)
    else:
        yield _state(_last(asked, NamedRole.CONTACT, (name, phone, email)), named)


def _named_engineer(each: NamedEngineer) -> Named:
    role = NAMED_ROLE_NAMES[NamedRole.ENGINEER]
    key = f"{NamedRole.ENGINEER}-{each.row}"
    return Named(role, each.name, each.phone, Answer.NOT_ASKED, email=each.email, key=key)


def _named_in(request: ConsentRequest) -> Named:
    role = NAMED_ROLE_NAMES[NamedRole(request.role)]
    return Named(role, request.name, request.phone, Answer.NOT_ASKED, email=request.email)


def _key(named: Named) -> tuple[str, str, str]:
    return named.role, named.name, named.phone or named.email


def _last(asked: list[_Asked], role: NamedRole, person: tuple[str, str, str]) -> _Asked | None:
    """The newest request to that person: same role, name, and phone (or e-mail where there is no phone)."""
    name, phone, email = person
    mine = [
        each
        for each in asked
        if (each.request.role, each.request.name) == (role, name)
        and (each.request.phone == phone if phone else each.request.email == email)
    ]
    return mine[-1] if mine else None


def _state(asked: _Asked | None, named: Named) -> Named:
    if asked is None:
        return named
    request, reply = asked.request, asked.reply
    answer = answer_of(agreed=reply.agreed if reply else None, expires_at=request.expires_at, now=now())
    return replace(named, answer=answer, at=reply.at if reply else request.created_at)
