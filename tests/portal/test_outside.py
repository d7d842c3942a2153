"""Other systems: their numbers on our cases, one by one and by file, and the files they take."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from program_admin.accounts.roles import Role
from program_admin.agreements.models import PaymentStatus
from program_admin.agreements.queries import payments_of
from program_admin.applications.models import CaseNumber
from program_admin.applications.queries.case_numbers import numbers_of
from program_admin.audit.models import AccessEntry, AuditEntry, AuditNote
from program_admin.core.database import db
from program_admin.core.exports import Sheet, SheetColumn, to_xlsx
from program_admin.core.writing import transaction
from program_admin.programs.schema.outside import ColumnOrder, ExportColumn, OutsideNumber
from tests.builders.agreements import make_cast, make_concluded, make_inspected
from tests.builders.applications import make_round, make_submitted, sample_terms
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in
from tests.portal.reading import words_of

PORTAL, RCMS, GROUPWARE = "스마트제조혁신포털 과제번호", "RCMS 과제번호", "그룹웨어 문서번호"


@pytest.fixture
def officer(app, client):
    """An officer, signed in."""
    person = make_person(Role.OFFICER, name="김서연")
    sign_in(client, person)
    return person


@pytest.fixture
def pair(app, clock):
    """Two applications of one round, after its deadline."""
    first, _ = make_submitted()
    second, _ = make_submitted(first.round)
    clock.set(first.round.grace_until + timedelta(days=1))
    return first, second


def round_with(**sections):
    """The sample round, open, with some sections replaced."""
    return make_round(terms=sample_terms().model_copy(update=sections))


def file_of(*rows, headings=("접수번호", PORTAL, RCMS)):
    """A file with these lines as a browser sends it."""
    content = to_xlsx(Sheet("번호", tuple(SheetColumn(title) for title in headings), rows))
    return {"file": (io.BytesIO(content), "번호.xlsx")} | act()


def bring(client, application, *rows, **more):
    """Hand a file with numbers in."""
    return client.post(f"/outside/{application.round_id}/numbers", data=file_of(*rows, **more))


def table_of(answer):
    """The rows of an XLSX answer."""
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()


def take(client, round_, code, **more):
    """Download a file for another system."""
    sent = {"kind": "xlsx", "reason": "포털에 선정과제를 올립니다."} | more
    return client.post(f"/outside/{round_.id}/orders/{code}", data=sent | act())


@pytest.mark.both_databases
def test_a_number_is_entered_on_the_case_shown_and_found(pair, officer, client):
    application, _ = pair

    typed = {"number_portal": "P-2027-0012", "number_groupware": "제조혁신팀-77"}
    answer = client.post(f"/cases/{application.id}/numbers", data=typed | act())

    assert (answer.status_code, answer.location) == (303, f"/cases/{application.id}")
    words = words_of(client.get(f"/cases/{application.id}"))
    assert f"{PORTAL} P-2027-0012" in words
    assert application.title in words_of(client.get("/search?q=P-2027-0012"))
    assert application.company_name in words_of(client.get(f"/applications/rounds/{application.round_id}?q=2027-0012"))


def test_the_company_sees_its_numbers_and_enters_none(pair, officer, client):
    application, _ = pair
    client.post(f"/cases/{application.id}/numbers", data={"number_portal": "P-1"} | act())
    owner = make_person(Role.APPLICANT)
    sign_in(client, owner)

    assert client.post(f"/cases/{application.id}/numbers", data={"number_portal": "P-2"} | act()).status_code == 403
    assert client.get(f"/outside/{application.round_id}").status_code == 403
    assert numbers_of(application.id) == {"portal": "P-1"}


def test_the_trail_says_what_stood_before(pair, officer, client):
    application, _ = pair
    for number in ("P-1", "P-2", ""):
        client.post(f"/cases/{application.id}/numbers", data={"number_portal": number} | act())

    words = db.session.scalars(
        select(AuditNote.words)
        .join(AuditEntry, AuditEntry.id == AuditNote.entry_id)
        .where(AuditEntry.action == "application:number")
        .order_by(AuditEntry.sequence)
    ).all()
    assert words == [f"{PORTAL}: 없음 → P-1", f"{PORTAL}: P-1 → P-2", f"{PORTAL}: P-2 → 지움"]
    assert client.get("/search?q=P-2").text.count(application.title) == 0


@pytest.mark.both_databases
def test_one_number_belongs_to_one_case_but_a_letter_to_many(pair, officer, client):
    first, second = pair
    client.post(f"/cases/{first.id}/numbers", data={"number_portal": "P-1", "number_groupware": "77"} | act())

    taken = client.post(f"/cases/{second.id}/numbers", data={"number_portal": "P-1"} | act())
    shared = client.post(f"/cases/{second.id}/numbers", data={"number_groupware": "77"} | act())

    assert taken.status_code == 422
    assert f"‘P-1’은 {first.number} 과제에 이미 있습니다." in words_of(taken)
    assert shared.status_code == 303


def test_a_file_brings_numbers_for_many(pair, officer, client):
    first, second = pair

    answer = bring(client, first, [first.number, "P-1", "R-1"], [second.number, "P-2", None])

    assert answer.status_code == 303
    assert numbers_of(first.id) == {"portal": "P-1", "rcms": "R-1"}
    assert numbers_of(second.id) == {"portal": "P-2"}
    assert second.title in words_of(client.get("/search?q=P-2"))


@pytest.mark.both_databases
def test_a_file_may_swap_two_numbers_and_leaves_empty_cells_alone(pair, officer, client):
    first, second = pair
    bring(client, first, [first.number, "P-1", "R-1"], [second.number, "P-2", None])

    answer = bring(client, first, [first.number, "P-2", None], [second.number, "P-1", None])

    assert answer.status_code == 303
    assert numbers_of(first.id) == {"portal": "P-2", "rcms": "R-1"}
    assert numbers_of(second.id) == {"portal": "P-1"}


def test_every_faulty_line_is_named_and_nothing_is_written(pair, officer, client):
    first, second = pair
    client.post(f"/cases/{second.id}/numbers", data={"number_rcms": "R-9"} | act())

    answer = bring(
        client, first, [first.number, "P-1", "R-9"], ["SF-9999", "P-2", None], [first.number, "P-1", None],
        [None, "P-4", None], headings=("접수번호", PORTAL, RCMS),
    )  # fmt: skip

    words = words_of(answer)
    assert answer.status_code == 422
    assert "고칠 곳이 5곳 있어 아무것도 저장하지 않았습니다." in words
    for sentence in (
        f"2번째 줄: {RCMS} ‘R-9’는 {second.number} 과제에 이미 있습니다.",
        "3번째 줄: 접수번호 ‘SF-9999’는 이 회차에 없습니다.",
        f"4번째 줄: 접수번호 ‘{first.number}’",
        f"4번째 줄: {PORTAL} ‘P-1’이 2번째 줄에도 있습니다.",
        "5번째 줄: 접수번호가 비어 있습니다.",
    ):
        assert sentence in words
    assert db.session.scalar(select(func.count()).select_from(CaseNumber)) == 1


def test_a_file_without_our_number_or_theirs_is_refused(pair, officer, client):
    answer = bring(client, pair[0], ["x"], headings=("과제",))

    words = words_of(answer)
    assert answer.status_code == 422
    assert "‘접수번호’ 열이 없습니다." in words
    assert "외부 번호 열이 없습니다." in words


def test_the_file_to_fill_in_comes_back_as_it_went(pair, officer, client):
    first, second = pair
    bring(client, first, [first.number, "P-1", None])

    rows = table_of(client.get(f"/outside/{first.round_id}/numbers.xlsx"))
    answer = bring(client, first, *rows[1:], headings=rows[0])

    assert rows[0][:4] == ["접수번호", "기업명", "과제명", PORTAL]
    assert [row[0] for row in rows[1:]] == [first.number, second.number]
    assert "0건에 외부 번호를 적었습니다. 2건은 바뀐 것이 없습니다." in words_of(client.get(answer.location))


def test_the_pattern_of_a_number_holds(app, clock, officer, client):
    round_ = round_with(
        outside_numbers=(OutsideNumber(code="fund", name="기금번호", pattern=r"F-\d{3}"),), column_orders=()
    )
    application, _ = make_submitted(round_)

    wrong = client.post(f"/cases/{application.id}/numbers", data={"number_fund": "F-12"} | act())
    right = client.post(f"/cases/{application.id}/numbers", data={"number_fund": "F-123"} | act())

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "기금번호 ‘F-12’의 형식이 맞지 않습니다." in words_of(wrong)


def test_the_file_follows_the_order_and_headings_of_the_round(app, officer, client):
    cast = make_cast()
    application = cast.application
    client.post(f"/cases/{application.id}/numbers", data={"number_portal": "0012"} | act())

    answer = take(client, application.round, "portal_projects")

    rows = table_of(answer)
    order = application.round.terms.column_order("portal_projects")
    assert rows[0] == [column.title for column in order.columns]
    company = application.company
    assert rows[1][:7] == [
        "0012", "지역특화", application.number, application.title, application.track_terms.name,
        application.company_name, company.business_number,
    ]  # fmt: skip
    assert rows[1][-2:] == [application.total_won, application.subsidy_won]
    assert len(rows) == 2


def test_only_what_the_order_is_about_is_in_the_file(pair, officer, client):
    empty = take(client, pair[0].round, "portal_projects")

    assert empty.status_code == 422
    assert "담을 줄이 아직 없습니다." in words_of(empty)


@pytest.mark.both_databases
def test_money_is_what_was_agreed_and_days_are_written_as_digits(app, officer, client):
    cast = make_cast()
    agreement = make_concluded(cast)

    rows = table_of(take(client, cast.application.round, "rcms_projects"))

    shares = {share.source: share.amount_won for share in agreement.shares}
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["협약번호"] == agreement.number
    assert found["협약시작일"] == f"{agreement.starts_on:%Y%m%d}"
    assert (found["국비"], found["민간현금"]) == (shares["national"], shares["company_cash"])
    assert found["과제번호"] == ""


@pytest.mark.both_databases
def test_each_decided_payment_is_a_line(app, officer, client):
    cast = make_cast()
    agreement = make_inspected(cast)
    first = payments_of(agreement.id)[0]
    with transaction():
        first.tax_invoice_number, first.supply_won = "202611244100000000000001", 30_000_000
        first.status = PaymentStatus.APPROVED.value

    rows = table_of(take(client, cast.application.round, "botame_payments"))

    found = dict(zip(rows[0], rows[1], strict=True))
    city = next((share.amount_won for share in first.shares if share.source == "city"), 0)
    assert len(rows) == 2
    assert (found["집행구분"], found["공급가액"], found["시비 집행액"]) == (first.name, 30_000_000, city)


def test_the_download_is_logged_with_its_reason_for_each_case(app, officer, client):
    cast = make_cast()

    take(client, cast.application.round, "portal_projects")

    seen = db.session.scalars(select(AccessEntry).where(AccessEntry.why == "포털에 선정과제를 올립니다.")).all()
    assert [(row.person_id, row.whose_kind, row.whose_id) for row in seen] == [
        (officer.id, "Application", cast.application.id)
    ]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "case:export")).one()
    assert (entry.subject_id, entry.after) == (cast.application.round_id, "portal_projects")


def test_without_a_reason_nothing_is_given(app, officer, client):
    cast = make_cast()

    answer = take(client, cast.application.round, "portal_projects", reason="")

    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "case:export")).all() == []


def test_before_the_deadline_sealed_applications_stay_out(app, clock, officer, client):
    order = ColumnOrder(
        code="all", name="모두", rows="applications", columns=(ExportColumn(field="application.title", title="제목"),)
    )
    round_ = round_with(column_orders=(order,))
    application, _ = make_submitted(round_)
    with transaction():
        application.title = "=SUM(A1:A9)"
    before = client.get(f"/outside/{round_.id}/orders/all")
    blank = table_of(client.get(f"/outside/{round_.id}/numbers.xlsx"))
    clock.set(round_.grace_until + timedelta(days=1))
    sign_in(client, officer)
    after = take(client, round_, "all", kind="csv")

    assert "아직 봉인된 신청 1건은 담지 않습니다." in words_of(before)
    assert blank[1][2] == ""
    assert after.data.decode("utf-8-sig").splitlines() == ["제목", "'=SUM(A1:A9)"]
