"""What stands beside every page of a draft: its sections with their states, saved time, deadline."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from program_admin.applications.models import Application
from program_admin.applications.queries import filled_of
from program_admin.applications.rules.sections import CODES, SECTIONS, STATE_WORDS, SUBMIT_TITLE, SectionState, states
from program_admin.applications.rules.values import Filled
from program_admin.applications.services.locking import objections_to_typing
from program_admin.applications.views.correction_words import CorrectionShown, corrections_shown, lost_of
from program_admin.applications.views.deadline_words import extension_words, reopened_words
from program_admin.core.clock import now, to_seoul
from program_admin.core.korean import korean_datetime, remaining, time_text


@dataclass(frozen=True, slots=True)
class Outline:
    """The aside of a draft: tasks (label, address, word, tone), what was saved when, until when it can be sent."""

    tasks: tuple[tuple[str, str, str, str], ...]
    names: tuple[str, ...]
    current: int
    done: int
    saved: str
    deadline: str
    left: str
    locked: str
    extended: str
    reopened: str
    corrections: tuple[CorrectionShown, ...]
    lost: tuple[tuple[str, str], ...]
    previous: str
    following: str
    ready: bool


def outline(application: Application, filled: Filled | None = None, *, code: str = "") -> Outline:
    """The outline as it stands now, `code` being the section on the page."""
    moment = now()
    filled = filled or filled_of(application)
    found = states(filled, to_seoul(moment).date())
    tasks = [(section.title, _address(application, section.code), *_word(found, section.code)) for section in SECTIONS]
    tasks.append((SUBMIT_TITLE, _address(application, "submit"), *_word(found, "submit")))
    codes = (*CODES, "submit")
    place = codes.index(code) if code else -1
    locked = objections_to_typing(application, moment)
    return Outline(
        tasks=tuple(tasks),
        names=tuple(task[0] for task in tasks),
        current=place + 1,
        done=sum(state is SectionState.DONE for state in found.values()),
        saved=saved_text(application),
        deadline=korean_datetime(application.deadline.closes_at),
        left=_left(application, moment),
        locked=" ".join(locked),
        extended=extension_words(application),
        reopened=reopened_words(application, moment),
        corrections=corrections_shown(application, code),
        lost=lost_of(application, filled) if not code else (),
        previous=_address(application, codes[place - 1] if place > 0 else ""),
        following=_address(application, codes[place + 1]) if 0 <= place < len(codes) - 1 else "",
        ready=found["submit"] is SectionState.NOT_STARTED,
    )


def saved_text(application: Application) -> str:
    """When something was kept last."""
    if application.saved_at is None:
        return "아직 저장한 내용이 없습니다"
    same_day = to_seoul(application.saved_at).date() == to_seoul(now()).date()
    moment = time_text(application.saved_at) if same_day else korean_datetime(application.saved_at)
    return f"{moment} 저장"


def _left(application: Application, moment: datetime) -> str:
    deadline = application.deadline
    left = remaining(deadline.closes_at, moment)
    if moment > deadline.closes_at and not objections_to_typing(application, moment):
        return f"유예 시간 {remaining(deadline.grace_until, moment)}"
    return left


def _address(application: Application, code: str) -> str:
    endpoint = {"": ".show", "submit": ".submit", "supplier": ".supplier", "papers": ".papers"}.get(code)
    if endpoint:
        return url_for(endpoint, application_id=application.id)
    return url_for(".section", application_id=application.id, code=code)


def _word(found: dict[str, SectionState], code: str) -> tuple[str, str]:
    return STATE_WORDS[found[code]]
