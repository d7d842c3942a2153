"""Progress of a job for whoever asked for it; the administrator's list."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.jobs.models import Job, JobState
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in
from tests.portal.reading import words_of


def make_job(by=None, key="render:1", **values):
    now = clock.now()
    job = Job(task="documents.render", key=key, payload={}, run_after=now, created_at=now,
              requested_by=by.id if by else None, **values)  # fmt: skip
    db.session.add(job)
    db.session.commit()
    return job


@pytest.mark.parametrize(
    ("role", "status"),
    [(role, 200 if role in (Role.OFFICER, Role.ADMINISTRATOR) else 403) for role in Role],
)
def test_only_officers_and_administrators_see_jobs_of_others(app, client, role, status):
    job = make_job(make_person(Role.APPLICANT))
    sign_in(client, make_person(role))

    answers = [client.get(f"/jobs/{job.id}{end}").status_code for end in ("", "/progress")]

    assert answers == [status, status]


def test_whoever_asked_for_a_job_follows_it(app, client):
    person = make_person(Role.SUPPLIER)
    job = make_job(person, state=JobState.RUNNING, progress_done=2, progress_total=5, progress_text="2쪽")
    sign_in(client, person)

    answer = client.get(f"/jobs/{job.id}/progress")

    assert answer.json == {"done": 2, "total": 5, "text": "2쪽", "finished": False, "location": ""}
    assert f'data-poll="/jobs/{job.id}/progress"' in client.get(f"/jobs/{job.id}").text


def test_a_finished_job_leads_to_its_result_on_this_site_only(app, client):
    person = make_person(Role.SUPPLIER)
    good = make_job(person, "a", state=JobState.DONE, result_location="/inbox")
    bad = make_job(person, "b", state=JobState.DONE, result_location="//evil.example")
    sign_in(client, person)

    led = [client.get(f"/jobs/{job.id}/progress").json["location"] for job in (good, bad)]

    assert led == ["/inbox", ""]


def test_the_list_is_the_administrators(app, client):
    make_job()
    answers = {}
    for role in Role:
        sign_in(client, make_person(role))
        answers[role] = client.get("/jobs").status_code

    assert [role for role, status in answers.items() if status == 200] == [Role.ADMINISTRATOR]


def test_a_failed_job_is_started_again_once(app, client):
    failed, done = make_job(key="a", state=JobState.FAILED), make_job(key="b", state=JobState.DONE)
    sign_in(client, make_person(Role.ADMINISTRATOR))

    refused = client.post("/jobs/retry", data=act() | {"selected": done.id})
    answer = client.post("/jobs/retry", data=act() | {"selected": failed.id})

    db.session.expire_all()
    assert (refused.status_code, "끝내지 못한 작업을 골라 주세요" in words_of(refused)) == (422, True)
    assert (answer.status_code, failed.state, done.state) == (303, JobState.QUEUED, JobState.DONE)
