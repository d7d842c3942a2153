"""Finding the numbers that other systems give to cases, and the cases that have them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select

from program_admin.applications.models import Application, CaseNumber, Status
from program_admin.core.database import db

GONE = (Status.DRAFT.value, Status.WITHDRAWN.value, Status.RETURNED.value)


def application_numbers(application_id: uuid.UUID) -> list[CaseNumber]:
    """Return an application's outside numbers."""
    return list(db.session.scalars(select(CaseNumber).where(CaseNumber.application_id == application_id)))


def numbers_of(application_id: uuid.UUID) -> dict[str, str]:
    """Return an application's outside numbers by code."""
    return {row.code: row.number for row in application_numbers(application_id)}


def numbers_of_round(round_id: uuid.UUID) -> Mapping[uuid.UUID, Mapping[str, CaseNumber]]:
    """Return every outside number of a round, by application and code."""
    found: defaultdict[uuid.UUID, dict[str, CaseNumber]] = defaultdict(dict)
    for row in db.session.scalars(select(CaseNumber).where(CaseNumber.round_id == round_id)):
        found[row.application_id][row.code] = row
    return found


def holders_of(round_id: uuid.UUID, code: str, number: str) -> list[CaseNumber]:
    """Return the rows of a round that carry that number."""
    same = (CaseNumber.round_id == round_id, CaseNumber.code == code, CaseNumber.number == number)
    return list(db.session.scalars(select(CaseNumber).where(*same)))


def standing_of_round(round_id: uuid.UUID) -> Select[Application]:
    """Select what was handed in to a round and neither withdrawn nor returned."""
    return select(Application).where(Application.round_id == round_id, Application.status.not_in(GONE))


def locked_by_ids(application_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Application]:
    """Hold these applications' rows until the act ends, as they are stored now; by id."""
    wanted = select(Application).where(Application.id.in_(list(application_ids))).order_by(Application.id)
    held = wanted.with_for_update(of=Application).execution_options(populate_existing=True)
    return {row.id: row for row in db.session.scalars(held)}


def words_of_cases(application_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the numbers of each application, one a line."""
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    wanted = select(CaseNumber).where(CaseNumber.application_id.in_(list(application_ids)))
    for row in db.session.scalars(wanted.order_by(CaseNumber.code)):
        found[row.application_id].append(row.number)
    return {key: "\n".join(numbers) for key, numbers in found.items()}
