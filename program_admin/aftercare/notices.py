"""Messages about visits and corrective actions: to the company, the supplier and the visitor."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.aftercare.models import CorrectiveAction, Visit
from program_admin.agreements import notices as parties
from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date, korean_date_weekday


@dataclass(frozen=True, slots=True)
class Reply:
    """How many facts were recorded and until when the supplier may reply before they count."""

    facts: int
    until: datetime


def visit_set(visit: Visit, *, now: datetime) -> None:
    """Tell company and visitor on which day the visit is."""
    if visit.planned_for is None or visit.visitor is None:
        return
    day = korean_date_weekday(visit.planned_for)
    agreement = visit.agreement
    who = f"{agreement.title}: {day}에 점검위원 {visit.visitor.name} 님이 방문합니다."
    body = f"{who} 시스템 화면을 볼 수 있게 준비해 주세요."
    parties.tell_company(agreement, parties.Words(f"사후관리 방문일: {day}", body, page_of(visit)), now=now)
    place = f"{agreement.company_name}, {visit.address}"
    words = parties.Words(f"방문이 배정되었습니다: {day}", place, page_of(visit))
    parties.tell_person(visit.visitor, agreement, words, now=now)


def visit_cancelled(visit: Visit, reason: str, *, now: datetime) -> None:
    """Tell company and visitor that a visit with a day is off."""
    if visit.planned_for is None or visit.visitor is None:
        return
    title = f"사후관리 방문 취소: {korean_date_weekday(visit.planned_for)}"
    words = parties.Words(title, f"{visit.agreement.title}: {reason}", page_of(visit))
    parties.tell_company(visit.agreement, words, now=now)
    parties.tell_person(visit.visitor, visit.agreement, words, now=now)


def visit_done(visit: Visit, corrective: int, reply: Reply, *, now: datetime) -> None:
    """Tell company and supplier what the visit led to, and the supplier until when it may reply."""
    agreement = visit.agreement
    asked = f" 시정조치 {corrective}건을 확인해 주세요." if corrective else ""
    words = parties.Words(
        "사후관리 방문을 마쳤습니다", f"{agreement.title} {visit.name} 결과를 볼 수 있습니다.{asked}", page_of(visit)
    )
    parties.tell_company(agreement, words, now=now)
    if reply.facts:
        until = korean_date(to_seoul(reply.until).date())
        body = (
            f"{agreement.company_name} 방문에서 성과 기록 {reply.facts}건이 나왔습니다. "
            f"의견을 낼 수 있는 기간은 {until}까지이고, 그 뒤에 성과표에 반영합니다.{asked}"
        )
        link = f"/suppliers/{agreement.supplier_id}/scorecard"
        parties.tell_supplier(agreement, parties.Words("성과 기록에 의견을 낼 수 있습니다", body, link), now=now)
    elif corrective:
        parties.tell_supplier(agreement, words, now=now)


def answered(action: CorrectiveAction, *, now: datetime) -> None:
    """Tell the visitor that a corrective action was answered."""
    if action.visit.visitor is not None:
        words = parties.Words("시정조치 이행 내용이 왔습니다", action.what, page_of_action(action))
        parties.tell_person(action.visit.visitor, action.visit.agreement, words, now=now)


def asked_again(action: CorrectiveAction, words: str, *, now: datetime) -> None:
    """Tell company and supplier that the answer was not enough."""
    said = parties.Words("시정조치를 다시 요청합니다", f"{action.what}\n{words}", page_of_action(action))
    parties.tell_company(action.visit.agreement, said, now=now)
    parties.tell_supplier(action.visit.agreement, said, now=now)


def closed(action: CorrectiveAction, *, now: datetime) -> None:
    """Tell company and supplier that a corrective action is settled."""
    said = parties.Words("시정조치를 확인했습니다", action.what, page_of_action(action))
    parties.tell_company(action.visit.agreement, said, now=now)
    parties.tell_supplier(action.visit.agreement, said, now=now)


def reminder(action: CorrectiveAction, *, late: bool, now: datetime) -> None:
    """Remind company and supplier of a corrective action that is due or late."""
    title = "시정조치 기한이 지났습니다" if late else "시정조치 기한이 다가옵니다"
    body = f"{action.what}\n기한: {korean_date(action.due_on)}. 이행한 내용을 올려 주세요."
    said = parties.Words(title, body, page_of_action(action))
    parties.tell_company(action.visit.agreement, said, now=now)
    parties.tell_supplier(action.visit.agreement, said, now=now)


def tell_visitor_off(person: Person, visit: Visit, *, now: datetime) -> None:
    """Tell a visitor that somebody else makes the visit now."""
    words = parties.Words(
        "방문 배정이 바뀌었습니다", f"{visit.agreement.company_name} 방문은 다른 위원이 합니다.", "/visits/mine"
    )
    parties.tell_person(person, visit.agreement, words, now=now)


def page_of(visit: Visit) -> str:
    """The address of a visit's page."""
    return f"/visits/{visit.id}"


def page_of_action(action: CorrectiveAction) -> str:
    """The address of a corrective action's page."""
    return f"/visits/actions/{action.id}"
