"""Trail and access log: who reads them, how they are checked, and what it takes to take them out."""

import pytest
from sqlalchemy import text

from program_admin.accounts.roles import Role
from program_admin.audit.models import AccessEntry, AuditEntry
from program_admin.audit.trail import log_access, record
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.jobs.models import Job
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_submitted
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in
from tests.portal.reading import words_of

GUARDS = text("SELECT name FROM sqlite_master WHERE tbl_name='audit_entries' AND type='trigger'")


def look_at(person, kind="Company", what="기업 정보"):
    log_access(person, (kind, new_id()), what, address="10.0.0.7")
    db.session.commit()


def check_through_pages(client):
    """Ask for a check, let the job run, and return what the trail page says then."""
    answer = client.post("/trail/verify", data=act())
    run_pending()
    done = client.get(answer.location + "/progress").json
    return done, words_of(client.get(done["location"]))


@pytest.mark.parametrize("role", Role)
def test_the_trail_is_the_auditors_and_the_access_log_also_the_administrators(app, client, role):
    sign_in(client, make_person(role))

    answers = [client.get(url).status_code for url in ("/trail", "/trail/export", "/access-log")]

    trail = 200 if role is Role.AUDITOR else 403
    assert answers == [trail, trail, 200 if role in (Role.AUDITOR, Role.ADMINISTRATOR) else 403]


def test_the_trail_names_people_records_and_reasons(app, client):
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner, name="미소치과기공소")
    record("company:change", "Company", company.id, by=owner, now=clock.now(), reason="상호가 바뀌었습니다.")
    db.session.commit()
    sign_in(client, make_person(Role.AUDITOR))

    words = words_of(client.get("/trail"))

    assert "박정우 기업 정보 고침 도입기업 미소치과기공소" in words
    assert "상호가 바뀌었습니다." in words


def test_the_trail_is_narrowed_by_day_person_and_subject(app, client):
    first, second = make_person(Role.APPLICANT, name="박정우"), make_person(Role.APPLICANT, name="이수현")
    mine, other = make_company(first, name="미소치과기공소"), make_company(second, name="성수봉제")
    sign_in(client, make_person(Role.AUDITOR))

    by_person = words_of(client.get(f"/trail?person={first.id}"))
    by_subject = words_of(client.get(f"/trail?subject={other.id}"))
    by_day = words_of(client.get("/trail?at_from=2999-01-01"))

    assert ("도입기업 미소치과기공소" in by_person, "도입기업 성수봉제" in by_person) == (True, False)
    assert ("도입기업 성수봉제" in by_subject, "도입기업 미소치과기공소" in by_subject) == (True, False)
    assert "조건에 맞는 것이 없습니다" in by_day
    assert client.get("/trail?person=x&subject=y&after=z").status_code == 200
    assert mine.id != other.id


def test_an_intact_trail_is_said_to_be_whole(app, client):
    make_company()
    sign_in(client, make_person(Role.AUDITOR))

    done, words = check_through_pages(client)

    assert done["finished"] is True
    assert "모두 온전합니다" in words
    assert "온전함" in words_of(client.get("/desk"))


def test_a_check_names_the_entry_that_was_altered(app, client):
    make_company()
    for name in db.session.scalars(GUARDS):
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text("UPDATE audit_entries SET action='company:erase' WHERE sequence=1"))
    db.session.commit()
    sign_in(client, make_person(Role.AUDITOR))

    _, words = check_through_pages(client)

    assert "감사 기록이 온전하지 않습니다. 1번 기록이 바뀌었습니다." in words
    assert "손상됨" in words_of(client.get("/desk"))


def test_looking_at_the_trail_checks_nothing(app, client):
    sign_in(client, make_person(Role.AUDITOR))

    client.get("/trail")
    client.get("/desk")

    assert db.session.scalar(db.select(db.func.count()).select_from(Job)) == 0


def test_two_checks_at_once_are_one(app, client):
    sign_in(client, make_person(Role.AUDITOR))

    first, second = (client.post("/trail/verify", data=act()).location for _ in range(2))

    assert first == second


def test_officers_read_the_history_of_one_record_but_never_of_a_score_sheet(app, client):
    application, _ = make_submitted()
    sheet = new_id()
    record("sheet:sign", "Sheet", sheet, by=None, now=clock.now())
    db.session.commit()
    sign_in(client, make_person(Role.OFFICER))

    answer = client.get(f"/trail/about/Application/{application.id}")

    assert "신청: 제출 2026" in words_of(answer)
    assert client.get(f"/trail/about/Sheet/{sheet}").status_code == 404
    assert client.get(f"/trail/about/Application/{new_id()}").status_code == 404


def test_the_administrators_access_log_leaves_evaluations_out(app, client):
    reader = make_person(Role.OFFICER)
    look_at(reader, "Company", "기업 정보"), look_at(reader, "Sheet", "평가 과제")
    seen = {}
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        sign_in(client, make_person(role))
        words = words_of(client.get("/access-log?q="))
        seen[role] = ("기업 정보" in words, "평가 과제" in words)

    assert seen == {Role.ADMINISTRATOR: (True, False), Role.AUDITOR: (True, True)}


def test_taking_the_log_out_asks_why_and_is_logged_itself(app, client):
    look_at(make_person(Role.OFFICER, name="김서연"))
    auditor = make_person(Role.AUDITOR)
    sign_in(client, auditor)

    asked = client.get("/access-log?export=csv")
    refused = client.post(asked.location, data=act())
    given = client.post(asked.location, data=act() | {"reason": "2026년 상반기 정기감사"})

    own = db.session.scalar(db.select(AccessEntry).where(AccessEntry.person_id == auditor.id))
    last = db.session.scalar(db.select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1))
    assert (asked.status_code, asked.location) == (302, "/access-log/export?export=csv")
    assert (refused.status_code, given.status_code, given.mimetype) == (422, 200, "text/csv")
    assert "김서연" in given.text
    assert (own.what, own.why) == ("개인정보 접속기록 내려받기", "2026년 상반기 정기감사")
    assert last.action == "access_log:export"


def test_the_whole_trail_comes_as_a_spreadsheet(app, client):
    make_company()
    sign_in(client, make_person(Role.AUDITOR))

    answer = client.post("/trail/export?export=xlsx", data=act() | {"reason": "정기감사 자료 제출"})

    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
