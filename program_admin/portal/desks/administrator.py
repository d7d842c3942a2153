"""The administrator's desk: accounts, jobs that failed, messages that did not arrive."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.core.korean import korean_datetime, mask_email, mask_phone
from program_admin.jobs.models import JobState
from program_admin.jobs.queries import recent_jobs, silent_schedules
from program_admin.notices.models import Kind
from program_admin.notices.queries import undelivered
from program_admin.portal.desks.blocks import Block, Figures, Table
from program_admin.portal.links import link_to, linked
from program_admin.portal.queries.machine import job_counts, people_counts, undelivered_count
from program_admin.portal.wording import task_name

NEWEST = 5
JOB_HEADS = (("작업", "wide"), ("만든 때", ""), ("시도", "num"), ("참조번호", ""))
MESSAGE_HEADS = (("제목", "wide"), ("받는 곳", ""), ("때", ""), ("까닭", ""))


def blocks(_person: Person, now: datetime) -> list[Block]:
    """Figures of the machine, then what failed."""
    return [_figures(now), _failed(), _undelivered()]


def _figures(now: datetime) -> Figures:
    (used, unused), jobs, silent = people_counts(), job_counts(), silent_schedules(now)
    note = f"멈춘 정기 작업: {', '.join(task_name(each) for each in silent)}" if silent else ""
    return Figures(
        "시스템",
        (
            ("사용 중인 계정", f"{used:,}", "명", f"사용 중지 {unused:,}명"),
            ("기다리는 작업", f"{jobs[JobState.QUEUED]:,}", "건", f"진행 중 {jobs[JobState.RUNNING]:,}건"),
            ("끝내지 못한 작업", f"{jobs[JobState.FAILED]:,}", "건", ""),
            ("전달 못 한 메시지", f"{undelivered_count():,}", "건", ""),
        ),
        note=note,
        tone="warning",
        link="사람과 역할",
        href=link_to("accounts.people"),
    )


def _failed() -> Table:
    rows = tuple(
        (
            linked(task_name(job.task), "portal.job", job_id=job.id),
            korean_datetime(job.created_at),
            f"{job.tries}번",
            job.error_reference or "–",
        )
        for job in recent_jobs(NEWEST, state=JobState.FAILED)
    )
    return Table(
        "끝내지 못한 작업", JOB_HEADS, rows, "끝내지 못한 작업이 없습니다.", "작업 전체", link_to("portal.jobs")
    )


def _undelivered() -> Table:
    rows = tuple(
        (
            message.title,
            mask_email(message.address) if message.kind is Kind.EMAIL else mask_phone(message.address) or "–",
            korean_datetime(message.created_at),
            message.error or "–",
        )
        for message in undelivered(NEWEST)
    )
    empty = "전달하지 못한 메시지가 없습니다."
    return Table("전달 못 한 메시지", MESSAGE_HEADS, rows, empty, "메시지 전체", link_to("portal.outgoing"))
