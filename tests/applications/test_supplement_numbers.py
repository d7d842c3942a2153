"""What looks like resident numbers: shown before handing in, to officers, and searched for in supplements."""

import io

import pytest

from program_admin.applications import services
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import last_submission_of, papers_of
from program_admin.applications.queries.handed_in import handed_in_snapshot
from program_admin.applications.queries.screening import answers_to
from program_admin.applications.services import PaperFacts, supplements
from program_admin.applications.services.supplements import NewAnswer
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.contents import types_named
from program_admin.documents.models import NumberWarning
from program_admin.documents.services import check_in
from program_admin.jobs.runner import run_pending
from tests.applications.test_numbers import NUMBER, SEEN, pdf_saying
from tests.applications.test_supplements import BUDGET
from tests.builders.answers import words_of
from tests.builders.applications import make_filled
from tests.builders.looks import check_look
from tests.builders.screening import ask, begin, make_screened, officer_of
from tests.fixtures.browser import NARROW
from tests.fixtures.clients import act, filled, sign_in

LIST = "insured_list"


def warned_file():
    """A checked file whose second page holds such a number."""
    pdf = io.BytesIO(pdf_saying("가입자", f"hong {NUMBER}"))
    return check_in(pdf, name="명부.pdf", allowed=types_named(["pdf"]), max_bytes=1 << 20, own_numbers=frozenset())


def put_warned(application: Application, owner):
    """Hand the file in for the list of insured people, in the place of the one that stands there."""
    earlier = next(each for each in papers_of(application.id) if each.paper == LIST)
    with transaction() as now:
        facts = PaperFacts(LIST, issued_on=to_seoul(now).date(), replaces=earlier)
        return services.attach_paper(application, warned_file(), facts, by=owner, now=now)


def screened_with_warning(clock, officer, round_=None):
    """An application in screening with such a file, and its owner."""
    application, owner = make_filled(round_)
    put_warned(application, owner)
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    begin(clock, officer, [application])
    return application, owner


def test_before_handing_in_the_warning_leads_to_its_answer_and_blocks_nothing(client, clock):
    application, owner = make_filled()
    paper = put_warned(application, owner)
    sign_in(client, owner)
    there = f"/applications/{application.id}/submit"

    shown = client.get(there)
    handed = client.post(there, data=filled(client, there, form="//form[.//input[starts-with(@name, 'shown-')]]"))

    assert f"‘명부.pdf’: 2쪽{SEEN}" in words_of(shown)
    assert f'href="/applications/papers/{paper.id}/numbers"' in shown.get_data(as_text=True)
    assert handed.status_code == 303
    db.session.expire_all()
    assert application.status == Status.SUBMITTED


def test_an_explained_paper_is_not_shown_before_handing_in(client, clock):
    application, owner = make_filled()
    paper = put_warned(application, owner)
    with transaction() as now:
        services.keep_numbers(paper, "공급기업의 번호입니다.", by=owner, now=now)
    sign_in(client, owner)

    assert SEEN not in words_of(client.get(f"/applications/{application.id}/submit"))


def test_officers_see_the_warning_at_the_paper_and_count_it_in_the_list(client, clock):
    officer = officer_of()
    application, _ = screened_with_warning(clock, officer)
    other = make_screened_of(application, clock, officer)
    sign_in(client, officer)
    there = f"/screening/rounds/{application.round_id}"

    sheet = words_of(client.get(f"/screening/{application.id}"))
    whole, narrowed = words_of(client.get(there)), words_of(client.get(f"{there}?numbers=open"))

    assert f"가릴 서류 ‘명부.pdf’ 2쪽{SEEN} 보완을 요청해 가린 파일을 받아 주세요." in sheet
    assert SEEN not in words_of(client.get(f"/screening/{other.id}"))
    assert (application.number in whole, other.number in whole) == (True, True)
    assert (application.number in narrowed, other.number in narrowed) == (True, False)


def make_screened_of(application: Application, clock, officer) -> Application:
    """A second application of that round in screening, made while the round was open."""
    moment = clock.now
    clock.set(application.submitted_at)
    other, owner = make_filled(application.round)
    with transaction() as now:
        services.submit(other, by=owner, now=now)
    clock.set(moment)
    begin(clock, officer, [other])
    return other


def test_officers_read_why_a_number_stays(client, clock):
    officer = officer_of()
    application, owner = make_filled()
    paper = put_warned(application, owner)
    with transaction() as now:
        services.keep_numbers(paper, "공급기업의 번호입니다.", by=owner, now=now)
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    begin(clock, officer, [application])
    sign_in(client, officer)

    sheet = words_of(client.get(f"/screening/{application.id}"))
    listed = words_of(client.get(f"/screening/rounds/{application.round_id}?numbers=open"))

    assert f"번호 확인함 ‘명부.pdf’ 2쪽{SEEN} 그대로 낸 까닭: 공급기업의 번호입니다." in sheet
    assert application.number not in listed


def answer_with_file(client, request):
    content = pdf_saying("가입자", f"hong {NUMBER}")
    sent = {"issued_on": "2026-03-19", "file": (io.BytesIO(content), "새 명부.pdf"), "text": "새로 냅니다."}
    return client.post(f"/screening/supplements/{request.id}", data=act() | sent, content_type="multipart/form-data")


def test_a_supplement_is_searched_and_masked_until_it_is_accepted(client, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, paper_insured_list="흐립니다. 다시 내 주세요.")
    sign_in(client, owner)

    assert answer_with_file(client, request).status_code == 303
    db.session.expire_all()
    (given,) = answers_to([request])
    told = words_of(client.get(f"/screening/{application.id}/progress"))
    asked = words_of(client.get(f"/applications/papers/{given.paper_id}/numbers"))
    masked = client.post(f"/applications/papers/{given.paper_id}/mask", data=act())
    run_pending()

    db.session.expire_all()
    (now_there,) = [each for each in papers_of(application.id) if each.paper == LIST]
    assert f"2쪽{SEEN}" in told
    assert "이 파일 지우기" not in asked
    assert masked.location == f"/screening/{application.id}/progress"
    assert [each.answer for each in db.session.query(NumberWarning)] == ["masked"]
    handed = {each.paper: each.sha256 for each in handed_in_snapshot(application).papers}
    assert (last_submission_of(application.id).attempt, handed[LIST]) == (3, now_there.upload.sha256)
    page = client.get(f"/screening/{application.id}/progress").get_data(as_text=True)
    assert f"/applications/papers/{now_there.id}/file" in page
    assert SEEN not in page


def test_nothing_is_masked_after_the_officer_accepted(client, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, paper_insured_list="흐립니다. 다시 내 주세요.")
    sign_in(client, owner)
    answer_with_file(client, request)
    db.session.expire_all()
    (given,) = answers_to([request])
    with transaction() as now:
        supplements.accept_supplement(request, by=officer, now=now)

    refused = client.post(f"/applications/papers/{given.paper_id}/numbers", data=act() | {"reason": "까닭"})

    assert refused.status_code == 422
    assert [each.answer for each in db.session.query(NumberWarning)] == [None]


def test_words_with_a_number_are_taken_with_a_reason_only(client, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, sites="면적을 확인해 주세요.")
    sign_in(client, owner)
    there, typed = f"/screening/supplements/{request.id}", {"text": f"대표 {NUMBER} 입니다."}
    quiet = words_of(client.get(there))

    refused = client.post(there, data=act() | typed)
    taken = client.post(there, data=act() | typed | {"numbers_reason": "임대인의 계좌번호입니다."})

    assert "그대로 내는 까닭" not in quiet
    assert (refused.status_code, taken.status_code) == (422, 303)
    page = words_of(refused)
    assert "주민등록번호로 보이는 숫자가 있습니다. 숫자를 지워 주세요." in page
    assert "주민등록번호로 보이는 숫자를 그대로 내는 까닭" in page
    db.session.expire_all()
    assert [each.numbers_reason for each in answers_to([request])] == ["임대인의 계좌번호입니다."]
    sign_in(client, officer)
    sheet = words_of(client.get(f"/screening/{application.id}"))
    assert "주민등록번호로 보이는 숫자를 그대로 낸 까닭: 임대인의 계좌번호입니다." in sheet


def test_a_number_typed_into_a_section_is_named_at_its_field(client, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, budget="산출 근거를 적어 주세요.")
    values = BUDGET | {"cost-2-description": f"단말, 담당 {NUMBER}"}
    sign_in(client, owner)

    refused = client.post(f"/screening/supplements/{request.id}", data=act() | values | {"text": "고쳤습니다."})

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        supplements.answer_supplement(request, NewAnswer("고침", values=values), by=owner, now=now)
    assert set(broken.value.fields) == {"cost-2-description", "numbers_reason"}
    assert refused.status_code == 422
    assert "주민등록번호로 보이는 숫자를 그대로 내는 까닭" in words_of(refused)


def test_the_companys_own_number_is_no_resident_number(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    application.company.corporate_number = "9001011234567"
    db.session.commit()
    (request,) = ask(application, officer, sites="면적을 확인해 주세요.")

    with transaction() as now:
        row = supplements.answer_supplement(request, NewAnswer(f"번호는 {NUMBER}입니다."), by=owner, now=now)

    assert row.numbers_reason == ""


@pytest.mark.browser
def test_the_warnings_look_right(window, clock):
    officer = officer_of()
    draft, drafter = make_filled()
    put_warned(draft, drafter)
    page = window(drafter, NARROW)
    page.goto(f"/applications/{draft.id}/submit")
    check_look(page, "submit-with-numbers")
    application, owner = screened_with_warning(clock, officer, draft.round)
    (request, about) = ask(application, officer, paper_insured_list="다시 내 주세요.", sites="면적을 적어 주세요.")
    today = to_seoul(clock.now).date()
    with transaction() as now:
        given = NewAnswer("새로 냅니다.", file=warned_file(), facts=PaperFacts(LIST, issued_on=today))
        paper_id = supplements.answer_supplement(request, given, by=owner, now=now).paper_id
    page = window(owner, NARROW)
    page.goto(f"/screening/{application.id}/progress")
    check_look(page, "supplement-with-numbers")
    page.goto(f"/applications/papers/{paper_id}/numbers")
    check_look(page, "supplement-numbers")
    page.goto(f"/screening/supplements/{about.id}")
    page.get_by_label("설명").fill(f"대표 {NUMBER}")
    page.get_by_role("button", name="보완 제출").click()
    page.get_by_label("그대로 내는 까닭").wait_for()
    check_look(page, "supplement-words-with-numbers")
    page = window(officer, NARROW)
    page.goto(f"/screening/{application.id}")
    check_look(page, "screening-with-numbers")
    page.goto(f"/screening/rounds/{application.round_id}?numbers=open")
    check_look(page, "screening-list-numbers")
