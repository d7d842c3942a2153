"""What is asked about rounds."""

import uuid
from datetime import datetime

from sqlalchemy import Select, select

from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.programs.models import ChangeKind, Round, RoundChange, RoundVersion, Status
from program_admin.programs.schema.round_file import RoundFile

NO_ROUND = "그런 회차가 없습니다. 주소나 회차 코드를 확인해 주세요."


def open_rounds(now: datetime) -> list[Round]:
    """Rounds that take applications at that moment, the nearest deadline first (grace time included)."""
    return _listed(
        select(Round)
        .where(Round.status == Status.OPEN.value, Round.opens_at <= now, Round.grace_until >= now)
        .order_by(Round.closes_at, Round.code)
    )


def coming_rounds(now: datetime) -> list[Round]:
    """Announced rounds that do not yet take applications, the nearest opening first."""
    return _listed(
        select(Round)
        .where(Round.status == Status.OPEN.value, Round.opens_at > now)
        .order_by(Round.opens_at, Round.code)
    )


def past_rounds(now: datetime) -> list[Round]:
    """Announced rounds whose deadline has passed, the latest first; archived ones are left out."""
    announced = Round.status.in_([Status.OPEN.value, Status.CLOSED.value])
    return _listed(
        select(Round)
        .where(announced, (Round.grace_until < now) | (Round.status == Status.CLOSED.value))
        .order_by(Round.closes_at.desc(), Round.code)
    )


def rounds() -> Select[tuple[Round]]:
    """Every round, for lists of the staff."""
    return select(Round)


def all_rounds() -> list[Round]:
    """Every round, the newest calendar first."""
    return _listed(select(Round).order_by(Round.opens_at.desc(), Round.code))


def round_by_code(code: str) -> Round | None:
    """The round of that code."""
    return db.session.scalar(select(Round).where(Round.code == code))


def get_round(round_id: uuid.UUID) -> Round:
    """The round of that id; raises Missing."""
    found = db.session.get(Round, round_id)
    if found is None:
        raise Missing(NO_ROUND)
    return found


def get_announced_round(round_id: uuid.UUID) -> Round:
    """The round of that id if the public may know of it; raises Missing."""
    found = get_round(round_id)
    if found.status == Status.DRAFT.value:
        raise Missing(NO_ROUND)
    return found


def version_of(version_id: uuid.UUID) -> RoundVersion:
    """The version of that id; raises Missing."""
    found = db.session.get(RoundVersion, version_id)
    if found is None:
        raise Missing("그런 회차 판이 없습니다.")
    return found


def terms_of(version_id: uuid.UUID) -> RoundFile:
    """The document of a version, read once per fingerprint; raises Missing."""
    return version_of(version_id).terms


def versions_of(round_: Round) -> list[RoundVersion]:
    """Every version of a round, the newest first."""
    found = select(RoundVersion).where(RoundVersion.round_id == round_.id).order_by(RoundVersion.number.desc())
    return list(db.session.scalars(found))


def version_numbered(round_: Round, number: int) -> RoundVersion | None:
    """The version of that number."""
    return db.session.scalar(select(RoundVersion).filter_by(round_id=round_.id, number=number))


def titles_with_number(number: str, *, but: Round) -> list[str]:
    """The titles of other rounds that were announced under the same number."""
    return [each.title for each in all_rounds() if each.id != but.id and each.terms.announcement.number == number]


def changes_of(round_: Round) -> list[RoundChange]:
    """What was changed about a round since it was announced, the newest first."""
    found = select(RoundChange).where(RoundChange.round_id == round_.id).order_by(RoundChange.at.desc(), RoundChange.id)
    return list(db.session.scalars(found))


def extensions_of(round_id: uuid.UUID) -> list[datetime]:
    """The deadlines to which a round was extended for everybody."""
    found = select(RoundChange.closes_at).where(
        RoundChange.round_id == round_id, RoundChange.kind == ChangeKind.EXTENSION.value
    )
    return list(db.session.scalars(found))


def _listed(statement: Select[tuple[Round]]) -> list[Round]:
    return list(db.session.scalars(statement))
