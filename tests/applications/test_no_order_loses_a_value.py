"""Whatever order people save, meet, withdraw, restore, extend and hand in: no value typed is ever lost."""

import itertools
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application, DraftRevision, Status, Submission
from program_admin.applications.queries import draft_fields, draft_values
from program_admin.companies.models import MemberKind, Membership
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.writing import transaction
from tests.builders.applications import make_filled, make_round
from tests.builders.people import make_person
from tests.conftest import MONDAY_MORNING

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]
FIELDS = ("project-effect", "question-data_use", "project-problem")
BOUNDED = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
_rounds = itertools.count(1)
_texts = itertools.count(1)
pages = Bundle("pages")


class Draft(RuleBasedStateMachine):
    """Two people in one application, an officer who extends, and a clock; `model` is what must be stored."""

    clock = None

    @initialize()
    def begin(self):
        self.clock.set(MONDAY_MORNING)
        self.round = make_round(code=f"round-{next(_rounds)}", open_for=timedelta(hours=6))
        application, owner = make_filled(self.round)
        colleague = make_person(Role.APPLICANT, name="이동료")
        db.session.add(
            Membership(
                company_id=application.company_id,
                person_id=colleague.id,
                kind=MemberKind.STAFF,
                created_at=self.clock.now,
            )
        )
        db.session.commit()
        self.id, self.people = application.id, (owner.id, colleague.id)
        self.officer = make_person(Role.OFFICER, name="김담당").id
        self.leaders = [make_person(Role.APPROVER, name=name).id for name in ("이팀장", "정센터장")]
        db.session.commit()
        self.model = dict(draft_values(self.id))
        self.acknowledged = {(name, self.model[name]) for name in FIELDS}
        self.handed_in: list[dict[str, str]] = []

    # --- the pieces --------------------------------------------------------------------------------------------------

    @property
    def application(self):
        return db.session.get(Application, self.id)

    def person(self, place):
        return db.session.get(Person, self.people[place])

    def may_be_typed(self):
        return self.application.status == Status.DRAFT and not self.is_over()

    def is_over(self):
        return self.clock.now > self.application.deadline.grace_until

    def attempt(self, act):
        """Do one act in a transaction of its own; gives its result, or the refusal."""
        try:
            with transaction() as now:
                return act(now)
        except (RuleBroken, Conflict) as refused:
            return refused

    def stored(self, name, text):
        self.model[name] = text
        self.acknowledged.add((name, text))

    # --- what people do ----------------------------------------------------------------------------------------------

    @rule(target=pages)
    def open_the_page(self):
        fields = draft_fields(self.id)
        return {name: (fields[name].value, fields[name].revision) for name in FIELDS}

    @rule(page=pages, name=some.sampled_from(FIELDS), place=some.integers(0, 1), empty=some.booleans())
    def save_one_field(self, page, name, place, empty):
        text = "" if empty else f"한 칸에 적은 글 {next(_texts)}번: 스캔부터 납품까지 시각을 모읍니다."
        found = self.attempt(
            lambda now: (
                services.save_field(
                    self.application, name, text, page[name][1], by=self.person(place), now=now
                ).revision
            )
        )
        if isinstance(found, Conflict):
            assert (found.mine, found.theirs) == (text, self.model[name])
        elif isinstance(found, RuleBroken):
            assert not self.may_be_typed()
        else:
            page[name] = (text, found)
            self.stored(name, text)

    @rule(page=pages, changed=some.sets(some.sampled_from(FIELDS)), place=some.integers(0, 1))
    def save_the_whole_page(self, page, changed, place):
        texts = {
            name: f"한꺼번에 적은 글 {next(_texts)}번: 재제작을 절반으로 줄입니다."
            if name in changed
            else page[name][0]
            for name in FIELDS
        }
        typed = {name: services.TypedField(texts[name], page[name][1]) for name in FIELDS}
        found = self.attempt(lambda now: services.save_section(self.application, typed, by=self.person(place), now=now))
        if isinstance(found, RuleBroken):
            assert not self.may_be_typed()
            return
        asked = {each.field: each for each in found}
        assert set(asked) <= changed
        for name in changed - set(asked):
            self.stored(name, texts[name])
        for name, each in asked.items():
            assert (each.mine, each.theirs) == (texts[name], self.model[name])

    @rule(place=some.integers(0, 1))
    def hand_in(self, place):
        before = self.application.status
        found = self.attempt(lambda now: services.submit(self.application, by=self.person(place), now=now).number)
        if isinstance(found, RuleBroken):
            assert before != Status.DRAFT or self.is_over() or not all(self.model[name] for name in FIELDS)
        else:
            assert before == Status.DRAFT and not self.is_over()
            self.handed_in.append({name: self.model[name] for name in FIELDS})

    @rule(place=some.integers(0, 1))
    def withdraw(self, place):
        self._step(services.withdraw, Status.SUBMITTED, place)

    @rule(place=some.integers(0, 1))
    def restore(self, place):
        self._step(services.restore, Status.WITHDRAWN, place)

    @rule(place=some.integers(0, 1))
    def mend(self, place):
        self._step(services.revise, Status.WITHDRAWN, place)

    def _step(self, service, status, place):
        possible = self.application.status == status and not self.is_over()
        found = self.attempt(lambda now: service(self.application, by=self.person(place), now=now))
        assert isinstance(found, RuleBroken) != possible

    @rule(minutes=some.sampled_from((1, 30, 240)))
    def let_time_pass(self, minutes):
        self.clock.advance(minutes=minutes)

    @rule(for_all=some.booleans())
    def extend(self, for_all):
        db.session.rollback()
        subject = None if for_all else self.application
        round_ = self.application.round
        until = max((subject or round_).deadline.closes_at, self.clock.now) + timedelta(hours=4)
        wanted = services.NewExtension(until, "접수 누리집이 한 시간 멈췄습니다.", subject)
        officer = db.session.get(Person, self.officer)
        proposed = self.attempt(lambda now: services.propose_extension(round_, wanted, by=officer, now=now))
        if isinstance(proposed, RuleBroken):
            return
        for leader in self.leaders:
            with transaction() as now:
                services.approve_extension(proposed, by=db.session.get(Person, leader), now=now)
        assert self.application.deadline.closes_at >= until

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_lost(self):
        db.session.rollback()
        assert draft_values(self.id) == self.model
        earlier = select(DraftRevision.name, DraftRevision.value).where(DraftRevision.application_id == self.id)
        kept = {*((name, value) for name, value in db.session.execute(earlier)), *self.model.items()}
        assert self.acknowledged <= kept

    @invariant()
    def what_was_handed_in_stays_as_it_was(self):
        rows = select(Submission).where(Submission.application_id == self.id).order_by(Submission.attempt)
        found = list(db.session.scalars(rows))
        contents = [json.loads(each.content)["fields"] for each in found]
        assert [{name: content[name] for name in FIELDS} for content in contents] == self.handed_in
        assert len({each.number for each in found}) <= 1
        assert all(each.number == self.application.number for each in found)


def test_no_order_of_acts_loses_a_typed_value(app, clock):
    machine = type("Draft", (Draft,), {"clock": clock})

    run_state_machine_as_test(machine, settings=BOUNDED)

    assert db.session.scalar(select(func.count()).select_from(DraftRevision)) > 0
