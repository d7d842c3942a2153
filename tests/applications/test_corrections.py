"""정정공고: prepared, approved by others, published as a new version; drafts move, submitted applications stay."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Correction, CorrectionStatus, Status
from program_admin.applications.queries import draft_values, officer_todo
from program_admin.applications.queries.corrections import met_corrections, open_correction
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from program_admin.programs.exporting import written
from program_admin.programs.models import Round, RoundVersion
from program_admin.programs.schema.round_file import RoundFile
from tests.builders.applications import make_draft, make_filled, make_round, make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in, submit

pytestmark = pytest.mark.both_databases
NUMBER, REASON = "서울테크노파크 공고 제2026-118호", "지원금 상한을 잘못 적었습니다."
DAY = timedelta(days=1)


@pytest.fixture
def officer(app, clock) -> Person:
    return make_person(Role.OFFICER, name="김담당")


@pytest.fixture
def leaders(app, clock) -> list[Person]:
    return [make_person(Role.APPROVER, name="이팀장"), make_person(Role.APPROVER, name="정센터장")]


def corrected(terms: RoundFile, **values: object) -> RoundFile:
    """The content with another ceiling of the first track, and these values."""
    track = terms.tracks[0].model_copy(update={"ceiling_won": 60_000_000})
    return terms.model_copy(update={"tracks": (track, *terms.tracks[1:])} | values)


def prepared(round_: Round, by: Person, terms: RoundFile | None = None) -> Correction:
    with transaction() as now:
        correction = services.begin_correction(round_, by=by, now=now)
        services.keep_correction(correction, terms or corrected(round_.terms), "지원 유형", by=by, now=now)
    return correction


def proposed(correction: Correction, by: Person) -> Correction:
    with transaction() as now:
        services.propose_correction(correction, NUMBER, by=by, now=now, reason=REASON)
    return correction


def published(round_: Round, by: Person, leaders, terms: RoundFile | None = None) -> Correction:
    correction = proposed(prepared(round_, by, terms), by)
    for leader in leaders:
        with transaction() as now:
            services.approve_correction(correction, by=leader, now=now)
    return correction


def test_the_last_signature_publishes_the_next_version(app, clock, officer, leaders):
    round_ = make_round()
    before = round_.current_version
    correction = proposed(prepared(round_, officer), officer)

    with transaction() as now:
        assert services.approve_correction(correction, by=leaders[0], now=now) is False
    assert round_.terms.tracks[0].ceiling_won == 50_000_000
    with transaction() as now:
        assert services.approve_correction(correction, by=leaders[1], now=now) is True

    assert correction.status == CorrectionStatus.PUBLISHED
    assert round_.terms.tracks[0].ceiling_won == 60_000_000
    numbers = list(db.session.scalars(select(RoundVersion.number).order_by(RoundVersion.number)))
    assert numbers == [before.number, before.number + 1]


def test_a_draft_moves_to_the_corrected_version_and_a_submitted_application_keeps_its_own(
    app, clock, officer, leaders, outbox
):
    round_ = make_round()
    draft, writer = make_draft(round_)
    done, other = make_submitted(round_)
    clock.advance(hours=1)

    published(round_, officer, leaders)
    run_pending()

    assert draft.track_terms.ceiling_won == 60_000_000
    assert done.track_terms.ceiling_won == 50_000_000
    assert [message.title for message in outbox(writer.phone)].count("공고를 정정했습니다") == 1
    assert "공고를 정정했습니다" not in [message.title for message in outbox(other.phone)]


def test_the_draft_says_what_changed_there_until_it_is_put_away(client, clock, officer, leaders):
    round_ = make_round()
    draft, owner = make_draft(round_)
    clock.advance(hours=1)
    published(round_, officer, leaders)
    sign_in(client, owner)
    address = f"/applications/{draft.id}"

    tasks, budget = client.get(address).text, client.get(f"{address}/budget").text
    papers = client.get(f"{address}/papers").text
    [met] = met_corrections(draft)
    client.post(f"{address}/corrections/{met.change.source_id}/seen", data=act())
    after = client.get(address).text

    assert f"정정공고 {NUMBER}" in tasks
    assert "지원 유형 › 신규구축(기초) › 지원금 상한(원)" in tasks
    assert (NUMBER in budget, NUMBER in papers) == (True, False)
    assert NUMBER not in after


def test_a_change_of_another_track_is_not_told_as_one_of_this_draft(app, clock, officer, leaders):
    round_ = make_round()
    draft, _ = make_draft(round_, track=round_.terms.tracks[1].code)
    clock.advance(hours=1)

    published(round_, officer, leaders)

    [met] = met_corrections(draft)
    assert met.differences == ()


def test_a_draft_begun_after_the_correction_hears_nothing_of_it(app, clock, officer, leaders):
    round_ = make_round()
    published(round_, officer, leaders)
    clock.advance(hours=1)

    draft, _ = make_draft(round_)

    assert met_corrections(draft) == []


def test_values_of_fields_that_are_gone_are_kept_and_shown(client, clock, officer, leaders):
    round_ = make_round()
    draft, owner = make_filled(round_)
    kept = draft_values(draft.id)
    clock.advance(hours=1)
    gone = next(question for question in round_.terms.questions if question.code == "data_use")
    left = tuple(question for question in round_.terms.questions if question.code != "data_use")
    paper = round_.terms.papers[0]

    fewer = round_.terms.model_copy(update={"questions": left, "papers": round_.terms.papers[1:]})
    published(round_, officer, leaders, fewer)
    sign_in(client, owner)
    tasks = client.get(f"/applications/{draft.id}").text
    with transaction() as now:
        services.submit(draft, by=owner, now=now)

    assert draft_values(draft.id) == kept
    assert "지금은 묻지 않는 항목에 적은 것" in tasks
    for words in (
        gone.label,
        "공정 팀장이 날마다 지연된 의뢰를 보고 순서를 바꿉니다.",
        paper.name,
        f"{paper.name}.pdf",
    ):
        assert words in tasks
    assert draft.status == Status.SUBMITTED


def test_a_corrected_calendar_and_an_extension_together_give_the_later_deadline(app, clock, officer, leaders):
    round_ = make_round()
    closes_at = round_.closes_at
    with transaction() as now:
        wanted = services.NewExtension(closes_at + 3 * DAY, "접수 누리집 장애")
        extension = services.propose_extension(round_, wanted, by=officer, now=now)
    for leader in leaders:
        with transaction() as now:
            services.approve_extension(extension, by=leader, now=now)
    calendar = round_.terms.calendar

    def moved(days: int) -> RoundFile:
        later = calendar.model_copy(update={"closes_at": calendar.closes_at + days * DAY})
        return round_.terms.model_copy(update={"calendar": later})

    published(round_, officer, leaders, moved(1))
    assert round_.closes_at == closes_at + 3 * DAY
    published(round_, officer, leaders, moved(5))

    assert round_.closes_at == closes_at + 5 * DAY
    assert round_.grace_until - round_.closes_at == timedelta(minutes=calendar.grace_minutes)


def test_nobody_approves_an_own_correction(app, clock, leaders):
    both = make_person(Role.OFFICER, Role.APPROVER, name="겸임")
    correction = proposed(prepared(make_round(), both), both)

    with pytest.raises(NotAllowed), transaction() as now:
        services.approve_correction(correction, by=both, now=now)


def test_a_correction_without_a_change_or_with_a_forbidden_one_is_not_put_up(app, clock, officer):
    round_ = make_round()
    make_draft(round_)
    with transaction() as now:
        correction = services.begin_correction(round_, by=officer, now=now)

    with pytest.raises(RuleBroken, match="바뀐 것이 없습니다"):
        proposed(correction, officer)
    with transaction() as now:
        without = round_.terms.model_copy(update={"tracks": round_.terms.tracks[1:]})
        services.keep_correction(correction, without, "지원 유형", by=officer, now=now)
    with pytest.raises(RuleBroken, match="지원 유형을 없앨 수 없습니다"):
        proposed(correction, officer)
    db.session.rollback()
    assert correction.status == CorrectionStatus.DRAFTED


def test_a_draft_begun_meanwhile_stops_the_publishing(app, clock, officer, leaders):
    round_ = make_round()
    without = round_.terms.model_copy(update={"tracks": round_.terms.tracks[1:]})
    correction = proposed(prepared(round_, officer, without), officer)
    make_draft(round_)

    with transaction() as now:
        services.approve_correction(correction, by=leaders[0], now=now)
    with pytest.raises(RuleBroken, match="지원 유형을 없앨 수 없습니다"), transaction() as now:
        services.approve_correction(correction, by=leaders[1], now=now)


def test_a_returned_correction_is_changed_and_put_up_again(app, clock, officer, leaders):
    round_ = make_round()
    correction = proposed(prepared(round_, officer), officer)
    with pytest.raises(RuleBroken, match="지금 상태"), transaction() as now:
        services.keep_correction(correction, corrected(round_.terms), "", by=officer, now=now)
    with transaction() as now:
        services.return_correction(correction, by=leaders[0], now=now, reason="사유를 자세히 적어 주세요.")
    assert correction.status == CorrectionStatus.DRAFTED

    proposed(correction, officer)
    with transaction() as now:
        services.take_correction_back(correction, by=officer, now=now)
    with transaction() as now:
        services.discard_correction(correction, by=officer, now=now)

    assert open_correction(round_.id) is None
    assert round_.terms.tracks[0].ceiling_won == 50_000_000


def test_only_one_correction_is_prepared_at_a_time_and_only_of_an_open_round(app, clock, officer):
    round_ = make_round()
    prepared(round_, officer)

    with pytest.raises(RuleBroken, match="이어서 처리해 주세요"):
        prepared(round_, officer)


def test_an_edition_is_never_changed(app, clock, officer):
    correction = prepared(make_round(), officer)

    correction.content.content = "{}"
    with pytest.raises(Exception, match="rows are never changed"):
        db.session.flush()
    db.session.rollback()


def test_an_officer_corrects_by_file_and_by_screen_and_the_public_reads_what_changed(client, clock, officer, leaders):
    round_ = make_round()
    sign_in(client, officer)
    base = f"/applications/rounds/{round_.id}"
    begun = client.post(f"{base}/corrections", data=act())
    file = written(corrected(round_.terms))
    uploaded = client.post(f"{base}/correction/upload", data=act() | {"file": (io.BytesIO(file.encode()), "r.yml")})
    edited = submit(client, f"{base}/correction/edit/calendar", v_grace_minutes="45")
    current = client.get(f"{base}/correction").text
    put_up = submit(client, f"{base}/correction", number=NUMBER, reason=REASON)
    for leader in leaders:
        sign_in(client, leader)
        assert "지원금 상한(원)" in client.get(put_up.location).text
        assert client.post(f"{put_up.location}/approve", data=act()).status_code == 303

    public = client.get(f"/rounds/{round_.id}").text
    assert [answer.status_code for answer in (begun, uploaded, edited, put_up)] == [303, 303, 302, 303]
    assert ("60,000,000" in current, "유예 시간(분)" in current) == (True, True)
    for words in (NUMBER, REASON, "지원 유형 › 신규구축(기초) › 지원금 상한(원)", "일정 › 유예 시간(분)"):
        assert words in public


def test_a_file_of_another_round_or_with_faults_changes_nothing(client, clock, officer):
    round_ = make_round()
    sign_in(client, officer)
    base = f"/applications/rounds/{round_.id}"
    client.post(f"{base}/corrections", data=act())
    other = written(round_.terms.model_copy(update={"code": "2026-other"}))

    answers = [
        client.post(f"{base}/correction/upload", data=act() | {"file": (io.BytesIO(text.encode()), "r.yml")})
        for text in (other, "code: 1", "\udcff".encode("utf-16", "surrogatepass").decode("latin-1"))
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "회차 코드가 다릅니다." in answers[0].text
    assert open_correction(round_.id).content.edition == 1


def test_a_correction_goes_on_by_what_is_stored_when_somebody_else_changed_the_round_or_it(app, clock, officer):
    round_ = make_round()
    with transaction() as now:
        assert round_.status == "open"
        db.session.execute(text("UPDATE rounds SET revision = revision + 1"))
        correction = services.begin_correction(round_, by=officer, now=now)

    with pytest.raises(RuleBroken, match="지금 상태"), transaction() as now:
        assert (correction.status, correction.round.status) == (CorrectionStatus.DRAFTED, "open")
        db.session.execute(text("UPDATE rounds SET revision = revision + 1"))
        db.session.execute(text("UPDATE corrections SET status = 'discarded', revision = revision + 1"))
        services.keep_correction(correction, corrected(round_.terms), "지원 유형", by=officer, now=now)


def test_a_waiting_correction_stands_on_the_desk_of_who_signs_next(app, clock, officer):
    proposed(prepared(make_round(), officer), officer)
    reviewer = make_person(Role.OFFICER, Role.APPROVER, name="박팀장")

    assert [todo.title for todo in officer_todo(reviewer, clock.now)] == ["결재할 정정공고"]
