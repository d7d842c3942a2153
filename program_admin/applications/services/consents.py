"""Consents: the company takes an optional one back, asks named people by a link of their own, and they answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from program_admin.accounts.models import Person
from program_admin.accounts.passwords import code_digest
from program_admin.applications import permissions as may
from program_admin.applications.models import (
    NAMED_ROLE_NAMES,
    OPEN_STATES,
    Application,
    ConsentReply,
    ConsentRequest,
    ConsentWithdrawal,
    NamedRole,
    Status,
)
from program_admin.applications.notices import tell_company
from program_admin.applications.queries.consents import LINK, given_consents, named_people, reply_to, requests_of
from program_admin.applications.rules.named_people import Answer, Named
from program_admin.applications.services.locking import lock, require
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import is_mobile
from program_admin.core.ids import new_token
from program_admin.core.korean import korean_date
from program_admin.core.settings import settings
from program_admin.notices.outbox import Recipient, send

STATES_PAGE = "consent-states"
_ROLES = {name: role for role, name in NAMED_ROLE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class NewNamed:
    """Whom to ask: in which role, name, phone (digits), e-mail where there is no mobile phone."""

    role: NamedRole
    name: str
    phone: str
    email: str = ""


def withdraw_consent(application: Application, code: str, *, by: Person, now: datetime) -> None:
    """Take an optional consent back after the submission; what was done on it before stays lawful.

    Raises RuleBroken for a required consent, one not given, or one taken back already.
    """
    require(may.CONSENT, by, application)
    lock(application)
    found = next((each for each in given_consents(application) if each.wording.code == code), None)
    if application.status == Status.DRAFT or found is None or not found.in_force:
        raise RuleBroken(["철회할 동의가 없습니다. 화면을 새로 고쳐 주세요."])
    if found.wording.required:
        raise RuleBroken(["필수 동의는 여기에서 철회할 수 없습니다. 접수를 취소하거나 센터로 문의해 주세요."])
    row = ConsentWithdrawal(
        application_id=application.id, code=code, version=found.version or found.wording.version, by_id=by.id, at=now
    )
    db.session.add(row)
    record("application:withdraw_consent", "Application", application.id, by=by, now=now, before=code)


def ask_named(application: Application, key: str = "", *, by: Person, now: datetime) -> tuple[str, ...]:
    """Ask everybody named in the application who was not asked yet, or again the one at `key`; returns the names.

    Whoever is no longer named in a draft loses the link. Raises RuleBroken like `ask_consent`.
    """
    require(may.CONSENT, by, application)
    lock(application)
    people = named_people(application)
    if application.status == Status.DRAFT:
        _end_others(application, people, now)
    wanted = [each for each in people if (each.key == key if key else each.answer is Answer.NOT_ASKED)]
    if key and not wanted:
        raise RuleBroken(["신청서에 없는 사람입니다. 화면을 새로 고쳐 주세요."])
    asked = [each for each in wanted if key or each.reachable]
    for each in asked:
        new = NewNamed(_ROLES[each.role], each.name, each.phone, each.email)
        ask_consent(application, new, by=by, now=now)
    return tuple(each.name for each in asked)


def ask_consent(application: Application, new: NewNamed, *, by: Person, now: datetime) -> ConsentRequest:
    """Send a named person the link to agree or refuse; an earlier unanswered request to the same person is replaced.

    Raises RuleBroken when the round asks nothing of named people, nothing reaches them, or they answered.
    """
    require(may.CONSENT, by, application)
    lock(application)
    _check(application, new)
    for earlier in requests_of(application.id):
        if (earlier.role, earlier.name, earlier.phone) == (new.role, new.name, new.phone):
            _replace(earlier, now)
    token = new_token()
    made = ConsentRequest(
        application_id=application.id,
        round_version_id=application.round.current_version.id
        if application.status == Status.DRAFT
        else application.round_version_id,
        role=new.role.value,
        name=new.name,
        phone=new.phone,
        email=new.email,
        digest=code_digest(LINK, "", token),
        sent_by_id=by.id,
        created_at=now,
        expires_at=now + timedelta(days=settings().consent_link_days),
    )
    db.session.add(made)
    db.session.flush()
    record("application:ask_consent", "Application", application.id, by=by, now=now, after=str(made.id))
    _send_link(made, token, by=by, now=now)
    return made


def answer_consent(request: ConsentRequest, *, agreed: bool, now: datetime, address: str = "") -> ConsentReply:
    """Keep what the holder of the link answered, once; the company is told. Raises RuleBroken the second time."""
    application = request.application
    lock(application)
    if request.ended_at is not None or request.expires_at <= now:
        raise RuleBroken(["동의 기한이 지났습니다. 필요하면 기업에 다시 보내 달라고 해 주세요."])
    if reply_to(request) is not None:
        raise RuleBroken(["이미 답하셨습니다. 답을 바꾸려면 기업이나 센터로 연락해 주세요."])
    wording = " ".join(f"{each.code}:{each.version}" for each in request.round_version.terms.person_consents)
    reply = ConsentReply(request_id=request.id, agreed=agreed, wording=wording, at=now, address=address)
    db.session.add(reply)
    record("application:answer_consent", "Application", application.id, by=None, now=now, after=str(request.id))
    word = "동의했습니다" if agreed else "동의하지 않았습니다"
    tell_company(
        application,
        title=f"{request.name}님이 개인정보 수집·이용에 {word}",
        body=f"{NAMED_ROLE_NAMES[NamedRole(request.role)]} {request.name}님이 {word}. 동의 현황에서 확인해 주세요.",
        now=now,
        link=f"/applications/{application.id}/{STATES_PAGE}",
    )
    return reply


def _check(application: Application, new: NewNamed) -> None:
    if not application.terms.person_consents:
        raise RuleBroken(["이 사업은 이름이 적힌 사람의 동의를 따로 받지 않습니다."])
    if application.status not in OPEN_STATES:
        raise RuleBroken(["취소되었거나 반려된 신청입니다. 새로 신청한 뒤 보내 주세요."])
    if not is_mobile(new.phone) and not new.email:
        sentence = "문자를 받을 수 있는 휴대전화 번호를 적어 주세요. 예: 010-1234-5678"
        raise RuleBroken([sentence], {"phone": [sentence]})


def _end_others(application: Application, people: tuple[Named, ...], now: datetime) -> None:
    """End what was asked of people who are no longer named and did not answer."""
    named = {(_ROLES[each.role], each.name, each.phone) for each in people}
    for request in requests_of(application.id):
        if (request.role, request.name, request.phone) not in named and reply_to(request) is None:
            request.ended_at = now


def _replace(earlier: ConsentRequest, now: datetime) -> None:
    reply = reply_to(earlier)
    if reply is not None and reply.agreed:
        raise RuleBroken([f"{earlier.name}님은 이미 동의했습니다. 다시 보내지 않아도 됩니다."])
    earlier.ended_at = now


def _send_link(request: ConsentRequest, token: str, *, by: Person, now: datetime) -> None:
    application, path = request.application, f"/applications/consents/{token}"
    body = (
        f"{application.company_name}이(가) {application.round.title} 신청서에 "
        f"{request.name}님을 {NAMED_ROLE_NAMES[NamedRole(request.role)]}로 적었습니다. 아래 주소에서 내용을 보고 "
        f"동의하거나 거부해 주세요. {korean_date(request.expires_at)}까지 쓸 수 있습니다.\n"
        f"{settings().public_address}{path}"
    )
    send(
        "sms" if is_mobile(request.phone) else "email",
        Recipient(None, request.name, phone=request.phone, email=request.email),
        title="개인정보 동의 요청",
        body=body,
        now=now,
        link=path,
        subject=("Application", application.id),
    )
