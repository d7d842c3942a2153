"""Pages of applications: what is shown, kept, refused, and to whom."""

import io
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application, Status, Submission
from program_admin.applications.queries import draft_fields, draft_values, papers_of
from program_admin.applications.rules.sections import CODES
from program_admin.applications.states import PROCESS
from program_admin.audit.models import AccessEntry
from program_admin.companies.models import MemberKind, Membership
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from program_admin.workflow.engine import take_step
from tests.builders.answers import summary_of, words_of
from tests.builders.applications import (
    VALUES,
    make_draft,
    make_filled,
    make_round,
    make_submitted,
    make_supplier,
)
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.documents.files import docx, pdf, picture
from tests.fixtures.clients import act, filled, sign_in, submit


@pytest.fixture
def officer(app, clock):
    return make_person(Role.OFFICER, name="김담당")


def url(application: Application, rest: str = "") -> str:
    return f"/applications/{application.id}{rest}"


def autosaved(client, application, field, value, revision=0):
    return client.post(
        url(application, "/autosave"),
        data={"field": field, "value": value, "revision": revision},
        headers={"X-Requested-With": "fetch"},
    )


def test_an_applicant_starts_an_application_from_an_open_round(client, clock):
    round_ = make_round()
    owner = make_person(Role.APPLICANT)
    company = make_company(owner)
    sign_in(client, owner)

    answer = submit(client, "/applications/start", track="new")

    made = db.session.scalars(select(Application)).one()
    assert (answer.status_code, answer.location) == (303, url(made))
    assert (made.company_id, made.round_id, made.track, made.status) == (company.id, round_.id, "new", Status.DRAFT)
    assert "0개를 마쳤습니다" in words_of(client.get(url(made)))


def test_starting_without_a_track_is_refused_at_the_field(client, clock):
    make_round()
    owner = make_person(Role.APPLICANT)
    make_company(owner)
    sign_in(client, owner)

    answer = submit(client, "/applications/start")

    assert answer.status_code == 422
    assert summary_of(answer) == ["‘지원 유형’ 항목을 골라 주세요."]


@pytest.mark.parametrize("code", [*CODES, "submit"])
def test_every_section_opens_empty_and_filled(client, clock, code):
    round_ = make_round()
    empty, owner = make_draft(round_)
    sign_in(client, owner)
    assert client.get(url(empty, f"/{code}?check=1")).status_code == 200

    done, other = make_filled(round_)
    sign_in(client, other)
    answer = client.get(url(done, f"/{code}"))

    assert answer.status_code == 200
    assert summary_of(answer) == []


def test_a_section_shows_its_four_states_in_words(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    autosaved(client, application, "confirm-company", "yes")
    autosaved(client, application, "project-title", "과제")

    words = words_of(client.get(url(application)))

    assert "기업 정보완료" in words
    assert "구축 계획작성 중" in words
    assert "사업비시작 전" in words
    assert "확인·제출앞 단계 필요" in words


def test_one_field_is_kept_with_its_revision(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    first = autosaved(client, application, "project-title", "첫 이름")
    second = autosaved(client, application, "project-title", "둘째 이름", 1)

    kept = {"saved": "10:00", "origin": ""}
    assert [first.json, second.json] == [kept | {"revision": 1}, kept | {"revision": 2}]
    assert draft_values(application.id)["project-title"] == "둘째 이름"


def test_a_stale_field_answers_409_with_both_values(client, new_client, clock):
    application, owner = make_draft()
    colleague = make_person(Role.APPLICANT, name="이동료")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
        )
    )
    db.session.commit()
    autosaved(sign_in(new_client(), colleague), application, "project-title", "동료가 쓴 이름")

    answer = autosaved(sign_in(client, owner), application, "project-title", "내가 쓴 이름", 0)

    assert answer.status_code == 409
    assert answer.json == {
        "field": "project-title",
        "mine": "내가 쓴 이름",
        "theirs": "동료가 쓴 이름",
        "theirs_by": "이동료",
        "revision": 1,
    }
    assert draft_values(application.id)["project-title"] == "동료가 쓴 이름"


def test_a_stale_page_sent_whole_answers_409_and_keeps_the_rest(client, new_client, clock):
    application, owner = make_draft()
    colleague = make_person(Role.APPLICANT, name="이동료")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
        )
    )
    db.session.commit()
    sign_in(client, owner)
    page = filled(client, url(application, "/plan"))
    autosaved(sign_in(new_client(), colleague), application, "project-title", "동료가 쓴 이름")

    answer = client.post(
        url(application, "/plan"), data=page | {"project-title": "내 이름", "project-effect": "재제작률 절반"}
    )

    assert answer.status_code == 409
    assert "이동료 님이 ‘동료가 쓴 이름’(으)로 바꿨습니다" in words_of(answer)
    assert draft_values(application.id)["project-title"] == "동료가 쓴 이름"
    assert draft_values(application.id)["project-effect"] == "재제작률 절반"


def test_an_unknown_field_is_refused(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = autosaved(client, application, "status", "selected")

    assert answer.status_code == 422
    assert answer.json == {"sentences": ["이 신청서에 없는 항목입니다. 화면을 새로 고친 뒤 다시 적어 주세요."]}


def test_a_faulty_section_answers_422_with_every_fault_and_keeps_what_was_typed(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = submit(
        client,
        url(application, "/budget"),
        **{"cost-1-item": "license", "cost-1-amount": "삼천만원", "cost-2-item": "sensors", "cost-2-amount": "1,000"},
    )

    assert answer.status_code == 422
    said = summary_of(answer)
    assert "1번째 줄의 금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000" in said
    assert "2번째 줄의 내용을 적어 주세요." in said
    assert draft_values(application.id)["cost-1-amount"] == "삼천만원"
    assert 'value="삼천만원"' in answer.text


def test_a_whole_section_leads_to_the_next_one(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    values = {name: value for name, value in VALUES.items() if name.startswith("must_not-")}
    consents = {name: value for name, value in VALUES.items() if name.startswith("consent-")}

    answer = submit(client, url(application, "/consents"), **values, **consents)

    assert (answer.status_code, answer.location) == (303, url(application, "/submit"))


def test_saving_and_staying_never_complains(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = submit(client, url(application, "/kpi"), next="stay", **{"kpi-1-measure": "lab_lead_time"})

    assert (answer.status_code, answer.location) == (303, url(application, "/kpi"))


def test_a_question_appears_when_the_one_it_hangs_on_says_so(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    address = url(application, "/plan/question/collects_how")

    asked = client.post(address, data={"question-collects_now": "yes"})
    not_asked = client.post(address, data={"question-collects_now": "no"})

    assert "지금 어떤 방법으로 모읍니까?" in asked.text
    assert not_asked.text.strip() == ""


def upload(client, application, code, content=None, name="서류.pdf", **values):
    return client.post(
        url(application, f"/papers/{code}"),
        data=act() | values | {"file": (io.BytesIO(content or pdf()), name)},
        content_type="multipart/form-data",
    )


def test_a_paper_is_handed_in_listed_and_downloaded_by_its_company(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = upload(client, application, "tax_certificates", name="납세증명.pdf", issued_on="2026. 3. 2.")

    assert answer.status_code == 303
    (paper,) = papers_of(application.id)
    assert "2026. 3. 2. 발급 · 2026. 4. 1.까지 유효" in words_of(client.get(url(application, "/papers")))
    file = client.get(f"/applications/papers/{paper.id}/file")
    assert (file.status_code, file.mimetype, file.data[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("tax_certificates", {}, "‘서류.pdf’의 발급일을 적어 주세요."),
        (
            "tax_certificates",
            {"issued_on": "2026-02-06"},
            "‘서류.pdf’의 유효기간이 2026. 3. 8.에 끝났습니다. 새로 발급받아 올려 주세요.",
        ),
        (
            "tax_certificates",
            {"issued_on": "2026-03-10"},
            "‘서류.pdf’의 발급일이 오늘보다 늦습니다. 발급일을 확인해 주세요.",
        ),
        (
            "factory_registration",
            {"substitute": "dental_lab"},
            "대체서류 ‘치과기공소 개설등록증’ 제출 사유를 적어 주세요.",
        ),
    ],
)
def test_an_invalid_paper_is_refused_with_a_sentence(client, clock, code, values, sentence):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = upload(client, application, code, **values)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert papers_of(application.id) == []


def test_a_disguised_file_is_refused_with_what_is_accepted(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = upload(client, application, "business_registration", content=docx(), name="사업자등록증.pdf")

    assert answer.status_code == 422
    assert "PDF, JPG, PNG, HEIC" in words_of(answer)
    assert papers_of(application.id) == []


def test_a_request_that_is_too_large_is_answered_413(app, client, clock, monkeypatch):
    application, owner = make_draft()
    sign_in(client, owner)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 2_000)

    answer = upload(client, application, "business_registration", content=pdf() + b"0" * 5_000)

    assert answer.status_code == 413


def test_a_removed_paper_is_kept_aside(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    upload(client, application, "business_registration")
    (paper,) = papers_of(application.id)

    answer = client.post(f"/applications/papers/{paper.id}/remove", data=act())

    assert answer.status_code == 303
    assert papers_of(application.id) == []
    assert [each.id for each in papers_of(application.id, removed=True)] == [paper.id]


def test_a_second_file_replaces_the_first_where_only_one_is_taken(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    upload(client, application, "business_registration", name="예전.pdf")
    answer = upload(client, application, "business_registration", name="새것.pdf")

    assert answer.status_code == 303
    assert [paper.upload.name for paper in papers_of(application.id)] == ["새것.pdf"]
    assert {paper.upload.name for paper in papers_of(application.id, removed=True)} == {"예전.pdf", "새것.pdf"}


def test_a_supplier_is_found_and_chosen(client, clock):
    application, owner = make_draft()
    supplier = make_supplier("다온테크")
    sign_in(client, owner)
    assert "다온테크" in words_of(client.get(url(application, "/supplier?q=다온")))

    answer = client.post(url(application, "/supplier"), data=act() | {"supplier_id": str(supplier.id)})

    assert answer.status_code == 303
    assert db.session.get(Application, application.id).supplier_id == supplier.id


def test_a_supplier_that_is_not_registered_is_refused(client, clock):
    application, owner = make_draft()
    supplier = make_supplier("미등록테크", status="pending")
    sign_in(client, owner)

    answer = client.post(url(application, "/supplier"), data=act() | {"supplier_id": str(supplier.id)})

    assert answer.status_code == 422
    assert "미등록테크는 등록된 공급기업이 아닙니다. 등록된 기업을 골라 주세요." in words_of(answer)


def test_a_submission_with_gaps_lists_each_with_a_link_to_its_place(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = client.post(url(application, "/submit"), data=act())

    assert answer.status_code == 422
    assert f'href="{url(application, "/plan")}?check=1#project-title"' in answer.text
    assert f'href="{url(application, "/papers")}?check=1#paper-plan"' in answer.text


def test_a_submission_shows_number_fingerprint_and_the_receipt_when_it_is_made(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)

    answer = submit(client, url(application, "/submit"))
    being_made = client.get(url(application))
    run_pending()
    made = client.get(url(application))
    receipt = client.get(url(application, "/receipt.pdf"))

    db.session.expire_all()
    assert (answer.status_code, answer.location) == (303, url(application))
    assert "2026-S-0001" in words_of(being_made)
    assert "만드는 중" in words_of(being_made)
    assert application.submission_sha256 in words_of(made)
    assert "접수증 내려받기 (PDF)" in words_of(made)
    assert (receipt.status_code, receipt.mimetype) == (200, "application/pdf")


def test_a_double_click_submits_once(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    form = filled(client, url(application, "/submit"))

    answers = [client.post(url(application, "/submit"), data=form) for _ in range(2)]

    assert [(each.status_code, each.location) for each in answers] == [(303, url(application))] * 2
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 1


def test_withdrawing_and_restoring_by_the_buttons_of_the_page(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)

    submit(client, url(application, "/withdraw"), reason="")
    withdrawn = words_of(client.get(url(application)))
    client.post(url(application, "/restore"), data=act())

    assert "접수 복구" in withdrawn
    assert "제출 완료" in words_of(client.get(url(application)))


@pytest.mark.parametrize("rest", ["", *(f"/{code}" for code in CODES), "/submit", "/withdraw", "/receipt.pdf"])
def test_a_rival_company_sees_nothing(client, clock, rest):
    application, _ = make_submitted()
    rival = make_person(Role.APPLICANT, name="경쟁사")
    make_company(rival, name="경쟁기공소")
    sign_in(client, rival)

    assert client.get(url(application, rest)).status_code == 403
    assert "미소치과기공소" not in client.get("/applications/").text


def test_a_rival_can_neither_type_nor_hand_in(client, clock):
    application, _ = make_draft()
    rival = make_person(Role.APPLICANT, name="경쟁사")
    make_company(rival, name="경쟁기공소")
    sign_in(client, rival)

    assert autosaved(client, application, "project-title", "x").status_code == 403
    assert client.post(url(application, "/submit"), data=act()).status_code == 403
    assert upload(client, application, "plan").status_code == 403
    assert "project-title" not in draft_fields(application.id)


def test_what_does_not_exist_is_answered_404(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    missing = f"/applications/{uuid.uuid4()}"
    assert [client.get(each).status_code for each in (missing, url(application, "/nonsense"))] == [404, 404]
    assert upload(client, application, "nonsense").status_code == 404


def test_an_officer_reads_only_after_the_deadline_or_with_a_logged_reason(client, clock, officer):
    application, _ = make_submitted()
    sign_in(client, officer)
    before = client.get(url(application, "/read"))

    answer = client.post(url(application, "/unseal"), data=act() | {"reason": "민원 확인"})
    after = client.get(url(application, "/read"))

    assert "재제작이 한 달에" not in before.text
    assert answer.status_code == 303
    assert "재제작이 한 달에" in after.text
    assert {entry.whose_id for entry in db.session.scalars(select(AccessEntry))} == {application.id}


def test_the_officers_list_is_sealed_until_the_deadline(client, clock, officer):
    round_ = make_round()
    application, _ = make_submitted(round_)
    make_draft(round_)
    sign_in(client, officer)

    sealed = words_of(client.get(f"/applications/rounds/{round_.id}"))
    clock.set(round_.grace_until + timedelta(minutes=1))
    sign_in(client, officer)
    opened = words_of(client.get(f"/applications/rounds/{round_.id}"))

    assert "미소치과기공소" in sealed
    assert application.title not in sealed
    assert "35,000,000원" not in sealed
    assert application.title in opened
    assert "35,000,000원" in opened


def test_the_officers_list_filters_by_district_and_exports(client, clock, officer):
    round_ = make_round()
    make_submitted(round_)
    clock.set(round_.grace_until + timedelta(minutes=1))
    sign_in(client, officer)
    address = f"/applications/rounds/{round_.id}"

    there = words_of(client.get(f"{address}?district=11545"))
    elsewhere = words_of(client.get(f"{address}?district=11140"))
    file = client.get(f"{address}?export=xlsx")

    assert "미소치과기공소" in there
    assert "미소치과기공소" not in elsewhere
    assert (file.status_code, file.data[:2]) == (200, b"PK")


def test_an_officer_cannot_see_a_draft(client, clock, officer):
    application, _ = make_draft()
    sign_in(client, officer)

    assert client.get(url(application, "/read")).status_code == 403
    assert client.get(url(application)).status_code == 403


def test_after_the_deadline_a_draft_is_shown_locked_and_kept(client, clock):
    application, owner = make_filled()
    clock.set(application.round.grace_until + timedelta(minutes=1))
    sign_in(client, owner)

    answer = client.get(url(application, "/plan"))

    assert "마감되었습니다" in words_of(answer)
    assert "치과 보철물 제작 공정" in answer.text
    assert autosaved(client, application, "project-title", "늦음", 1).status_code == 422


def test_a_selected_company_may_give_up_with_a_reason(client, clock, officer):
    application, owner = make_submitted()
    for step in ("start_screening", "pass"):
        with transaction() as now:
            take_step(PROCESS, application, step, by=officer, now=now)
    with transaction() as now:
        services.record_outcome(application, "select", by=officer, now=now)
    sign_in(client, owner)

    refused = submit(client, url(application, "/abandon"))
    answer = submit(client, url(application, "/abandon"), reason="자금을 마련하지 못했습니다.")

    db.session.expire_all()
    assert (refused.status_code, answer.status_code, application.status) == (422, 303, Status.ABANDONED)


def test_nothing_is_asked_of_somebody_who_has_no_selection_to_give_up(client, clock):
    application, owner = make_draft()

    answer = sign_in(client, owner).get(url(application, "/abandon"))

    assert "지금 상태는 ‘작성 중’입니다." in words_of(answer)
    assert ("<textarea" in answer.text, "None" in words_of(answer)) == (False, False)


def test_several_photos_of_a_paper_are_one_file(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    photos = [(io.BytesIO(picture("jpg")), "image.jpg"), (io.BytesIO(picture("png")), "image.png")]

    answer = client.post(
        url(application, "/papers/business_registration"),
        data=act() | {"file": photos},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303
    (paper,) = papers_of(application.id)
    assert (paper.upload.name, paper.upload.page_count) == ("사업자등록증.pdf", 2)
    assert "사진 2장을 묶음" in words_of(client.get(url(application, "/papers")))
