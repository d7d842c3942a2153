"""Acts on questions on a round: ask, answer in public, decline, correct, add a FAQ of one's own."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import person_by_id
from program_admin.audit.trail import record
from program_admin.core.database import db, key_of, lock_row
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.notices.outbox import Recipient, tell
from program_admin.programs.inquiries import permissions as may
from program_admin.programs.inquiries.models import Inquiry, InquiryAnswer, Topic
from program_admin.programs.inquiries.queries import waiting_count
from program_admin.programs.inquiries.rules import telling, too_many_waiting, unchanged
from program_admin.programs.inquiries.states import PROCESS
from program_admin.programs.models import Round
from program_admin.programs.models import Status as RoundStatus
from program_admin.workflow.engine import take_step


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """What the public reads: topic, the question in neutral words, the answer."""

    topic: Topic
    question: str
    text: str


def ask(round_: Round, topic: Topic, text: str, *, by: Person, now: datetime) -> Inquiry:
    """Ask about an announced round; raises RuleBroken when it takes no questions or too many wait."""
    if not may.ASK.allows(by):
        raise NotAllowed(may.ASK.name)
    objections = no_questions(round_) + too_many_waiting(waiting_count(by, round_.id))
    if objections:
        raise RuleBroken(objections)
    inquiry = _kept(round_, topic, text, by=by, now=now)
    inquiry.asked_by_id = by.id
    record("inquiry:ask", "Inquiry", inquiry.id, by=by, now=now, after=topic.value)
    return inquiry


def no_questions(round_: Round) -> list[str]:
    """Why nothing may be asked about the round."""
    if round_.status == RoundStatus.OPEN.value:
        return []
    return ["문의를 받지 않는 공고입니다. 이미 올라온 질문과 답변을 보거나 담당 부서에 전화해 주세요."]


def answer(inquiry: Inquiry, public: PublicAnswer, *, by: Person, now: datetime) -> None:
    """Publish the answer under neutral words and tell who asked; the original stays with the staff."""
    _hold(inquiry)
    _refuse_telling(public)
    _word(inquiry, public, now)
    take_step(PROCESS, inquiry, "answer", by=by, now=now)
    _publish(inquiry, by=by, now=now)
    _tell(inquiry, "문의에 답변했습니다", public.text, now)


def decline(inquiry: Inquiry, *, by: Person, now: datetime, reason: str) -> None:
    """Leave a question without a public answer; the reason goes to who asked alone."""
    _hold(inquiry)
    take_step(PROCESS, inquiry, "decline", by=by, now=now, reason=reason)
    inquiry.declined_for = reason.strip()
    _tell(inquiry, "문의를 공개 답변하지 않습니다", f"사유: {reason.strip()}", now)


def correct(inquiry: Inquiry, public: PublicAnswer, *, by: Person, now: datetime, reason: str) -> None:
    """Publish a corrected answer with its reason; the earlier one is kept, and who asked is told."""
    _hold(inquiry)
    _refuse_telling(public)
    before = (inquiry.question, inquiry.answer)
    objections = unchanged(before, (public.question.strip(), public.text.strip()))
    if objections and inquiry.topic == public.topic.value:
        raise RuleBroken(objections)
    take_step(PROCESS, inquiry, "correct", by=by, now=now, reason=reason)
    _word(inquiry, public, now)
    _publish(inquiry, by=by, now=now, reason=reason.strip())
    _tell(inquiry, "문의 답변을 고쳤습니다", f"{public.text} (고친 사유: {reason.strip()})", now)


def add_faq(round_: Round, public: PublicAnswer, *, by: Person, now: datetime) -> Inquiry:
    """Publish a question that nobody asked, with its answer."""
    if not may.ANSWER.allows(by):
        raise NotAllowed(may.ANSWER.name)
    _refuse_telling(public)
    inquiry = _kept(round_, public.topic, public.question, by=by, now=now)
    _word(inquiry, public, now)
    take_step(PROCESS, inquiry, "answer", by=by, now=now)
    _publish(inquiry, by=by, now=now)
    return inquiry


def _kept(round_: Round, topic: Topic, text: str, *, by: Person, now: datetime) -> Inquiry:
    inquiry = Inquiry(
        id=new_id(), round_id=round_.id, status=PROCESS.start.value, topic=topic.value, original=text.strip(), at=now
    )
    db.session.add(inquiry)
    db.session.flush()
    return inquiry


def _word(inquiry: Inquiry, public: PublicAnswer, now: datetime) -> None:
    inquiry.topic, inquiry.question, inquiry.answer = public.topic.value, public.question.strip(), public.text.strip()
    inquiry.answered_at = now


def _publish(inquiry: Inquiry, *, by: Person, now: datetime, reason: str = "") -> None:
    """Keep the words in force as one more answer, which is never changed."""
    db.session.flush()
    db.session.add(
        InquiryAnswer(
            id=new_id(),
            inquiry_id=inquiry.id,
            place=len(inquiry.answers) + 1,
            question=inquiry.question,
            text=inquiry.answer,
            reason=reason,
            by_id=by.id,
            at=now,
        )
    )
    db.session.flush()
    db.session.expire(inquiry, ["answers"])


def _refuse_telling(public: PublicAnswer) -> None:
    fields = {name: telling(text) for name, text in (("question", public.question), ("text", public.text))}
    fields = {name: sentences for name, sentences in fields.items() if sentences}
    if fields:
        raise RuleBroken([sentence for sentences in fields.values() for sentence in sentences], fields)


def _hold(inquiry: Inquiry) -> None:
    """Hold the question until the act ends, with what is stored now."""
    if not lock_row(Inquiry, key_of(inquiry)):
        raise Missing("inquiry")


def _tell(inquiry: Inquiry, title: str, words: str, now: datetime) -> None:
    if inquiry.asked_by_id is None:
        return
    person = person_by_id(inquiry.asked_by_id)
    tell(
        Recipient(person.id, person.name, phone=person.phone, email=person.email),
        now=now,
        title=title,
        body=f"{inquiry.round.title}. {words}",
        link=f"/rounds/{inquiry.round_id}/questions",
        subject=("Inquiry", inquiry.id),
    )
