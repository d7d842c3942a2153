"""Results go out: recorded with every application, papers issued, every applicant told (공고문: 선정 결과 통보)."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id
from program_admin.applications.services import promote, record_outcome
from program_admin.applications.services.outcomes import Outcome as OutcomeStep
from program_admin.audit.trail import record
from program_admin.core.errors import RuleBroken
from program_admin.documents.services import issue
from program_admin.evaluation import notices, queries
from program_admin.evaluation import permissions as may
from program_admin.evaluation.documents import letter_of, summary_of
from program_admin.evaluation.models import Ranking
from program_admin.evaluation.rules.record import CaseWork
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.states import RANKING
from program_admin.workflow import approval
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval

OUTCOME_STEPS: dict[str, OutcomeStep] = {"selected": "select", "reserve": "reserve", "rejected": "reject"}


def publish(ranking: Ranking, approved: Approval, *, by: Person, now: datetime) -> None:
    """Publish an approved ranking: outcome, 종합평가표, 선정결과 통보 and message for every application."""
    take_step(RANKING, ranking, "publish", by=by, now=now)
    ranking.published_at = now
    figures = queries.record_of(ranking)
    for work in figures.cases:
        application = application_by_id(work.application_id)
        record_outcome(application, OUTCOME_STEPS[work.outcome], by=by, now=now, reason=work.reason)
        issue(
            queries.EVALUATION_SUMMARY,
            summary_of(application, figures, work, approval=approved),
            subject=("Application", application.id),
            recipient=application.company_name,
            by=by,
            now=now,
        )
        _write(application, work, work.outcome, approved, by=by, now=now)
        notices.tell_result(application, work.outcome, work.reason, now=now)


def promote_reserve(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    """Select the next application of the reserve list in place of one given up (예비 승격), with a letter.

    Raises RuleBroken when nobody gave up, another is first in line, or the budget left does not cover it.
    """
    require(may.PROMOTE, by)
    ranking = queries.ranking_of(application.round_id)
    following = queries.next_reserve(application.round_id)
    if ranking is None or following is None:
        raise RuleBroken(["공표한 예비 명단이 없습니다. 선정 결과가 공표된 뒤 할 수 있습니다."])
    lock(ranking)
    objections = []
    if not queries.abandoned_places(ranking):
        objections.append("포기한 선정 과제가 없습니다. 선정 포기가 기록된 뒤 승격할 수 있습니다.")
    if following.application_id != application.id:
        name = following.application.company_name
        objections.append(f"예비 순위가 앞선 과제가 있습니다. {name} 과제부터 승격해 주세요.")
    if application.subsidy_won > queries.left_won(ranking):
        objections.append("남은 예산이 이 과제의 지원금보다 적습니다. 사업비를 조정한 뒤 다시 해 주세요.")
    if objections:
        raise RuleBroken(objections)
    promote(application, by=by, now=now, reason=reason)
    work = queries.record_of(ranking).case(application.id)
    approved = approval.latest(may.RANKING_ACT, ("Ranking", ranking.id))
    if work is None or approved is None:
        raise RuleBroken(["이 과제의 순위 기록을 찾을 수 없습니다. 담당 부서에 알려 주세요."])
    _write(application, work, "selected", approved, by=by, now=now)
    record("ranking:promote", "Ranking", ranking.id, by=by, now=now, after=application.number, reason=reason)


def _write(
    application: Application, work: CaseWork, outcome: str, approved: Approval, *, by: Person, now: datetime
) -> None:
    issue(
        queries.RESULT_LETTER,
        letter_of(application, work, outcome, approval=approved, now=now),
        subject=("Application", application.id),
        recipient=application.company_name,
        by=by,
        now=now,
    )
