"""Only what the page showed is handed in, and what was worked out before the lock is used only while it holds."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Status, Submission
from program_admin.applications.queries import draft_fields, papers_of
from program_admin.applications.queries.stamp import stamp_of
from program_admin.companies.models import Company, MemberKind, Membership
from program_admin.companies.queries import sites_of
from program_admin.companies.rules import YearFigures
from program_admin.companies.services import save_finances
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.answers import summary_of
from tests.builders.applications import make_filled, make_plant, make_supplier
from tests.builders.people import make_person
from tests.fixtures.clients import filled, sign_in

TITLE = "project-title"


def type_title(application, by, title="그사이 바뀐 과제명"):
    """Change the title as somebody else does in another window."""
    with transaction() as now:
        revision = draft_fields(application.id)[TITLE].revision
        services.save_field(application, TITLE, title, revision, by=by, now=now)


def make_colleague(application):
    """Another person of the same company."""
    colleague = make_person(Role.APPLICANT, name="최과장")
    company_id = application.company_id
    with transaction() as now:
        db.session.add(
            Membership(
                company_id=company_id, person_id=colleague.id, kind=MemberKind.STAFF.value, position="", created_at=now
            )
        )
    return colleague


def test_what_a_colleague_changed_meanwhile_is_said_before_anything_is_handed_in(client, clock):
    application, owner = make_filled()
    colleague = make_colleague(application)
    sign_in(client, owner)
    there = f"/applications/{application.id}/submit"
    form = filled(client, there)
    type_title(application, colleague)

    refused = client.post(there, data=form)
    again = client.post(there, data=filled(client, there))

    assert refused.status_code == 409
    assert summary_of(refused) == [
        "이 화면을 연 뒤 최과장 님이 10:00에 ‘구축 계획’의 1개 항목을 바꿨습니다. 확인하고 다시 제출해 주세요."
    ]
    assert again.status_code == 303
    content = json.loads(db.session.scalars(select(Submission.content)).one())
    assert content["fields"][TITLE] == "그사이 바뀐 과제명"


def test_a_file_taken_back_meanwhile_is_said_too(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    there = f"/applications/{application.id}/submit"
    form = filled(client, there)
    optional = next(paper for paper in papers_of(application.id) if paper.paper == "insured_list")
    with transaction() as now:
        services.remove_paper(optional, by=owner, now=now)

    refused = client.post(there, data=form)

    assert refused.status_code == 409
    assert "‘제출서류’의 1개 항목을 바꿨습니다." in summary_of(refused)[0]
    db.session.expire_all()
    assert application.status == Status.DRAFT


def test_a_form_that_shows_nothing_hands_nothing_in(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    there = f"/applications/{application.id}/submit"
    form = {name: value for name, value in filled(client, there).items() if not name.startswith("shown-")}

    refused = client.post(there, data=form)

    db.session.expire_all()
    assert (refused.status_code, application.status) == (409, Status.DRAFT)


def test_what_was_prepared_before_a_change_is_worked_out_anew(app, clock):
    application, owner = make_filled()
    prepared = services.prepare(application, clock.now)
    type_title(application, owner)

    with transaction() as now:
        submission = services.submit(application, by=owner, now=now, prepared=prepared)

    assert json.loads(submission.content)["fields"][TITLE] == "그사이 바뀐 과제명"


def test_what_was_prepared_gives_the_same_submission(app, clock):
    one, owner = make_filled()
    prepared = services.prepare(one, clock.now)

    with transaction() as now:
        submission = services.submit(one, by=owner, now=now, prepared=prepared)

    fresh = services.prepare(one, clock.now).snapshot
    content = json.loads(submission.content)
    assert content["fields"] == fresh.fields
    assert content["round_sha256"] == one.round_version.content_sha256
    assert content["number"] == one.number


def add_plant(application, owner):
    make_plant(db.session.get(Company, application.company_id), owner)


def change_finances(application, owner):
    first = YearFigures(2023, 900_000_000, 50_000_000, 400_000_000, 100_000_000, 300_000_000)
    years = tuple(replace(first, year=year) for year in (2023, 2024, 2025))
    company = db.session.get(Company, application.company_id)
    with transaction() as now:
        save_finances(company, years, under_three_years=False, by=owner, now=now)
    before = stamp_of(application.id)
    with transaction() as now:
        save_finances(company, (replace(first, revenue_won=1), *years[1:]), under_three_years=False, by=owner, now=now)
    assert stamp_of(application.id) != before


def change_company(application, owner):
    with transaction():
        db.session.get(Company, application.company_id).employees += 1


def change_site(application, owner):
    with transaction():
        sites_of(application.company_id)[0].name = "새 이름"


def take_paper_back(application, owner):
    with transaction() as now:
        services.remove_paper(papers_of(application.id)[0], by=owner, now=now)


def choose_another_supplier(application, owner):
    other = make_supplier("다른시스템")
    with transaction() as now:
        services.choose_supplier(application, other.id, by=owner, now=now, source="named")


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "change",
    [type_title, add_plant, change_finances, change_company, change_site, take_paper_back, choose_another_supplier],
)
def test_every_change_to_what_is_handed_in_changes_the_stamp(app, clock, change):
    application, owner = make_filled()
    before = stamp_of(application.id)

    change(application, owner)

    assert stamp_of(application.id) != before
