"""The owner invites people to act for the company, and ends that again."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.audit.trail import record
from program_admin.companies.models import MEMBER_KIND_NAMES, Company, MemberKind, Membership
from program_admin.companies.queries import is_member
from program_admin.companies.services.history import Change, keep_changes
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.notices.outbox import Recipient, send


def invite_member(company: Company, new: NewPerson, *, by: Person, now: datetime) -> Membership:
    """Let a colleague act for the company; without an account they get a link to set a password. Raises RuleBroken."""
    person = invite(new, Role.APPLICANT, by=by, now=now, next_page=f"/companies/{company.id}")
    if is_member(person, company.id):
        sentence = f"{person.name}님은 이미 함께 쓰고 있습니다."
        raise RuleBroken([sentence], {"phone": [sentence]})
    membership = Membership(
        company_id=company.id, person_id=person.id, kind=MemberKind.STAFF.value, position=new.position, created_at=now
    )
    db.session.add(membership)
    db.session.flush()
    joined = Change("사람", person.name, "", MEMBER_KIND_NAMES[MemberKind.STAFF])
    keep_changes(company.id, [joined], by=by, now=now)
    record("membership:start", "Membership", membership.id, by=by, now=now, after=membership.kind)
    to = Recipient(person.id, person.name, phone=person.phone, email=person.email)
    title = f"{company.name} 정보를 함께 관리할 수 있습니다"
    body = f"{by.name}님이 {company.name} 담당자로 초대했습니다."
    send("in_app", to, title=title, body=body, now=now, link=f"/companies/{company.id}")
    return membership


def end_membership(membership: Membership, *, by: Person, now: datetime, reason: str) -> None:
    """Somebody no longer acts for the company; the owner stays. Raises RuleBroken."""
    if membership.ended_at is not None:
        raise RuleBroken(["이미 끝난 사람입니다. 화면을 새로 고쳐 주세요."])
    if membership.kind == MemberKind.OWNER:
        raise RuleBroken(["대표 담당자는 뺄 수 없습니다. 담당자가 바뀌면 센터로 문의해 주세요."])
    membership.ended_at = now
    kind = MEMBER_KIND_NAMES[MemberKind(membership.kind)]
    left = Change("사람", membership.person.name, kind, f"빠짐: {reason}")
    keep_changes(membership.company_id, [left], by=by, now=now)
    record("membership:end", "Membership", membership.id, by=by, now=now, before=membership.kind, reason=reason)
