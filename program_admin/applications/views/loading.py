"""Loaders of the pages: a record by what the address says, or Missing."""

import uuid
from dataclasses import dataclass

from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, filled_of
from program_admin.applications.rules.papers import Slot, slot_of
from program_admin.applications.rules.sections import Section, section_of
from program_admin.core.errors import Missing


@dataclass(frozen=True, slots=True)
class SectionOf:
    """One section of one application."""

    application: Application
    section: Section

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


def get_section(application_id: uuid.UUID, code: str) -> SectionOf:
    """The section of that code of that application; raises Missing."""
    section = section_of(code)
    if section is None or section.code in ("supplier", "papers"):
        raise Missing("section")
    return SectionOf(application_by_id(application_id), section)


@dataclass(frozen=True, slots=True)
class QuestionOf:
    """One extra question of one application."""

    application: Application
    code: str

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


def get_question(application_id: uuid.UUID, question: str) -> QuestionOf:
    """The extra question of that code; raises Missing."""
    application = application_by_id(application_id)
    if application.terms.question(question) is None:
        raise Missing("question")
    return QuestionOf(application, question)


@dataclass(frozen=True, slots=True)
class SlotOf:
    """One place for files of one application."""

    application: Application
    slot: Slot

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


def get_slot(application_id: uuid.UUID, code: str) -> SlotOf:
    """The place of that code, if the application is asked for it; raises Missing."""
    application = application_by_id(application_id)
    slot = slot_of(filled_of(application), code)
    if slot is None:
        raise Missing("paper")
    return SlotOf(application, slot)
