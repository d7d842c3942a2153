"""What the section of bonus claims shows: each item with the paper that proves it."""

from dataclasses import dataclass

from flask import url_for

from program_admin.applications.models import Application
from program_admin.applications.queries import papers_of
from program_admin.applications.rules.bonus import EVIDENCE_WORDS, evidence_state
from program_admin.applications.rules.papers import evidence_slot
from program_admin.applications.rules.values import Filled, HandedPaper
from program_admin.core.clock import today
from program_admin.documents.queries import number_warnings


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One bonus item: its field, whether it is claimed now, its paper with how far it is and the files handed in."""

    name: str
    claimed: bool
    code: str = ""
    paper: str = ""
    word: str = ""
    tone: str = ""
    files: tuple[tuple[str, str], ...] = ()
    place: str = ""


def claims_shown(application: Application, filled: Filled) -> tuple[ClaimShown, ...]:
    """Every item of the round, those without a paper bare."""
    handed = papers_of(application.id)
    warnings = number_warnings(paper.upload for paper in handed)
    found = []
    for item in filled.terms.evaluation.bonus.items:
        name, slot = f"bonus-{item.code}", evidence_slot(filled, item.paper)
        claimed = item.code in filled.bonus_codes
        if slot is None:
            found.append(ClaimShown(name, claimed))
            continue
        mine = [paper for paper in handed if paper.paper == slot.code]
        facts = [
            HandedPaper(each.paper, each.upload.name, each.substitute, each.reason, each.issued_on) for each in mine
        ]
        doubts = [warnings.get(each.upload_id) for each in mine]
        warned = any(each is not None and each.answer is None for each in doubts)
        word, tone = EVIDENCE_WORDS[evidence_state(slot, facts, today(), warned=warned)]
        files = tuple((each.upload.name, url_for("applications.paper_file", paper_id=each.id)) for each in mine)
        place = url_for("applications.papers", application_id=application.id, _anchor=slot.anchor)
        found.append(ClaimShown(name, claimed, slot.code, slot.name, word, tone, files, place))
    return tuple(found)
