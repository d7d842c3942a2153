"""보완요청서, 요건검토표: issued with the act, right on paper, handed only to whom they are for."""

import io
from datetime import timedelta

import pikepdf
import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.documents import SCREENING_SHEET, SUPPLEMENT_LETTER
from program_admin.applications.models import Application, Status, Verdict
from program_admin.applications.services.screening_decision import confirm_screening
from program_admin.applications.services.supplements import (
    NewAnswer,
    accept_supplement,
    answer_supplement,
    ask_again,
)
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.documents.kinds import kind_of
from program_admin.documents.papers import read
from program_admin.documents.queries import document_bytes, documents_about
from program_admin.documents.rendering.pages import html_of
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_round, make_submitted
from tests.builders.people import make_person
from tests.builders.screening import WEEK, ask, begin, make_screened, officer_of, propose
from tests.fixtures.clients import sign_in
from tests.fixtures.statements import statements_of


def issued(application: Application, kind: str):
    return [each for each in documents_about("Application", application.id) if each.kind == kind]


def words_on(document) -> str:
    """The page as it is rendered."""
    kind = kind_of(document.kind, document.template_version)
    return html_of(kind.template, *read(kind, document.content))


def decided(clock, verdict: Verdict) -> tuple[Application, object]:
    """An application with an accepted supplement and a confirmed result; and its owner."""
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, sites="공장 면적을 확인해 주세요.")
    with transaction() as now:
        answer_supplement(request, NewAnswer(text="임대차계약서의 면적과 같습니다."), by=owner, now=now)
    with transaction() as now:
        accept_supplement(request, by=officer, now=now)
    proposal = propose(application, officer, verdict)
    with transaction() as now:
        confirm_screening(proposal, by=make_person(Role.APPROVER, name="이팀장", position="팀장"), now=now)
    return application, owner


def test_every_request_has_its_letter_with_what_is_asked_and_until_when(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    first, _ = ask(
        application, officer, sites="공장 면적을 확인해 주세요.", paper_plan="3쪽의 예산이 신청서와 다릅니다."
    )
    with transaction() as now:
        answer_supplement(first, NewAnswer(text="같습니다."), by=owner, now=now)
    with transaction() as now:
        ask_again(first, WEEK, by=officer, now=now, reason="임대차계약서를 함께 내 주세요.")

    one, two = (words_on(each) for each in issued(application, SUPPLEMENT_LETTER))

    said = [
        "신청서 보완 요청",
        "사업장",
        "공장 면적을 확인해 주세요.",
        "사업계획서",
        "3쪽의 예산이",
        "끝.",
        "직인생략",
        "김서연",
    ]
    assert [word for word in said if word not in one] == []
    assert ("임대차계약서를 함께 내 주세요." in two, "사업계획서" in two) == (True, False)


@pytest.mark.parametrize("verdict", Verdict)
def test_the_sheet_says_every_item_the_result_and_who_confirmed_it(app, clock, verdict):
    application, _ = decided(clock, verdict)

    (sheet,) = issued(application, SCREENING_SHEET)
    words = words_on(sheet)
    result = {"pass": "적합", "fail": "부적합"}[verdict]

    said = [
        application.company_name,
        "공장 면적을 확인해 주세요.",
        "검토자 · 담당",
        "김서연",
        "이팀장",
        "국내 생산 사업장",
        result,
    ]
    assert [word for word in said if word not in words] == []
    assert ("중소기업에 해당하지 않습니다." in words) is (verdict is Verdict.INELIGIBLE)


def test_papers_are_made_and_handed_to_whom_they_are_for(app, client, clock):
    application, owner = decided(clock, Verdict.ELIGIBLE)
    run_pending()
    db.session.expire_all()
    letter, sheet = f"/screening/{application.id}/letters/1.pdf", f"/screening/{application.id}/sheet.pdf"
    stranger = make_submitted(make_round(code="2026-other"))[1]

    seen = {}
    for name, person in (("owner", owner), ("stranger", stranger), ("officer", make_person(Role.OFFICER))):
        sign_in(client, person)
        seen[name] = [client.get(each).status_code for each in (letter, sheet, letter.replace("/1.", "/9."))]

    assert seen == {"owner": [200, 403, 404], "stranger": [403, 403, 404], "officer": [200, 200, 404]}
    for document in documents_about("Application", application.id):
        with pikepdf.open(io.BytesIO(document_bytes(document))) as made:
            assert 1 <= len(made.pages) <= 3
    assert "보완요청서" in client.get(f"/screening/{application.id}").text


def test_the_sheet_leads_to_the_next_of_the_list_it_was_opened_from(app, client, clock):
    officer, round_ = officer_of(), make_round()
    made = [make_submitted(round_)[0] for _ in range(3)]
    begin(clock, officer, [made[0], made[2]])
    sign_in(client, officer)

    whole = client.get(f"/screening/{made[0].id}").text
    narrowed = client.get(f"/screening/{made[0].id}?status=screening").text
    last = client.get(f"/screening/{made[2].id}?status=screening").text

    assert (f"/screening/{made[1].id}" in whole, "1 / 3건" in whole) == (True, True)
    assert (f'href="/screening/{made[2].id}?status=screening"' in narrowed, "1 / 2건" in narrowed) == (True, True)
    assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)


def test_the_list_counts_states_and_finds_what_is_overdue(app, client, clock):
    officer, round_ = officer_of(), make_round()
    made = [make_submitted(round_)[0] for _ in range(3)]
    begin(clock, officer, made[:2])
    ask(made[0], officer, sites="면적을 확인해 주세요.")
    clock.advance(days=30)
    sign_in(client, officer)
    home = f"/screening/rounds/{round_.id}"

    whole, late, waiting = (client.get(home + query).text for query in ("", "?supplement=late", "?proposed=waiting"))

    assert all(word in whole for word in ("전체 3", "제출완료 1", "검토중 1", "보완요청 1"))
    assert [each.number in late for each in made] == [True, False, False]
    assert [each.number in waiting for each in made] == [False, False, False]
    assert "지남" in client.get(f"/screening/{made[0].id}").text


def test_a_long_list_asks_the_database_no_more_than_a_short_one(app, client, clock):
    officer, round_ = officer_of(), make_round()
    first, _ = make_submitted(round_)
    begin(clock, officer, [first])
    sign_in(client, officer)
    home = f"/screening/rounds/{round_.id}"

    client.get(home)
    short = len(statements_of(lambda: client.get(home)))
    multiply(first, 300)
    long = len(statements_of(lambda: client.get(home)))
    sheet = len(statements_of(lambda: client.get(f"/screening/{first.id}")))

    assert long == short
    assert long <= 25
    assert sheet <= 60


def multiply(application: Application, count: int) -> None:
    """Put so many more applications like this one into its round, as rows alone."""
    columns = Application.__table__.columns.keys()
    like = {name: getattr(application, name) for name in columns}
    for place in range(count):
        row = like | {"id": new_id(), "number": f"2026-T-{place:04d}", "status": Status.RETURNED.value}
        db.session.add(Application(**(row | {"submitted_at": application.submitted_at + timedelta(seconds=place)})))
    db.session.commit()
