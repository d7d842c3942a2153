"""Questions on a round: asked, answered once in public, corrected with the earlier answer kept, declined in private."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.programs.inquiries import queries, services
from program_admin.programs.inquiries.models import Inquiry, InquiryAnswer, Status, Topic
from program_admin.programs.inquiries.rules import telling, too_many_waiting
from program_admin.programs.inquiries.services import PublicAnswer
from program_admin.programs.services import close_round
from tests.builders.applications import make_round
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in, submit

ORIGINAL = "저희 미소치과기공소는 공장등록이 없는데 임대차계약서로 되나요?"
NEUTRAL = PublicAnswer(
    Topic.PAPERS, "공장등록이 없는 기업은 임대차계약서를 낼 수 있습니까?", "500㎡ 미만이면 대체서류로 낼 수 있습니다."
)


@pytest.fixture
def officer(app, clock) -> Person:
    return make_person(Role.OFFICER, name="김담당")


@pytest.fixture
def asker(app, clock) -> Person:
    return make_person(Role.APPLICANT, name="박정우")


def asked(round_, by, text=ORIGINAL) -> Inquiry:
    with transaction() as now:
        return services.ask(round_, Topic.PAPERS, text, by=by, now=now)


def answered(inquiry, by, public=NEUTRAL) -> Inquiry:
    with transaction() as now:
        services.answer(inquiry, public, by=by, now=now)
    return inquiry


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("123-45-67891 업체입니다", "사업자등록번호"),
        ("010-1234-5678로 전화 주세요", "휴대전화 번호"),
        ("110111-1234567 법인", "법인등록번호나 주민등록번호"),
    ],
)
def test_numbers_that_tell_who_asked_are_found(text, named):
    assert telling(text) == [f"{named}처럼 보이는 숫자가 있습니다. 누구의 문의인지 알 수 없게 지우고 다시 적어 주세요."]


def test_ordinary_numbers_tell_nobody():
    assert telling("지원금 50,000,000원, 2026. 3. 27. 18:00까지, 02-944-0000") == []


def test_somebody_with_five_waiting_questions_waits():
    assert too_many_waiting(4) == []
    assert len(too_many_waiting(5)) == 1


def test_an_answer_is_public_in_neutral_words_and_the_asker_is_told(client, clock, officer, asker, outbox):
    round_ = make_round()
    inquiry = asked(round_, asker)
    before = client.get(f"/rounds/{round_.id}/questions").text

    answered(inquiry, officer)
    listed, announcement = client.get(f"/rounds/{round_.id}/questions").text, client.get(f"/rounds/{round_.id}").text

    assert (NEUTRAL.question in before, ORIGINAL in before) == (False, False)
    assert (NEUTRAL.question in listed, NEUTRAL.text in listed, ORIGINAL in listed) == (True, True, False)
    assert NEUTRAL.question in announcement
    assert [message.title for message in outbox(asker.phone)] == ["문의에 답변했습니다"]
    assert inquiry.original == ORIGINAL


def test_a_question_is_answered_once(app, clock, officer, asker):
    inquiry = answered(asked(make_round(), asker), officer)

    with pytest.raises(RuleBroken, match="답변함"), transaction() as now:
        services.answer(inquiry, NEUTRAL, by=officer, now=now)


def test_a_question_that_somebody_else_just_answered_is_not_answered_again(app, clock, officer, asker):
    inquiry = asked(make_round(), asker)

    with pytest.raises(RuleBroken, match="답변함"), transaction() as now:
        assert inquiry.status == Status.ASKED
        db.session.execute(text("UPDATE inquiries SET status = 'answered', question = '질문', revision = revision + 1"))
        services.answer(inquiry, NEUTRAL, by=officer, now=now)


def test_a_correction_keeps_the_earlier_answer_with_its_reason(client, clock, officer, asker, outbox):
    round_ = make_round()
    inquiry = answered(asked(round_, asker), officer)
    clock.advance(days=1)

    with transaction() as now:
        better = PublicAnswer(Topic.PAPERS, NEUTRAL.question, "면적과 상관없이 낼 수 있습니다.")
        services.correct(inquiry, better, by=officer, now=now, reason="공고문을 잘못 읽었습니다.")
    page = client.get(f"/rounds/{round_.id}/questions").text

    rows = list(db.session.scalars(select(InquiryAnswer).order_by(InquiryAnswer.place)))
    assert [(row.place, row.text) for row in rows] == [(1, NEUTRAL.text), (2, "면적과 상관없이 낼 수 있습니다.")]
    for words in ("면적과 상관없이 낼 수 있습니다.", NEUTRAL.text, "공고문을 잘못 읽었습니다."):
        assert words in page
    assert [message.title for message in outbox(asker.phone)] == ["문의에 답변했습니다", "문의 답변을 고쳤습니다"]


def test_a_published_answer_is_never_changed(app, clock, officer, asker):
    answered(asked(make_round(), asker), officer)
    row = db.session.scalar(select(InquiryAnswer))

    row.text = "다른 말"
    with pytest.raises(Exception, match="rows are never changed"):
        db.session.flush()
    db.session.rollback()


def test_a_correction_that_changes_nothing_is_refused(app, clock, officer, asker):
    inquiry = answered(asked(make_round(), asker), officer)

    with pytest.raises(RuleBroken, match="바뀐 것이 없습니다"), transaction() as now:
        services.correct(inquiry, NEUTRAL, by=officer, now=now, reason="확인")


def test_a_declined_question_stays_private_and_its_reason_goes_to_the_asker(client, clock, officer, asker, outbox):
    round_ = make_round()
    inquiry = asked(round_, asker)

    with transaction() as now:
        services.decline(inquiry, by=officer, now=now, reason="한 기업의 사정을 묻는 문의입니다. 전화로 알려 드립니다.")
    stranger = client.get(f"/rounds/{round_.id}/questions").text
    sign_in(client, asker)
    own = client.get(f"/rounds/{round_.id}/questions").text

    assert inquiry.status == Status.DECLINED
    assert ("미소치과기공소" in stranger, "한 기업의 사정" in stranger) == (False, False)
    assert ("미소치과기공소" in own, "한 기업의 사정" in own) == (True, True)
    assert "한 기업의 사정" in outbox(asker.phone)[-1].body


def test_a_public_text_that_names_numbers_of_a_firm_is_refused_at_its_field(app, clock, officer, asker):
    inquiry = asked(make_round(), asker)

    with pytest.raises(RuleBroken) as broken:
        answered(inquiry, officer, PublicAnswer(Topic.PAPERS, "123-45-67891은 되나요?", "됩니다. 예."))

    assert set(broken.value.fields) == {"question"}


def test_only_officers_answer_and_closed_rounds_take_no_questions(app, clock, officer, asker):
    round_ = make_round()
    inquiry = asked(round_, asker)

    with pytest.raises(NotAllowed), transaction() as now:
        services.answer(inquiry, NEUTRAL, by=asker, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.add_faq(round_, NEUTRAL, by=asker, now=now)
    with transaction() as now:
        close_round(round_, by=officer, now=now, reason="접수를 마쳤습니다.")
    with pytest.raises(RuleBroken, match="문의를 받지 않는 공고입니다"):
        asked(round_, asker)


def test_the_faq_is_searched_by_words_and_topic(client, clock, officer, asker):
    round_ = make_round()
    answered(asked(round_, asker), officer)
    with transaction() as now:
        other = PublicAnswer(Topic.SCHEDULE, "접수 마감은 언제입니까?", "공고의 일정을 보십시오.")
        services.add_faq(round_, other, by=officer, now=now)
    address = f"/rounds/{round_.id}/questions"

    by_word = client.get(f"{address}?q=임대차").text
    by_topic = client.get(f"{address}?topic=schedule").text
    none = client.get(f"{address}?q=없는말").text

    assert (NEUTRAL.question in by_word, other.question in by_word) == (True, False)
    assert (NEUTRAL.question in by_topic, other.question in by_topic) == (False, True)
    assert "찾는 질문이 없습니다." in none


def test_the_pages_from_asking_to_correcting(client, clock, officer, asker):
    round_ = make_round()
    sign_in(client, asker)
    sent = submit(client, f"/rounds/{round_.id}/questions/ask", topic="papers", text=ORIGINAL)
    inquiry = db.session.scalar(select(Inquiry))
    sign_in(client, officer)
    manage = client.get(f"/rounds/manage/{round_.id}/questions").text
    address = f"/rounds/manage/questions/{inquiry.id}"
    form = {"topic": "papers", "question": NEUTRAL.question, "text": NEUTRAL.text}

    wrong = submit(client, address, to=f"{address}/answer", **form | {"text": ""})
    right = submit(client, address, to=f"{address}/answer", **form)
    shorter = form | {"text": "낼 수 있습니다.", "reason": "짧게 고침"}
    fixed = submit(client, address, to=f"{address}/correct", **shorter)
    added = submit(client, f"/rounds/manage/{round_.id}/questions/new", **form)

    assert ORIGINAL[:20] in manage
    assert (sent.status_code, wrong.status_code) == (303, 422)
    assert [answer.status_code for answer in (right, fixed, added)] == [303, 303, 303]


def test_unanswered_questions_stand_on_the_officers_desk(app, clock, officer, asker):
    round_ = make_round()
    inquiry = asked(round_, asker)

    [fresh] = queries.officer_todo(officer, clock.now)
    [old] = queries.officer_todo(officer, clock.now + timedelta(days=3))
    answered(inquiry, officer)

    assert (fresh.count, fresh.title, fresh.tone, old.tone) == (1, "답변할 공고 문의", "", "warning")
    assert queries.officer_todo(officer, clock.now) == []
    assert queries.officer_todo(asker, clock.now) == []
