"""The first administrator of a new installation; every later account is given by somebody who has one."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import people_with, person_by_phone
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, add_person, grant, send_account_link
from program_admin.audit.trail import record
from program_admin.core.errors import RuleBroken


def found_administrator(new: NewPerson, *, now: datetime) -> Person:
    """Make the first administrator and send the link to set a password; raises RuleBroken once there is one."""
    if people_with(Role.ADMINISTRATOR):
        raise RuleBroken(["시스템관리자가 이미 있습니다. 그 사람에게 초대를 부탁해 주세요."])
    if person_by_phone(new.phone) is not None:
        raise RuleBroken(["이미 쓰고 있는 휴대전화 번호입니다. 다른 번호를 적어 주세요."])
    person = add_person(new, now)
    record("person:found", "Person", person.id, by=None, now=now)
    grant(person, Role.ADMINISTRATOR, by=person, now=now)
    send_account_link(person, now=now)
    return person
