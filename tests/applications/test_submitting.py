"""Submission: everything checked at once, numbered without gaps, fingerprinted, told, once."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application, Status, Submission
from program_admin.applications.queries import (
    answers_of,
    budget_of,
    funding_of,
    kpi_targets_of,
    last_submission_of,
    papers_of,
    plan_of,
)
from program_admin.applications.queries.handed_in import handed_in_snapshot
from program_admin.companies import services as companies
from program_admin.companies.rules import Business
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.queries import documents_about
from tests.builders.applications import make_draft, make_filled, make_round, make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in

pytestmark = pytest.mark.both_databases


def test_a_submission_copies_the_draft_into_typed_rows(app, clock):
    application, _ = make_submitted()

    plan = plan_of(application.id)
    assert (plan.title, plan.solutions, plan.build_months) == (
        "치과 보철물 제작 공정 데이터 수집 체계 구축",
        ["mes", "pop"],
        6,
    )
    assert [(line.item, line.amount_won) for line in budget_of(application.id)] == [
        ("software", 40_000_000),
        ("sensors", 10_000_000),
    ]
    assert {share.source: share.amount_won for share in funding_of(application.id)} == {
        "national": 25_000_000,
        "city": 10_000_000,
        "company_cash": 15_000_000,
        "company_in_kind": 0,
    }
    assert [(row.kpi, str(row.before), str(row.weight)) for row in kpi_targets_of(application.id)] == [
        ("lab_lead_time", "7.0000", "60.00"),
        ("remake_rate", "8.5000", "40.00"),
    ]
    assert answers_of(application.id)["question-collects_how"] == "paper,excel"
    assert len(papers_of(application.id)) == 9
    assert (application.total_won, application.subsidy_won, application.vat_won) == (50_000_000, 35_000_000, 5_000_000)


def test_receipt_numbers_run_without_a_gap_per_round(app, clock):
    round_, other = make_round(), make_round(code="2026-second")

    first, _ = make_submitted(round_)
    second, _ = make_submitted(round_)
    elsewhere, _ = make_submitted(other)

    assert [each.number for each in (first, second, elsewhere)] == ["2026-S-0001", "2026-S-0002", "2026-S2-0001"]


def test_the_snapshot_is_canonical_and_fingerprinted(app, clock):
    application, _ = make_submitted()

    submission = last_submission_of(application.id)
    content = json.loads(submission.content)
    assert submission.content == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(submission.content.encode()).hexdigest() == submission.sha256 == application.submission_sha256
    assert content["fields"]["project-title"] == "치과 보철물 제작 공정 데이터 수집 체계 구축"
    assert content["funding"]["national"] == 25_000_000


def test_the_company_is_read_as_it_was_handed_in(client, clock):
    application, owner = make_submitted()
    clock.advance(days=1)
    with transaction() as now:
        grown = Business("다른 제품", "다른 공정", "", 99, 15)
        companies.change_business(application.company, grown, by=owner, now=now, version=application.company.version)
    clock.set(application.round.grace_until + timedelta(minutes=1))
    sign_in(client, make_person(Role.OFFICER))

    profile = handed_in_snapshot(application).profile
    page = client.get(f"/applications/{application.id}/read").text

    assert (profile.main_product, profile.employees, profile.representatives) == ("지르코니아 크라운", 12, ("박정우",))
    assert ("지르코니아 크라운" in page, "다른 제품" in page) == (True, False)
    assert "제출한 뒤 기업이 정보를 고쳤습니다." in page


def test_a_snapshot_is_never_changed_nor_deleted(app, clock):
    application, _ = make_submitted()
    submission = last_submission_of(application.id)

    submission.sha256 = "0" * 64
    with pytest.raises(Exception, match="rows are never changed"):
        db.session.flush()
    db.session.rollback()
    db.session.delete(last_submission_of(application.id))
    with pytest.raises(Exception, match="rows are never changed"):
        db.session.flush()
    db.session.rollback()


def test_every_objection_is_said_at_once(app, clock):
    application, owner = make_draft()

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.submit(application, by=owner, now=now)

    sections = {name.split(":")[0] for name in broken.value.fields}
    assert sections == {"company", "sites", "plan", "supplier", "kpi", "budget", "bonus", "papers", "consents"}
    assert "‘과제명’ 항목을 적어 주세요." in broken.value.objections
    assert "사업계획서를 올려 주세요." in broken.value.objections
    db.session.expire_all()
    assert (application.status, application.number) == (Status.DRAFT, None)


def test_the_receipt_is_issued_and_the_owner_told(app, clock, outbox):
    application, owner = make_submitted()

    issued = documents_about("Application", application.id)
    assert [(document.kind, document.recipient) for document in issued] == [("receipt", "미소치과기공소")]
    told = [message for message in outbox(owner.phone) if message.subject_id == application.id]
    assert [message.title for message in told] == ["신청서를 접수했습니다"]


def test_a_submitted_application_cannot_be_submitted_again(app, clock):
    application, owner = make_submitted()

    with pytest.raises(RuleBroken, match="이미 제출한 신청서입니다"), transaction() as now:
        services.submit(application, by=owner, now=now)

    assert len(list(db.session.scalars(select(Submission)))) == 1


def test_a_stranger_may_do_nothing(app, clock):
    application, _ = make_filled()
    stranger = make_person(Role.APPLICANT, name="경쟁사")

    with pytest.raises(NotAllowed), transaction() as now:
        services.save_field(application, "project-title", "가로채기", 1, by=stranger, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.submit(application, by=stranger, now=now)


def test_the_deadline_counts_on_server_time_with_grace_for_drafts_begun_before(app, clock):
    application, owner = make_filled()
    clock.set(application.round.closes_at + timedelta(minutes=29))

    with transaction() as now:
        services.submit(application, by=owner, now=now)

    assert application.status == Status.SUBMITTED


def test_after_the_grace_time_drafts_are_locked_and_kept(app, clock):
    application, owner = make_filled()
    clock.set(application.round.grace_until + timedelta(seconds=1))

    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.submit(application, by=owner, now=now)
    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.save_field(application, "project-title", "늦은 제목", 1, by=owner, now=now)

    db.session.expire_all()
    assert (application.status, application.title) == (Status.DRAFT, "치과 보철물 제작 공정 데이터 수집 체계 구축")


def test_a_withdrawn_application_is_restored_with_its_number(app, clock):
    application, owner = make_submitted()

    with transaction() as now:
        services.withdraw(application, by=owner, now=now)
    with transaction() as now:
        services.restore(application, by=owner, now=now)

    assert (application.status, application.number) == (Status.SUBMITTED, "2026-S-0001")


def test_a_revised_application_keeps_its_number_and_both_snapshots(app, clock):
    application, owner = make_submitted()

    with transaction() as now:
        services.withdraw(application, by=owner, now=now)
    with transaction() as now:
        services.revise(application, by=owner, now=now)
    with transaction() as now:
        services.save_field(application, "project-months", "8", 1, by=owner, now=now)
    with transaction() as now:
        services.submit(application, by=owner, now=now)

    found = list(db.session.scalars(select(Submission).order_by(Submission.attempt)))
    assert [(each.attempt, each.number) for each in found] == [(1, "2026-S-0001"), (2, "2026-S-0001")]
    assert plan_of(application.id).build_months == 8


def test_after_the_deadline_nothing_is_withdrawn_or_restored(app, clock):
    application, owner = make_submitted()
    clock.set(application.round.grace_until + timedelta(seconds=1))

    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.withdraw(application, by=owner, now=now)


def test_one_company_has_one_application_in_a_round(app, clock):
    application, owner = make_submitted()

    with pytest.raises(RuleBroken, match="이미 있습니다"), transaction() as now:
        services.start_application(application.company, application.round, "new", by=owner, now=now)

    assert len(list(db.session.scalars(select(Application)))) == 1
