"""The evaluation judges and says what was handed in; a conflict that the company of then or of now shows is refused."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Status
from program_admin.companies import services as companies
from program_admin.companies.queries import sites_of
from program_admin.companies.rules import NewSite
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.documents.kinds import kind_of
from program_admin.documents.papers import read
from program_admin.documents.queries import documents_about
from program_admin.evaluation import queries, services
from program_admin.evaluation.models import TieKind
from program_admin.evaluation.services import NewTie
from program_admin.programs.schema.eligibility import SiteKind
from tests.builders.applications import make_submitted
from tests.builders.companies import basics, head_office, make_company
from tests.builders.people import make_person
from tests.evaluation.world import EVALUATION_DAY, World, approved, confirmed_panel, make_evaluator, make_panel
from tests.fixtures.clients import sign_in

pytestmark = pytest.mark.both_databases
PLANT, WORKSHOP = invented_business_number(701), invented_business_number(702)


@pytest.fixture
def changed(app, clock) -> World:
    """An application that was handed in with a plant; since then the company moved, and has a workshop instead."""
    clock.set(EVALUATION_DAY)
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    place = "경기도 화성시 향남읍 제약공단로 12"
    with transaction() as now:
        plant = NewSite(SiteKind.OWN_PLANT, "화성공장", place, "41", business_number=PLANT)
        companies.add_site(company, plant, by=owner, now=now)
    application, _ = make_submitted(owner=owner, company=company)
    world = World(
        application.round,
        make_person(Role.OFFICER, name="김담당", position="주임"),
        make_person(Role.APPROVER, name="이팀장"),
        make_person(Role.APPROVER, name="박센터장"),
        [application],
    )
    application.status = Status.ELIGIBLE.value
    db.session.commit()
    world.evaluators = [make_evaluator(world, f"{name}위원") for name in "강고구노도류모배소"]
    office, plant = sites_of(company.id)
    with transaction() as now:
        companies.end_site(plant, by=owner, now=now, reason="이전했습니다.")
        leased = "서울특별시 금천구 가산로 1"
        workshop = NewSite(SiteKind.LEASED_UNIT, "새 작업장", leased, "11", "11545", business_number=WORKSHOP)
        companies.add_site(company, workshop, by=owner, now=now)
        moved = head_office(address="경기도 부천시 길주로 210", sido="41", district="")
        companies.change_site(office, moved, by=owner, now=now, version=office.version)
        companies.change_basics(company, basics(name="미소덴탈"), by=owner, now=now, version=company.version)
    return world


@pytest.mark.parametrize(
    ("number", "named"),
    [(PLANT, "미소치과기공소 화성공장"), (WORKSHOP, "미소덴탈 새 작업장(제출한 뒤 바뀐 기업 정보)")],
    ids=["then", "now"],
)
def test_a_tie_to_a_site_of_then_or_of_now_keeps_an_evaluator_off_the_panel(client, changed, number, named):
    panel = make_panel(changed, members=1)
    tied = changed.evaluators[5]
    with transaction() as now:
        services.add_tie(tied, NewTie(TieKind.ADVICE, number, "그 사업장"), by=changed.officer, now=now)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.propose_seat(panel, tied, by=changed.officer, now=now)
    with transaction() as now:
        services.suggest_seats(panel, by=changed.officer, now=now)

    sentence = f"{named}: 현재 자문 관계가 있습니다."
    assert broken.value.objections == [f"{tied.person.name} 위원을 넣을 수 없습니다. {sentence}"]
    assert tied.id not in {seat.evaluator_id for seat in queries.seats_of(panel.id)}
    sign_in(client, changed.officer)
    assert sentence in client.get(f"/panels/{panel.id}/seats").text


def test_a_member_tied_to_what_the_company_became_stops_the_panel(changed):
    panel = make_panel(changed)
    seat = queries.seats_of(panel.id)[2]
    with transaction() as now:
        services.add_tie(seat.evaluator, NewTie(TieKind.SHARES, WORKSHOP, "작업장"), by=changed.officer, now=now)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.invite_members(panel, panel.session_on, by=changed.officer, now=now)

    name, workshop = seat.evaluator.person.name, "미소덴탈 새 작업장(제출한 뒤 바뀐 기업 정보)"
    why = f"{workshop}: 현재 지분 관계가 있습니다. 제척을 기록하거나 다른 위원으로 바꿔 주세요."
    assert broken.value.objections == [f"{name} 위원 – {why}"]


def test_summary_and_letter_speak_of_the_company_as_it_was_handed_in(changed):
    confirmed_panel(changed)
    with transaction() as now:
        ranking = services.draft_ranking(changed.round, by=changed.officer, now=now)
        services.raise_ranking(ranking, by=changed.officer, now=now)
    approved(changed, ranking)
    papers = {paper.kind: paper for paper in documents_about("Application", changed.applications[0].id)}
    (_, summary), (_, letter) = (
        read(kind_of(kind), papers[kind].content) for kind in ("evaluation-summary", "result-letter")
    )

    facts = dict(summary.facts)
    assert (facts["기업명"], facts["공급기업"]) == ("미소치과기공소", "한빛솔루션")
    assert facts["본사 소재지"] == "서울특별시 금천구 가산디지털1로 168"
    assert facts["공장 소재지"] == "경기도 화성시 향남읍 제약공단로 12"
    assert letter.recipient == "미소치과기공소 대표자"
