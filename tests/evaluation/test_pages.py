"""Pages of the evaluation: who gets in, what is refused, and how the refusal reads."""

import re
from datetime import date

import pytest

from program_admin.accounts.roles import Role
from program_admin.companies.models import MemberKind, Membership
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.queries import documents_about
from program_admin.evaluation import queries, services
from program_admin.evaluation.jobs import remind
from program_admin.evaluation.models import Invitation, RankingStatus, RecusalKind, SheetStatus, TieKind
from program_admin.evaluation.services import NewTie
from program_admin.jobs.progress import Progress
from tests.builders.answers import summary_of, words_of
from tests.builders.people import make_person
from tests.evaluation.world import OPINION, approved, hand_in, make_panel, ranked, running_panel, score, sign_all
from tests.fixtures.clients import act, filled, sign_in, submit


def signed_in(new_client, person, **how):
    return sign_in(new_client(), person, **how)


def own_sheet(panel, place: int = 0):
    seat = queries.taken_seats(panel.id)[place]
    return seat, queries.sheets_of_seat(seat)[0]


def test_an_officer_registers_an_evaluator_who_gets_a_link(new_client, world, outbox):
    client = signed_in(new_client, world.officer)

    answer = submit(
        client, "/evaluators/new", name="조위원", phone="010-7777-1234", field="품질", employer="한국대학교",
        half_days=["mon-am"], active="yes",
    )  # fmt: skip

    shown = client.get(answer.location)
    assert answer.status_code == 303
    assert "조위원" in words_of(shown)
    assert [message.title for message in outbox("01077771234")] == ["스마트공장 지원사업 관리 계정 안내"]


def test_missing_values_of_an_evaluator_are_named_at_their_fields(new_client, world):
    client = signed_in(new_client, world.officer)

    answer = submit(client, "/evaluators/new", employer_business_number="123-45-67890", name="")

    assert answer.status_code == 422
    assert "‘이름’ 항목을 입력해 주세요." in summary_of(answer)


def test_a_panel_is_formed_filled_and_invited_through_its_pages(new_client, world):
    client = signed_in(new_client, world.officer)
    formed = submit(
        client, f"/panels/rounds/{world.round.id}/new", name="1분과", stage="panel", session_on="2027. 1. 12.",
        half_day="am", place="본관",
    )  # fmt: skip
    panel = queries.panels_of(world.round.id)[0]
    chosen = [str(each.id) for each in world.applications]
    submit(client, f"/panels/{panel.id}/cases", applications=chosen)

    client.post(f"/panels/{panel.id}/seats/suggest", data=act())
    client.post(f"/panels/{panel.id}/invite", data=act() | {"answer_by": "2027. 1. 11."})

    db.session.expire_all()
    assert formed.status_code == 303
    assert [seat.status for seat in queries.seats_of(panel.id)] == [Invitation.INVITED] * 7


def test_a_conflicted_evaluator_is_refused_on_the_page_with_the_sentence(new_client, world):
    panel = make_panel(world, members=3)
    tied = world.evaluators[6]
    with transaction() as now:
        number = world.applications[0].company.business_number
        services.add_tie(tied, NewTie(TieKind.EMPLOYMENT, number, "가정밀", None), by=world.officer, now=now)
    client = signed_in(new_client, world.officer)

    answer = client.post(f"/panels/{panel.id}/seats", data=act() | {"evaluator_id": str(tied.id)})

    assert answer.status_code == 422
    assert summary_of(answer) == [f"{tied.person.name} 위원을 넣을 수 없습니다. 가정밀: 현재 재직 관계가 있습니다."]


def test_a_panel_that_cannot_start_says_everything_that_is_missing(new_client, world):
    panel = make_panel(world, members=7)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
    client = signed_in(new_client, world.officer)

    answer = client.post(f"/panels/{panel.id}/start", data=act())

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 2


def test_the_same_act_sent_twice_forms_one_panel(new_client, world):
    client = signed_in(new_client, world.officer)
    address = f"/panels/rounds/{world.round.id}/new"
    sent = filled(client, address) | {
        "name": "1분과", "stage": "panel", "session_on": "2027. 1. 12.", "half_day": "am", "place": "본관",
    }  # fmt: skip

    first, second = client.post(address, data=sent), client.post(address, data=sent)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(queries.panels_of(world.round.id)) == 1


@pytest.mark.parametrize(
    "address", ["/sheets/{sheet}", "/sheets/{sheet}/case", "/sheets/{sheet}/papers/{paper}", "/sheets/{sheet}/recuse"]
)
def test_a_rival_evaluator_and_an_officer_open_nobodys_sheet(new_client, world, address):
    paper = hand_in(world.applications[0])
    panel = running_panel(world)
    seat, sheet = own_sheet(panel)
    rival = queries.taken_seats(panel.id)[1].evaluator.person
    there = address.format(sheet=sheet.id, paper=paper.id)

    answers = [signed_in(new_client, person).get(there).status_code for person in (rival, world.officer, world.leader)]

    assert answers == [403, 403, 403]
    assert signed_in(new_client, seat.evaluator.person).get(there).status_code == 200


@pytest.mark.parametrize("address", ["/sheets/{sheet}", "/sheets/{sheet}/case", "/sheets/{sheet}/papers/{paper}"])
def test_a_recused_evaluator_opens_neither_the_sheet_nor_the_papers(new_client, world, address):
    paper = hand_in(world.applications[0])
    panel = running_panel(world)
    seat, sheet = own_sheet(panel)
    there = address.format(sheet=sheet.id, paper=paper.id)
    client = signed_in(new_client, seat.evaluator.person)
    assert client.get(there).status_code == 200

    with transaction() as now:
        case = queries.cases_of(panel.id)[0]
        services.record_recusal(case, seat, RecusalKind.ASKED, by=world.officer, now=now, reason="신청기업 요청")

    assert client.get(there).status_code == 403


def test_before_the_pledge_no_sheet_and_no_paper_opens(new_client, world):
    panel = running_panel(world, pledged=False)
    seat, sheet = own_sheet(panel)
    client = signed_in(new_client, seat.evaluator.person)

    before = client.get(f"/sheets/{sheet.id}").status_code
    led = client.get(f"/sheets/panels/{seat.id}")
    submit(client, f"/sheets/panels/{seat.id}/pledge", agreed="yes")

    assert before == 403
    assert led.location == f"/sheets/panels/{seat.id}/pledge"
    assert client.get(f"/sheets/{sheet.id}").status_code == 200


def test_a_paper_of_another_application_is_not_found_through_ones_own_sheet(new_client, world):
    paper = hand_in(world.applications[1])
    seat, sheet = own_sheet(running_panel(world))

    answer = signed_in(new_client, seat.evaluator.person).get(f"/sheets/{sheet.id}/papers/{paper.id}")

    assert answer.status_code == 404


def test_autosave_answers_with_revisions_conflicts_and_sentences(new_client, world):
    seat, sheet = own_sheet(running_panel(world))
    client = signed_in(new_client, seat.evaluator.person)
    there, headers = f"/sheets/{sheet.id}/autosave", {"X-Requested-With": "fetch"}

    def save(value: str, revision: int, field: str = "score-people"):
        sent = {"field": field, "value": value, "revision": revision}
        return client.post(there, data=sent, headers=headers)

    assert save("9", 0).json == {"revision": 1, "saved": "10:00"}
    stale = save("7", 0)
    assert (stale.status_code, stale.json["mine"], stale.json["theirs"]) == (409, "7", "9")
    wrong = save("3", 1)
    assert (wrong.status_code, len(wrong.json["sentences"])) == (422, 1)
    assert save("1", 0, field="score-unknown").status_code == 422


def test_the_plain_form_saves_the_sheet_and_leads_to_the_next_case(new_client, world):
    seat, sheet = own_sheet(running_panel(world))
    client = signed_in(new_client, seat.evaluator.person)
    second = queries.sheets_of_seat(seat)[1]

    answer = submit(client, f"/sheets/{sheet.id}", **{"score-people": "9", "opinion": OPINION})

    assert (answer.status_code, answer.location) == (303, f"/sheets/{second.id}")
    assert queries.values_of(sheet) == {"score-people": "9", "opinion": OPINION}


def test_a_forged_grade_is_refused_and_nothing_typed_is_lost(new_client, world):
    seat, sheet = own_sheet(running_panel(world))
    client = signed_in(new_client, seat.evaluator.person)

    answer = submit(client, f"/sheets/{sheet.id}", **{"score-people": "99", "opinion": OPINION})

    assert answer.status_code == 422
    assert summary_of(answer) == ["목록에 있는 것을 골라 주세요."]
    assert OPINION in answer.text


def test_after_the_signature_pages_only_show_and_every_post_is_refused(new_client, world):
    seat, sheet = own_sheet(running_panel(world))
    sign_all(seat, lower=2)
    client = signed_in(new_client, seat.evaluator.person)

    shown = client.get(f"/sheets/{sheet.id}")
    posts = [
        client.post(f"/sheets/{sheet.id}", data=act() | {"score-people": "6"}),
        client.post(f"/sheets/{sheet.id}/autosave", data={"field": "score-people", "value": "6", "revision": 1}),
        client.post(f"/sheets/{sheet.id}/recuse", data=act() | {"reason": "늦음"}),
        client.post(f"/sheets/panels/{seat.id}/sign", data=act()),
    ]

    assert "98 / 100" in words_of(shown)
    assert "<textarea" not in shown.text
    assert [answer.status_code for answer in posts] == [422, 422, 422, 422]
    assert queries.scores_of(sheet.id)["people"] == 9


def test_the_page_before_signing_lists_what_is_missing_and_signs_when_nothing_is(new_client, world):
    seat, sheet = own_sheet(running_panel(world))
    client = signed_in(new_client, seat.evaluator.person)
    there = f"/sheets/panels/{seat.id}/sign"
    score(sheet)

    lacking = words_of(client.get(there))
    refused = client.post(there, data=act())
    score(queries.sheets_of_seat(seat)[1])
    signed = client.post(there, data=act())

    assert "아직 서명할 수 없습니다 (1개 과제)" in lacking
    assert refused.status_code == 422
    assert signed.status_code == 303
    assert {each.status for each in queries.sheets_of_seat(seat)} == {SheetStatus.SIGNED}


def test_the_officer_sees_who_signed_but_no_totals_before_all_have(new_client, world):
    panel = running_panel(world)
    sign_all(queries.taken_seats(panel.id)[0], lower=3)

    words = words_of(signed_in(new_client, world.officer).get(f"/panels/{panel.id}"))

    assert words.count("서명함") == 1
    assert re.findall(r"\b97(?!\d)", words) == []


def test_only_the_chair_writes_the_overall_opinion(new_client, world):
    panel = running_panel(world)
    seats = queries.taken_seats(panel.id)
    for seat in seats:
        sign_all(seat)
    there = f"/sheets/cases/{queries.cases_of(panel.id)[0].id}/opinion"

    rival = signed_in(new_client, seats[1].evaluator.person).get(there)
    chair = signed_in(new_client, seats[0].evaluator.person)
    short = submit(chair, there, words="짧음")
    done = submit(chair, there, words=OPINION)

    assert (rival.status_code, short.status_code, done.status_code) == (403, 422, 303)


def test_signing_a_ranking_asks_for_the_password_again_and_not_of_the_drafter(new_client, world):
    ranking = ranked(world)
    there = f"/rankings/{ranking.id}/sign"

    drafter = signed_in(new_client, world.officer).post(there, data=act())
    stale = signed_in(new_client, world.leader, fresh=False).post(there, data=act())
    fresh = signed_in(new_client, world.leader).post(there, data=act())

    assert drafter.status_code == 403
    assert stale.status_code == 401
    assert "비밀번호" in stale.text
    assert (fresh.status_code, fresh.location) == (303, f"/rankings/{ranking.id}")
    assert queries.ranking_by_id(ranking.id).status == RankingStatus.WAITING


def test_the_ranking_page_prints_the_settings_the_dropped_totals_and_the_budget_line(new_client, world):
    ranking = ranked(world)

    words = words_of(signed_in(new_client, world.leader).get(f"/rankings/{ranking.id}"))

    assert "최고점 1개와 최저점 1개를 뺀 평균" in words
    assert "위원 1 100 (최고 제외)" in words
    assert "위원 7 94 (최저 제외)" in words
    assert "예산선 여기까지 선정합니다. 선정 지원금 98,000,000원 / 예산 1,000,000,000원" in words


def test_the_applicant_gets_the_letter_and_not_the_summary_and_a_rival_neither(new_client, world):
    approved(world, ranked(world))
    mine = world.applications[0]
    owner = make_person(Role.APPLICANT)
    papers = {paper.kind: paper for paper in documents_about("Application", mine.id)}
    now = program_clock.now()
    db.session.add(
        Membership(company_id=mine.company_id, person_id=owner.id, kind=MemberKind.OWNER.value, created_at=now)
    )
    db.session.commit()
    rival = make_person(Role.APPLICANT)

    def status(person, kind):
        return signed_in(new_client, person).get(f"/rankings/documents/{papers[kind].id}").status_code

    assert status(owner, "result-letter") == 202
    assert status(owner, "evaluation-summary") == 403
    assert status(rival, "result-letter") == 403
    assert status(world.officer, "evaluation-summary") == 202


def test_a_stranger_among_documents_is_not_found(new_client, world):
    answer = signed_in(new_client, world.officer).get("/rankings/documents/00000000-0000-0000-0000-000000000001")

    assert answer.status_code == 404


def test_reminders_go_to_those_who_have_not_answered_or_signed(world, clock, outbox):
    panel = make_panel(world)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
        for seat in queries.seats_of(panel.id)[:5]:
            services.answer(seat, "accept", by=seat.evaluator.person, now=now)

    remind({}, Progress(panel.id))

    titles = [message.title for message in outbox() if message.kind == "in_app"]
    assert titles.count("평가위원 초청 회신 요청") == 2


def test_desks_show_what_waits(world):
    panel = make_panel(world)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
    seat = queries.seats_of(panel.id)[0]
    now = program_clock.now()

    assert [todo.title for todo in queries.evaluator_todo(seat.evaluator.person, now)] == ["참석 회신: 1분과"]
    assert [todo.title for todo in queries.officer_todo(world.officer, now)] == ["섭외 중인 분과: 1분과"]
    assert queries.approver_todo(world.leader, now) == []
