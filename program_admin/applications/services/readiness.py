"""What still stands in the way of a submission besides its own sections."""

from collections.abc import Iterable
from dataclasses import dataclass

from program_admin.applications.models import Application
from program_admin.applications.queries.carrying import marks_of
from program_admin.applications.queries.consents import named_people
from program_admin.applications.queries.delegates import seen_of, typed_by_delegates
from program_admin.applications.queries.filled import Gathered
from program_admin.applications.rules.carrying import unconfirmed_objections
from program_admin.applications.rules.delegates import unseen_objections
from program_admin.applications.rules.engineers import engineers_in, unregistered, unregistered_objections
from program_admin.applications.rules.named_people import missing_consents
from program_admin.applications.rules.values import Filled
from program_admin.programs.schema.round_file import RoundFile
from program_admin.suppliers.queries import grades_of


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A sentence with the page (endpoint) where it is mended; `blocks` keeps the application from being handed in."""

    sentence: str
    endpoint: str
    word: str
    blocks: bool = True


def hindrances(application: Application, read: Gathered) -> tuple[Hindrance, ...]:
    """Everything that must, or should, be done before the application, as it was read, is handed in."""
    registered = registered_grades(application, read.filled)
    asked = application.terms.person_consents
    missing = missing_consents(named_people(application)) if asked else []
    needed = any(each.required for each in asked)
    return (
        *(Hindrance(each, "applications.delegated", "대리 작성한 내용 확인") for each in _unseen(application)),
        *(Hindrance(each, "applications.carried", "지난 신청과 비교") for each in _unconfirmed(application)),
        *(Hindrance(each, "applications.supplier", "참여인력") for each in _unregistered(read, registered)),
        *(Hindrance(each, "applications.consent_states", "동의 현황", blocks=needed) for each in missing),
    )


def registered_grades(application: Application, filled: Filled) -> dict[str, str]:
    """The engineers whom the chosen supplier has now, with their grades; read only where the application names any."""
    supplier_id = application.supplier_id
    return grades_of(supplier_id) if supplier_id is not None and engineers_in(filled.values) else {}


def unlooked_objections(application: Application, read: Gathered, registered: Iterable[str]) -> list[str]:
    """The sentences about what nobody has looked through yet, and engineers whom the supplier has no more.

    `registered` are the names of those it has.
    """
    return [*_unseen(application), *_unconfirmed(application), *_unregistered(read, registered)]


def consent_objections(application: Application, terms: RoundFile) -> list[str]:
    """The sentences about consents of named people that are missing where the round requires them."""
    needed = any(each.required for each in terms.person_consents)
    return missing_consents(named_people(application)) if needed else []


def _unseen(application: Application) -> list[str]:
    typed = typed_by_delegates(application.id)
    return unseen_objections(typed, seen_of(application.id)) if typed else []


def _unconfirmed(application: Application) -> list[str]:
    return unconfirmed_objections(marks_of(application.id))


def _unregistered(read: Gathered, registered: Iterable[str]) -> list[str]:
    """Engineers named who left the supplier's list meanwhile; nothing where the round takes any supplier."""
    if not read.filled.terms.suppliers.registered:
        return []
    names = unregistered(engineers_in(read.filled.values), frozenset(registered))
    return unregistered_objections(names, read.company.supplier)
