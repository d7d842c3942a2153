"""What an applicant reads about the deadline: that it was moved, and what a passed one means for the application."""

from datetime import datetime

from program_admin.applications.models import Application, Status
from program_admin.applications.queries.deadlines import own_extension
from program_admin.applications.services.locking import closed_to
from program_admin.core.korean import korean_datetime, with_particle
from program_admin.programs.models import ChangeKind
from program_admin.programs.queries import changes_of


def extension_words(application: Application) -> str:
    """That the deadline which holds for the application is an extended one, with the reason; "" when it isn't."""
    closes_at = application.deadline.closes_at
    if closes_at == application.terms.calendar.closes_at:
        return ""
    until = with_particle(korean_datetime(closes_at), "으로/로")
    own = own_extension(application)
    if own is not None and own.until == closes_at:
        return f"이 신청서의 접수 마감을 {until} 연장했습니다. 사유: {own.reason}"
    for change in changes_of(application.round):
        if change.kind == ChangeKind.EXTENSION and change.closes_at == closes_at:
            return f"접수 마감을 {until} 연장했습니다. 사유: {change.reason}"
    return ""


def withdrawn_words(application: Application, now: datetime) -> str:
    """What can still be done about a withdrawn application; "" for any other."""
    if application.status != Status.WITHDRAWN:
        return ""
    if not closed_to(application, now):
        until = korean_datetime(application.deadline.closes_at)
        return f"접수를 취소한 신청서입니다. 마감({until}) 전에는 그대로 되돌리거나, 고쳐서 다시 낼 수 있습니다."
    return "접수를 취소한 신청서입니다. 마감이 지나 되돌리거나 고칠 수 없습니다. 냈던 내용은 보관합니다."


def reopened_words(application: Application, now: datetime) -> str:
    """That a draft which had been handed in counts only once it is handed in again; "" for any other."""
    if application.status != Status.DRAFT or application.number is None:
        return ""
    if closed_to(application, now):
        return (
            f"접수번호 {application.number} 신청을 고쳐 쓰다가 다시 제출하지 않고 마감이 지나 "
            "접수되지 않았습니다. 문의는 공고의 담당 부서로 해 주세요."
        )
    return f"접수번호 {application.number} 신청을 고쳐 쓰고 있습니다. 마감 전에 다시 제출해야 접수됩니다."
