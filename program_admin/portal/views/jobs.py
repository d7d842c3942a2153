"""Progress of one job, and the administrator's list of jobs."""

import uuid

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from program_admin.accounts.landing import own_address
from program_admin.accounts.permission import needs
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.exports import Kind
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.lists.columns import BulkAct, ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.lists.pages import list_page, selected_ids
from program_admin.core.lists.view_form import ViewForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.jobs.models import Job, JobRun, JobState, Outcome
from program_admin.jobs.queries import job_by_id, progress_of, runs_of
from program_admin.jobs.registry import task_names
from program_admin.portal import permissions as may
from program_admin.portal import services
from program_admin.portal.subjects import Names
from program_admin.portal.views.blueprint import pages
from program_admin.portal.wording import task_name

STATES = {
    JobState.QUEUED: ("기다림", "information"),
    JobState.RUNNING: ("진행 중", "information"),
    JobState.DONE: ("끝남", "success"),
    JobState.FAILED: ("끝내지 못함", "danger"),
}
OUTCOMES = {Outcome.DONE: "끝남", Outcome.RETRY: "다시 하기로 함", Outcome.FAILED: "끝내지 못함", Outcome.LOST: "끊김"}


def get_job(job_id: uuid.UUID) -> Job:
    """Return the job; raises Missing."""
    found = job_by_id(job_id)
    if found is None:
        raise Missing("job")
    return found


def jobs_listing() -> Listing[Job]:
    """The list of jobs; failed ones may be picked and started again."""
    names = Names()
    return Listing(
        name="jobs",
        title="뒤에서 하는 일",
        columns=(
            Column(
                "task", "작업", lambda job: task_name(job.task), order=Job.task,
                link=lambda job: url_for("portal.job", job_id=job.id),
            ),
            Column(
                "state", "상태", lambda job: STATES[job.state][0], kind=Kind.BADGE,
                tone=lambda job: STATES[job.state][1], order=Job.state,
            ),
            Column("tries", "시도", lambda job: job.tries, kind=Kind.NUMBER),
            Column("by", "시킨 사람", lambda job: names.person(job.requested_by)),
            Column("created", "만든 때", lambda job: job.created_at, kind=Kind.MOMENT, order=Job.created_at),
            Column("finished", "끝난 때", lambda job: job.finished_at, kind=Kind.MOMENT, order=Job.finished_at),
            Column("error", "참조번호", lambda job: job.error_reference),
        ),
        identity=Job.id,
        order="-created",
        empty="아직 작업이 없습니다. 문서를 만들거나 메시지를 보내면 여기에 나타납니다.",
        filters=(
            ChoiceFilter("state", "상태", tuple((s.value, STATES[s][0]) for s in JobState), column=Job.state),
            ChoiceFilter("task", "작업", tuple((name, task_name(name)) for name in task_names()), column=Job.task),
            DateFilter("created", "만든 날", Job.created_at, moment=True),
        ),
        acts=(BulkAct("다시 시작", url_for("portal.retry_jobs")),),
    )  # fmt: skip


@pages.get("/jobs")
@needs(may.LIST_JOBS)
def jobs() -> ResponseReturnValue:
    """List every job, newest first."""
    return _list()


@pages.post("/jobs/retry")
@needs(may.RETRY_JOB)
def retry_jobs() -> ResponseReturnValue:
    """Start the picked jobs that failed once more."""
    form, picked = ActForm(), selected_ids(request.form)
    if not form.validate():
        return _list(form, 422)
    try:
        with writing(form.act, then=url_for(".jobs")) as now:
            count = services.retry_jobs(picked, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _list(form, 422)
    flash(f"작업 {count}건을 다시 시작하도록 했습니다.", "success")
    return redirect(url_for(".jobs"), 303)


@pages.get("/jobs/<uuid:job_id>")
@needs(may.SEE_JOB, get_job)
def job(found: Job) -> ResponseReturnValue:
    """Show how far a job has come, and where its result is."""
    reading = progress_of(found)
    return page(
        "portal/job.html",
        job=found,
        reading=reading,
        location=own_address(str(reading["location"])),
        name=task_name(found.task),
        state=STATES[found.state],
        runs=[_run(run) for run in runs_of(found.id)] if may.LIST_JOBS.allows(current_user) else [],
        may_retry=found.state is JobState.FAILED and may.RETRY_JOB.allows(current_user),
        form=ActForm(formdata=None),
    )


@pages.get("/jobs/<uuid:job_id>/progress")
@needs(may.SEE_JOB, get_job)
def job_progress(found: Job) -> ResponseReturnValue:
    """Say the same to the script that follows the job."""
    reading = progress_of(found)
    return jsonify(
        done=reading["done"],
        total=reading["total"],
        text=reading["text"] or reading["label"],
        finished=reading["ended"],
        location=own_address(str(reading["location"])),
    )


def _list(form: ActForm | None = None, status: int = 200) -> ResponseReturnValue:
    listing = list_page(jobs_listing(), select(Job), arguments=request.args, person_id=current_user.id)
    return page(
        "portal/jobs.html", status, listing=listing, form=form or ActForm(formdata=None), view=ViewForm(formdata=None)
    )


def _run(run: JobRun) -> list[str]:
    return [
        f"{run.try_number}번째",
        korean_datetime(run.started_at),
        OUTCOMES[run.outcome],
        run.error or "–",
        run.error_reference or "–",
    ]
