"""Steps that a round switches off leave nothing behind: no page, no task, no job, no word, and the case goes on."""

from pathlib import Path

import pytest
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.aftercare.jobs import plan
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import officer_todo, unplanned_agreements
from program_admin.aftercare.services import plan_visits
from program_admin.agreements import services
from program_admin.agreements.models import Agreement, Inspection, InspectionKind, Payment, Report, ReportKind
from program_admin.agreements.queries import payments_of, progress_of
from program_admin.agreements.rules.claims import claim_objections
from program_admin.core import clock, ids
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.models import IssuedDocument
from program_admin.programs.loading import read_round
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import ALWAYS_ON, RoundStep, StepCode
from program_admin.rehearsal.acts import applying, pictures
from program_admin.rehearsal.play import Script, play
from tests.builders.agreements import make_cast, make_concluded, make_report
from tests.builders.applications import make_round
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in
from tests.portal.reading import words_of

FILE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"
PAID_BY = {"advance": StepCode.ADVANCE, "interim": StepCode.INTERIM_PAYMENT, "balance": StepCode.BALANCE}


class Silent:
    """A job's progress that nobody reads."""

    def report(self, *_said: object) -> None:
        """Say nothing."""


def without(*off: StepCode) -> RoundFile:
    """The sample round without these steps; what is paid is shared out among the payments that are left."""
    terms = read_round(FILE.read_text(encoding="utf-8"))
    steps = tuple(RoundStep(code=step.code, on=step.on and step.code not in off) for step in terms.steps)
    left = [each for each in terms.agreement.payments if PAID_BY[each.code] not in off]
    gone = 100 - sum(each.percent for each in left)
    paid = (left[0].model_copy(update={"percent": left[0].percent + gone}), *left[1:])
    agreement = terms.agreement.model_copy(update={"payments": paid})
    return terms.model_copy(update={"steps": steps, "agreement": agreement})


@pytest.fixture
def bare(app):
    """A played round that has only the panel, one payment and the steps no round can do without."""
    kept = {*ALWAYS_ON, StepCode.PANEL_EVALUATION, StepCode.BALANCE}
    terms = without(*(code for code in StepCode if code not in kept))
    world, _ = play(Script(terms, companies=2, suppliers=2, seed=3, documents="none"), lambda *_: None)
    with world.time:
        yield world
    ids.use_seed(None)
    applying._paper_in.cache_clear()
    pictures._photo_in.cache_clear()


@pytest.mark.slow
def test_a_round_with_the_fewest_steps_runs_to_its_end(bare, client):
    kinds = {model: set(db.session.scalars(select(model.kind))) for model in (Report, Inspection)}
    agreements = list(db.session.scalars(select(Agreement)))
    assert (kinds[Report], kinds[Inspection]) == ({"final"}, {"final"})
    assert {(each.instalment, each.status) for each in db.session.scalars(select(Payment))} == {("balance", "paid")}
    assert {each.status for each in agreements} == {"completed"}

    plan({}, Silent())
    officer = bare.centre.officer
    assert db.session.scalars(select(Visit)).all() == []
    assert unplanned_agreements() == []
    assert officer_todo(officer, clock.now()) == []
    with pytest.raises(RuleBroken, match="사후관리 단계가 없는"), transaction() as now:
        plan_visits(agreements[0], by=officer, now=now)

    sign_in(client, officer)
    application_id, round_id = agreements[0].application_id, agreements[0].application.round_id
    case = words_of(client.get(f"/cases/{application_id}"))
    assert "8단계 완료" in case
    assert [word for word in ("사후관리", "중간점검", "착수계", "이의신청", "정산") if word in case] == []
    assert "방문 계획하기" not in words_of(client.get(f"/visits/of/{agreements[0].id}"))
    assert "사후관리" not in words_of(client.get(f"/statistics/{round_id}"))
    letters = db.session.scalars(select(IssuedDocument.content).where(IssuedDocument.kind == "result-letter")).all()
    assert letters
    assert [letter for letter in letters if "이의신청" in letter] == []
    calendar = client.get(f"/rounds/{round_id}").text.split("<h2")
    assert [part for part in calendar if "과제 종료" in part and "이의신청" in part] == []


def test_without_a_start_report_the_advance_waits_for_nothing(app, client):
    cast = make_cast(make_round(terms=without(StepCode.START_REPORT)))
    agreement = make_concluded(cast)
    advance = payments_of(agreement.id)[0]

    with pytest.raises(RuleBroken), transaction() as now:
        services.begin_report(agreement, ReportKind.START, by=cast.supplier_person, now=now)
    sign_in(client, cast.supplier_person)
    shown = words_of(client.get(f"/agreements/{agreement.id}"))

    assert claim_objections(advance.instalment, progress_of(advance)) == []
    assert "착수계" not in shown.partition("협약 내용")[0]
    assert "공급기업이 중간보고부터 씁니다" in shown


def test_without_an_interim_inspection_the_final_one_follows_the_completion_report(app, client):
    cast = make_cast(make_round(terms=without(StepCode.INTERIM_INSPECTION)))
    agreement = make_concluded(cast)
    make_report(agreement, cast, ReportKind.START)
    interim = payments_of(agreement.id)[1]

    with pytest.raises(RuleBroken), transaction() as now:
        services.begin_report(agreement, ReportKind.INTERIM, by=cast.supplier_person, now=now)
    make_report(agreement, cast, ReportKind.FINAL)
    with transaction() as now:
        final = services.plan_inspection(
            agreement, InspectionKind.FINAL, inspector=cast.visitor, planned_on=clock.today(), by=cast.officer, now=now
        )
    sign_in(client, cast.officer)
    shown = words_of(client.get(f"/agreements/{agreement.id}")).partition("협약 내용")[0]

    assert final.kind == "final"
    assert ("중간점검" in shown, "중간보고" in shown) == (False, False)
    waits = claim_objections(interim.instalment, progress_of(interim))
    assert waits == [f"{payments_of(agreement.id)[0].name}을 먼저 지급받아야 합니다."]


@pytest.mark.parametrize("code", PAID_BY)
def test_a_payment_that_is_off_is_not_planned(app, code):
    cast = make_cast(make_round(terms=without(PAID_BY[code])))
    agreement = make_concluded(cast)

    payments = payments_of(agreement.id)
    assert [each.instalment for each in payments] == [each for each in PAID_BY if each != code]
    assert sum(each.amount_won for each in payments) == agreement.subsidy_won


@pytest.mark.parametrize(("off", "said"), [((), True), ((StepCode.OBJECTION,), False)], ids=["on", "off"])
def test_the_announcement_names_the_time_for_objections_only_where_there_is_one(app, client, off, said):
    round_ = make_round(terms=without(*off))
    sign_in(client, make_person(Role.OFFICER))

    page = client.get(f"/rounds/{round_.id}")

    assert ("통보를 받은 뒤 10일" in words_of(page)) is said
