"""Commands of the job runner: `flask --app program_admin jobs work|run-once|list|retry`."""

import json

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo

from program_admin.core.clock import to_seoul
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, JobState
from program_admin.jobs.queries import progress_of, recent_jobs
from program_admin.jobs.queue import retry
from program_admin.jobs.runner import run_pending
from program_admin.jobs.schedule import Scheduler

commands = AppGroup("jobs", help="뒤에서 하는 작업을 돌리고 살펴봅니다.")


@commands.command("work")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 16), help="작업 프로세스 수")
@click.pass_context
def work_command(context: click.Context, processes: int) -> None:
    """Run the scheduler with its worker processes until it is told to stop."""
    info = context.find_object(ScriptInfo)
    path = info.app_import_path if info is not None else None
    Scheduler(current_app._get_current_object(), path, processes).run()  # type: ignore[attr-defined]  # noqa: SLF001


@commands.command("run-once")
@click.option("--limit", type=click.IntRange(1), help="최대 작업 수")
def run_once_command(limit: int | None) -> None:
    """Run what is due now in this process and end."""
    click.echo(f"작업 {run_pending(limit)}건을 돌렸습니다.")


@commands.command("list")
@click.option("--state", type=click.Choice([state.value for state in JobState]), help="이 상태만 봅니다.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="결과를 JSON으로 출력합니다.")
def list_command(state: str | None, limit: int, as_json: bool) -> None:
    """List the newest jobs."""
    jobs = recent_jobs(limit, state=JobState(state) if state else None)
    if as_json:
        click.echo(json.dumps([_values(job) for job in jobs], ensure_ascii=False))
        return
    for job in jobs:
        click.echo(
            f"{to_seoul(job.created_at):%Y-%m-%d %H:%M:%S}  {job.state:<8} {job.tries}/{job.max_tries}  {job.key}"
        )
        if job.error:
            click.echo(f"    {job.error} (참고번호 {job.error_reference or '없음'})")
    if not jobs:
        click.echo("작업이 없습니다.")


@commands.command("retry")
@click.argument("key")
def retry_command(key: str) -> None:
    """Queue a failed job again."""
    try:
        with transaction():
            retry(key)
    except (Missing, RuleBroken) as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"작업 {key}을(를) 다시 시작하도록 했습니다.")


def _values(job: Job) -> dict[str, str | int | bool]:
    return {
        **progress_of(job),
        "task": job.task,
        "key": job.key,
        "tries": job.tries,
        "max_tries": job.max_tries,
        "error": job.error,
        "reference": job.error_reference,
        "created_at": to_seoul(job.created_at).isoformat(),
        "run_after": to_seoul(job.run_after).isoformat(),
    }
