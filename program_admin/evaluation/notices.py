"""Messages of the evaluation: to its evaluators, and to the applicants when results are out."""

from datetime import datetime

from program_admin.applications.models import Application
from program_admin.applications.notices import tell_company
from program_admin.core.korean import korean_date, korean_date_weekday
from program_admin.evaluation.models import PanelSeat
from program_admin.evaluation.rules.choosing import HALF_NAMES
from program_admin.notices.outbox import Recipient, tell


def _tell(seat: PanelSeat, title: str, body: str, link: str, now: datetime) -> None:
    person = seat.evaluator.person
    tell(
        Recipient(person.id, person.name, phone=person.phone, email=person.email),
        now=now,
        title=title,
        body=body,
        link=link,
        subject=("PanelSeat", seat.id),
    )


def session_words(seat: PanelSeat) -> str:
    """When and where the session is: 2027. 1. 12.(화) 오전, 본관 3층 회의실."""
    panel = seat.panel
    return f"{korean_date_weekday(panel.session_on)} {HALF_NAMES[panel.half_day]}, {panel.place}"


def tell_invited(seat: PanelSeat, *, now: datetime) -> None:
    """Invite an evaluator with the day to answer by and the page to answer on."""
    until = f"{korean_date(seat.answer_by)}까지 " if seat.answer_by else ""
    body = f"{seat.panel.round.title} 평가위원으로 모십니다. {session_words(seat)}. {until}참석 여부를 회신해 주세요."
    _tell(seat, "평가위원 초청", body, f"/sheets/invitations/{seat.id}", now)


def tell_excluded(seat: PanelSeat, *, now: datetime) -> None:
    """Tell an evaluator who was invited that it will be somebody else this time."""
    body = f"{seat.panel.round.title} {seat.panel.name} 평가에는 이번에 모시지 못하게 되었습니다. 양해 부탁드립니다."
    _tell(seat, "평가위원 제외 안내", body, "/sheets/", now)


def tell_started(seat: PanelSeat, *, now: datetime) -> None:
    """Tell a member of a panel that the selection is final and scoring begins."""
    body = f"{seat.panel.name} 평가위원으로 확정되었습니다. 서약한 뒤 채점해 주세요. {session_words(seat)}."
    _tell(seat, "평가위원 확정과 평가 시작", body, f"/sheets/panels/{seat.id}", now)


def tell_completed(seat: PanelSeat, *, now: datetime) -> None:
    """Tell the chair that every sheet is signed and the overall opinions are due."""
    body = f"{seat.panel.name} 위원이 모두 서명했습니다. 과제별 종합의견을 작성해 주세요."
    _tell(seat, "위원장 종합의견 작성", body, f"/sheets/panels/{seat.id}", now)


def remind_to_answer(seat: PanelSeat, *, now: datetime) -> None:
    """Remind an evaluator of an invitation."""
    until = f"{korean_date(seat.answer_by)}까지 " if seat.answer_by else ""
    body = f"{seat.panel.round.title} 평가위원 초청에 {until}회신해 주세요. {session_words(seat)}."
    _tell(seat, "평가위원 초청 회신 요청", body, f"/sheets/invitations/{seat.id}", now)


def remind_to_sign(seat: PanelSeat, *, now: datetime) -> None:
    """Remind a member of open sheets."""
    body = f"{seat.panel.name}에 아직 서명하지 않은 평가표가 있습니다. 채점을 마치고 서명해 주세요."
    _tell(seat, "평가표 서명 요청", body, f"/sheets/panels/{seat.id}", now)


def tell_result(application: Application, outcome: str, reason: str, *, now: datetime) -> None:
    """Tell the people of a company the result of its application, in public words; a refusal says why."""
    titles = {"selected": "선정되었습니다", "reserve": "예비로 선정되었습니다", "rejected": "선정되지 않았습니다"}
    said = f"접수번호 {application.number} 과제의 평가 결과를 알려 드립니다."
    why = "" if outcome == "selected" else f" {reason}"
    body = f"{said}{why} 결과 통보 공문은 신청 화면에서 내려받을 수 있습니다."
    tell_company(application, title=titles[outcome], body=body, now=now)
