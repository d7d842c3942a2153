"""take_step: state, permission, objections and reason; one entry of the trail per step."""

from enum import StrEnum
from types import SimpleNamespace

import pytest

from program_admin.accounts.permission import REGISTRY, Permission, anything
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry, AuditNote
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.workflow.approval import PROCESS as APPROVAL
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval, Status
from program_admin.workflow.process import PROCESSES, Label, Process, Step, one
from tests.builders.people import make_person


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    DARK = "dark"


def too_early(subject) -> list[str]:
    return [] if subject.seconds >= 30 else ["30초가 지나지 않았습니다.", "보행자가 있습니다."]


@pytest.fixture
def lights():
    switch = Permission("light:switch", ((Role.OFFICER, lambda person, subject: subject.owner == person.id),))
    process = Process(
        noun="light",
        title="신호등",
        states=Light,
        start=Light.RED,
        steps=(
            Step("go", "출발", one(Light.RED), Light.GREEN, switch, objections=too_early),
            Step("off", "끄기", one(Light.RED, Light.GREEN), Light.DARK, switch, needs_reason=True),
            Step("expire", "시간 지남", one(Light.GREEN), Light.RED, None),
        ),
        labels={
            Light.RED: Label("정지", "기다려 주세요", "danger"),
            Light.GREEN: Label("진행", "가세요", "success"),
            Light.DARK: Label("꺼짐", "꺼짐"),
        },
    )
    yield process
    del PROCESSES["light"], REGISTRY["light:switch"]


@pytest.fixture
def officer(app):
    return make_person(Role.OFFICER)


def light(owner, status=Light.RED, seconds=60):
    return SimpleNamespace(id=new_id(), status=status.value, owner=owner.id, seconds=seconds)


def test_a_step_moves_the_record_and_stands_in_the_trail(lights, officer):
    subject = light(officer)

    with transaction() as now:
        take_step(lights, subject, "off", by=officer, now=now, reason="정전")

    entry = db.session.query(AuditEntry).one()
    assert subject.status == "dark"
    assert (entry.action, entry.before, entry.after, entry.actor_id) == ("light:off", "red", "dark", officer.id)
    assert db.session.get(AuditNote, entry.id).words == "정전"


def test_a_step_outside_its_states_is_refused_in_the_readers_words(lights, officer):
    subject = light(officer, Light.GREEN)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        take_step(lights, subject, "go", by=officer, now=now)

    assert broken.value.objections == ["지금 상태(진행)에서는 ‘출발’ 처리를 할 수 없습니다. 화면을 새로 고쳐 주세요."]
    assert subject.status == "green"


def test_every_objection_is_said_at_once(lights, officer):
    with pytest.raises(RuleBroken) as broken, transaction() as now:
        take_step(lights, light(officer, seconds=1), "go", by=officer, now=now)

    assert broken.value.objections == ["30초가 지나지 않았습니다.", "보행자가 있습니다."]


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_a_missing_reason_is_asked_for_at_its_field(lights, officer, reason):
    with pytest.raises(RuleBroken) as broken, transaction() as now:
        take_step(lights, light(officer), "off", by=officer, now=now, reason=reason)

    assert broken.value.fields == {"reason": ["사유를 적어 주세요."]}


def test_a_stranger_and_the_system_may_not_take_a_persons_step(lights, officer):
    stranger = make_person(Role.OFFICER)
    for by in (stranger, None):
        with pytest.raises(NotAllowed), transaction() as now:
            take_step(lights, light(officer), "go", by=by, now=now)


def test_the_system_takes_the_steps_that_need_nobody(lights, officer):
    subject = light(officer, Light.GREEN)

    with transaction() as now:
        take_step(lights, subject, "expire", by=None, now=now)

    assert subject.status == "red"


def test_buttons_are_the_steps_open_to_the_reader(lights, officer):
    subject = light(officer)

    assert [step.name for step in lights.open_to(officer, subject)] == ["go", "off"]
    assert lights.open_to(make_person(Role.OFFICER), subject) == []
    assert lights.open_to(officer, light(officer, Light.DARK)) == []


def test_outsiders_read_other_words_than_the_staff(lights):
    assert (lights.label("red", staff=True), lights.label("red", staff=False)) == ("정지", "기다려 주세요")
    assert lights.tone("green") == "success"


def test_a_state_no_step_leads_to_is_found():
    lonely = Permission("lonely:go", ((Role.OFFICER, anything),))
    labels = dict.fromkeys(Light, Label("x", "x"))
    step = Step("go", "출발", one(Light.RED), Light.GREEN, lonely)
    process = Process("lonely", "외톨이", Light, Light.RED, (step,), labels)
    del PROCESSES["lonely"], REGISTRY["lonely:go"]

    assert process.unreachable() == {Light.DARK}


def test_a_process_names_every_state():
    with pytest.raises(ValueError, match="states without a label"):
        Process("bare", "이름 없음", Light, Light.RED, (), {})


def test_an_approval_can_reach_all_its_states():
    assert APPROVAL.unreachable() == set()
    assert {Status(state) for state in APPROVAL.labels} == set(Status)
    assert Approval.__tablename__ == "approvals"
