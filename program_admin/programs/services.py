"""Acts on rounds: import, create, change, announce, close, export."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.programs import permissions as may
from program_admin.programs.exporting import canonical, fingerprint, written
from program_admin.programs.loading import read_round
from program_admin.programs.models import Round, RoundVersion, Status
from program_admin.programs.queries import round_by_code
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.states import PROCESS
from program_admin.workflow.engine import take_step

FROZEN = "이미 공고한 회차는 여기서 고칠 수 없습니다. 바꿀 것이 있으면 정정공고를 해 주세요."


def import_round(text: str, *, by: Person | None, now: datetime, unfinished: bool = False) -> Round:
    """Read a round file and keep it as a draft; a draft of that code gets a new version.

    `by` None is the command line; `unfinished` takes a draft whose elements do not yet fit each other.
    Raises FaultyRoundFile with every fault, RuleBroken for an announced round.
    """
    return keep_round(read_round(text, unfinished=unfinished), by=by, now=now)


def keep_round(terms: RoundFile, *, by: Person | None, now: datetime) -> Round:
    """Keep a document as a draft round; the same content twice makes no second version."""
    if by is not None and not may.IMPORT.allows(by):
        raise NotAllowed(may.IMPORT.name)
    round_ = round_by_code(terms.code)
    if round_ is None:
        round_ = _new_round(terms, by=by, now=now)
    elif round_.status != Status.DRAFT.value:
        raise RuleBroken(
            [f"회차 {terms.code}는 이미 공고했습니다. 파일의 code를 바꾸어 새 회차로 가져와 주세요."],
            {"file": ["이미 공고한 회차입니다. 파일의 code를 바꾸어 주세요."]},
        )
    _add_version(round_, terms, by=by, now=now)
    return round_


def create_round(terms: RoundFile, *, by: Person, now: datetime) -> Round:
    """Keep a document as a new draft round; raises RuleBroken when its code is taken."""
    if not may.EDIT.allows(by):
        raise NotAllowed(may.EDIT.name)
    _refuse_taken(terms.code)
    round_ = _new_round(terms, by=by, now=now)
    _add_version(round_, terms, by=by, now=now, note="새로 만듦")
    return round_


def revise_round(round_: Round, terms: RoundFile, *, by: Person, now: datetime, note: str = "") -> None:
    """Keep the changed content of a draft as its next version; an announced round changes by a correction only."""
    if not may.EDIT.allows(by):
        raise NotAllowed(may.EDIT.name)
    if round_.status != Status.DRAFT.value:
        raise RuleBroken([FROZEN])
    if terms.code != round_.code:
        _refuse_taken(terms.code)
        round_.code = terms.code
    _add_version(round_, terms, by=by, now=now, note=note)


def open_round(round_: Round, *, by: Person, now: datetime) -> None:
    """Announce the round: from now on the version in force is frozen (공고)."""
    take_step(PROCESS, round_, "open", by=by, now=now)


def close_round(round_: Round, *, by: Person, now: datetime, reason: str | None) -> None:
    """End taking applications before or after the deadline, with a reason."""
    take_step(PROCESS, round_, "close", by=by, now=now, reason=reason)


def move_round(round_: Round, step: str, *, by: Person, now: datetime, reason: str | None = None) -> None:
    """Take any step of the round's process; raises RuleBroken for one it does not have."""
    if step not in {each.name for each in PROCESS.steps}:
        raise RuleBroken(["그런 처리가 없습니다. 화면을 새로 고쳐 주세요."])
    take_step(PROCESS, round_, step, by=by, now=now, reason=reason)


def export_round(version: RoundVersion) -> str:
    """The version as a round file: importing it gives the same round."""
    return written(version.terms)


def _refuse_taken(code: str) -> None:
    if round_by_code(code) is not None:
        sentence = f"회차 코드 ‘{code}’ 회차가 이미 있습니다. 다른 코드를 적어 주세요."
        raise RuleBroken([sentence], {"code": [sentence], "v_code": [sentence]})


def _new_round(terms: RoundFile, *, by: Person | None, now: datetime) -> Round:
    calendar = terms.calendar
    round_ = Round(
        id=new_id(),
        code=terms.code,
        title=terms.title,
        status=PROCESS.start.value,
        opens_at=calendar.opens_at,
        closes_at=calendar.closes_at,
        grace_until=calendar.grace_until,
        created_by_id=by.id if by else None,
        created_at=now,
    )
    db.session.add(round_)
    db.session.flush()
    return round_


def _add_version(round_: Round, terms: RoundFile, *, by: Person | None, now: datetime, note: str = "") -> None:
    content = canonical(terms)
    digest = fingerprint(content)
    current = round_.current_version if round_.current_version_id else None
    if current is not None and current.content_sha256 == digest:
        return
    version = RoundVersion(
        id=new_id(),
        round_id=round_.id,
        number=current.number + 1 if current else 1,
        content=content,
        content_sha256=digest,
        created_by_id=by.id if by else None,
        created_at=now,
        note=note,
    )
    db.session.add(version)
    db.session.flush()
    round_.current_version_id = version.id
    round_.title, calendar = terms.title, terms.calendar
    round_.opens_at, round_.closes_at, round_.grace_until = calendar.opens_at, calendar.closes_at, calendar.grace_until
    db.session.flush()
    db.session.expire(round_, ["current_version"])
    act = "round:revise" if note else "round:import"
    record(act, "Round", round_.id, by=by, now=now, after=f"v{version.number}:{digest[:12]}")
