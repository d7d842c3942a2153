"""The job that walks the whole trail."""

from program_admin.audit.verification import verify
from program_admin.jobs.progress import Progress
from program_admin.jobs.queue import Payload, task
from program_admin.portal.queries.verification import DAMAGED, TASK


@task(TASK, max_tries=2, alone=True)
def verify_trail(_payload: Payload, progress: Progress) -> None:
    """Check every link of the chain; what was found stands in the job's text and in where it leads."""
    progress.report(0, 1, "감사 기록을 처음부터 확인하고 있습니다.")
    verdict = verify()
    if verdict.intact:
        progress.report(1, 1, f"감사 기록 {verdict.entries:,}건이 모두 온전합니다.")
        progress.leads_to("/trail")
        return
    sentence = f"감사 기록이 온전하지 않습니다. {verdict.sentence}"
    progress.report(1, 1, sentence)
    progress.leads_to(f"{DAMAGED}{verdict.broken_sequence}")
