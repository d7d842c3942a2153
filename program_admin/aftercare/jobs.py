"""Daily work of aftercare: planning visits of finished projects, reminding of corrective actions."""

from program_admin.aftercare.queries import followed_agreements
from program_admin.aftercare.services import plan_visits, remind
from program_admin.agreements.queries import agreement_by_id
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.progress import Progress
from program_admin.jobs.registry import Payload, daily


@daily("aftercare.plan", at="06:00")
def plan(_payload: Payload, progress: Progress) -> None:
    """Plan the visits that completed projects of rounds with aftercare still lack, each in a transaction of its own."""
    waiting = [agreement.id for agreement in followed_agreements()]
    db.session.rollback()
    added = 0
    for place, agreement_id in enumerate(waiting, start=1):
        with transaction() as now:
            added += len(plan_visits(agreement_by_id(agreement_id), by=None, now=now))
        progress.report(place, len(waiting), f"방문 {added}건을 계획했습니다")


@daily("aftercare.remind", at="09:00")
def remind_of_corrective_actions(_payload: Payload, progress: Progress) -> None:
    """Remind company and supplier of corrective actions that are due or late."""
    with transaction() as now:
        reminded = remind(now=now)
    progress.report(1, 1, f"시정조치 {reminded}건을 알렸습니다")
