"""What applications do by themselves: words before supplements are due and about changes, business statuses."""

import uuid
from datetime import datetime

from program_admin.accounts.queries import person_by_id
from program_admin.applications.queries import application_by_id
from program_admin.applications.queries.corrections import correction_by_id
from program_admin.applications.queries.deadlines import extension_by_id
from program_admin.applications.services.business_status import TASK, applications_to_check, keep_found
from program_admin.applications.services.corrections import tell_some_of_correction
from program_admin.applications.services.extensions import TELL_ROUND, tell_some_of_extension
from program_admin.applications.services.reminders import remind_supplements
from program_admin.companies.business_status import batches, is_on, look_up
from program_admin.core.errors import RuleBroken
from program_admin.core.outside import Unreachable
from program_admin.core.writing import transaction
from program_admin.jobs.progress import Progress
from program_admin.jobs.registry import Payload, daily, task

OFF = "국세청 조회가 꺼져 있습니다. 신청마다 ‘휴·폐업 확인’에서 직접 적어 주세요."


@daily("applications.remind_supplements", at="09:00")
def remind(_payload: Payload, _progress: Progress) -> None:
    """Remind companies of supplements that are due soon."""
    with transaction() as now:
        remind_supplements(now)


@task(TELL_ROUND)
def tell_round(payload: Payload, progress: Progress) -> None:
    """Tell every company concerned of an extension or a correction, few at a time so that nobody has to wait."""
    told, more = 0, 1
    while more:
        with transaction() as now:
            more = _tell_some(payload, now)
        told += more
        progress.report(told, told, f"{told}곳에 알렸습니다.")


@task(TASK, max_tries=3, alone=True, keep_days=90)
def check_business_status(payload: Payload, progress: Progress) -> None:
    """Ask about every applicant of a round in calls of a hundred, each answer kept in its own short transaction."""
    if not is_on():
        raise RuleBroken([OFF])
    round_id, since = uuid.UUID(str(payload["round_id"])), datetime.fromisoformat(str(payload["since"]))
    ids = {each.company.business_number: each.id for each in applications_to_check(round_id, since)}
    done, numbers = 0, list(ids)
    for batch in batches(numbers):
        try:
            found = look_up(batch)
        except Unreachable as lost:
            raise RuleBroken([f"{lost.reason} 잠시 뒤에 다시 하거나 신청마다 직접 적어 주세요."]) from lost
        with transaction() as now:
            by = person_by_id(uuid.UUID(str(payload["by_id"])))
            done += keep_found([application_by_id(ids[number]) for number in batch], found, by=by, now=now)
        progress.report(done, len(numbers), f"{len(numbers)}곳 가운데 {done}곳을 확인했습니다.")
    progress.leads_to(f"/applications/rounds/{round_id}/business-status")


def _tell_some(payload: Payload, now: datetime) -> int:
    if "correction" in payload:
        return tell_some_of_correction(correction_by_id(uuid.UUID(str(payload["correction"]))), now)
    return tell_some_of_extension(extension_by_id(uuid.UUID(str(payload["extension"]))), now)
