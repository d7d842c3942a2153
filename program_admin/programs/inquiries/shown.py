"""What pages show of questions on a round: finished texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.programs.inquiries.models import TOPIC_NAMES, Inquiry, Topic
from program_admin.programs.inquiries.states import PROCESS

SHORT = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One public question: its topic, text, answer and date, and how it was corrected."""

    id: str
    topic: str
    question: str
    answer: str
    date: str
    corrected: str
    earlier: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TopicEntries:
    """The questions of one topic."""

    title: str
    entries: tuple[Entry, ...]


def faq_entries(found: Sequence[Inquiry]) -> list[TopicEntries]:
    """The public questions by topic, in the order of the topics."""
    groups = []
    for topic, name in TOPIC_NAMES.items():
        own = tuple(entry_of(each) for each in found if each.topic == topic)
        if own:
            groups.append(TopicEntries(name, own))
    return groups


def entry_of(inquiry: Inquiry) -> Entry:
    """One public question."""
    latest, *earlier = inquiry.answers
    return Entry(
        id=f"q-{inquiry.id}",
        topic=TOPIC_NAMES[Topic(inquiry.topic)],
        question=inquiry.question,
        answer=inquiry.answer,
        date=korean_date(to_seoul(earlier[-1].at if earlier else latest.at).date()),
        corrected=f"{korean_date(to_seoul(latest.at).date())} 고침. 사유: {latest.reason}" if earlier else "",
        earlier=tuple((korean_datetime(each.at), each.question, each.text) for each in earlier),
    )


def own_rows(found: Sequence[Inquiry]) -> list[list[object]]:
    """The reader's own questions."""
    return [
        [
            each.original,
            {"text": PROCESS.label(each.status, staff=False), "tone": PROCESS.tone(each.status)},
            korean_datetime(each.at),
            each.declined_for or each.answer or "–",
        ]
        for each in found
    ]


def staff_rows(found: Sequence[Inquiry]) -> list[list[object]]:
    """Every question of a round for the staff."""
    return [
        [
            {"text": _short(each.question or each.original), "link": url_for("inquiries.show", inquiry_id=each.id)},
            TOPIC_NAMES[Topic(each.topic)],
            {"text": PROCESS.label(each.status, staff=True), "tone": PROCESS.tone(each.status)},
            korean_datetime(each.at),
        ]
        for each in found
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"
