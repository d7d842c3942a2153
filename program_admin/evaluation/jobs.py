"""A daily reminder to evaluators who have not answered an invitation or not signed their sheets."""

from datetime import timedelta

from program_admin.core.clock import to_seoul
from program_admin.core.writing import transaction
from program_admin.evaluation import notices, queries
from program_admin.jobs.progress import Progress
from program_admin.jobs.queue import Payload, daily

DAYS_BEFORE = timedelta(days=2)


@daily("evaluation.remind", at="09:00")
def remind(payload: Payload, progress: Progress) -> None:
    """Remind of invitations from two days before the answer is due, and of open sheets from the day of the session."""
    with transaction() as now:
        today = to_seoul(now).date()
        unanswered = [
            seat
            for seat in queries.unanswered_invitations()
            if seat.answer_by is not None and seat.answer_by - DAYS_BEFORE <= today <= seat.answer_by
        ]
        for seat in unanswered:
            notices.remind_to_answer(seat, now=now)
        unsigned = [seat for seat in queries.evaluators_with_open_sheets() if seat.panel.session_on <= today]
        for seat in unsigned:
            notices.remind_to_sign(seat, now=now)
    progress.report(1, 1, f"회신 요청 {len(unanswered)}건, 서명 요청 {len(unsigned)}건")
