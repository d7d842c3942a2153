"""정정공고: what may not be corrected while a round is open, as sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from program_admin.core.korean import korean_datetime
from program_admin.programs.rules.calendar import Deadline
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class InUse:
    """What already hangs on the announced round: tracks in use by code, the deadline, whether screening began."""

    tracks: frozenset[str]
    deadline: Deadline
    screened: bool
    now: datetime


def objections_to_correcting(before: RoundFile, after: RoundFile, in_use: InUse) -> list[str]:
    """Every reason why the content may not become the announced one."""
    return [
        *_identity(before, after),
        *_tracks(before, after, in_use.tracks),
        *_calendar(before, after, in_use),
        *_answers(before, after),
    ]


def _identity(before: RoundFile, after: RoundFile) -> Iterator[str]:
    if before.code != after.code:
        yield f"회차 코드는 바꿀 수 없습니다. {before.code}로 되돌려 주세요."
    if before.program.year != after.program.year:
        yield f"사업연도는 접수번호에 쓰여 바꿀 수 없습니다. {before.program.year}년으로 되돌려 주세요."


def _tracks(before: RoundFile, after: RoundFile, used: frozenset[str]) -> Iterator[str]:
    kept = {track.code for track in after.tracks}
    for track in before.tracks:
        if track.code in used and track.code not in kept:
            yield f"‘{track.name}’에 작성하거나 제출한 신청이 있어 지원 유형을 없앨 수 없습니다. 다시 넣어 주세요."


def _calendar(before: RoundFile, after: RoundFile, in_use: InUse) -> Iterator[str]:
    old, new = before.calendar, after.calendar
    if old.opens_at != new.opens_at and in_use.now >= old.opens_at:
        yield f"접수를 이미 시작했습니다. 접수 시작을 {korean_datetime(old.opens_at)}로 되돌려 주세요."
    if new.closes_at < old.closes_at:
        yield f"접수 마감은 앞당길 수 없습니다. {korean_datetime(old.closes_at)}이나 그 뒤로 적어 주세요."
    if new.grace_minutes < old.grace_minutes:
        yield f"유예 시간은 줄일 수 없습니다. {old.grace_minutes}분이나 그보다 길게 적어 주세요."
    if in_use.screened and new.closes_at > in_use.deadline.closes_at:
        yield "요건검토를 시작한 신청이 있어 접수 마감을 미룰 수 없습니다. 필요한 신청만 연장해 주세요."


def _answers(before: RoundFile, after: RoundFile) -> Iterator[str]:
    """A question that is asked in another way would turn what was typed into something else."""
    types: Mapping[str, str] = {question.code: question.type for question in after.questions}
    for question in before.questions:
        if types.get(question.code, question.type) != question.type:
            yield (
                f"질문 ‘{question.label}’의 종류는 바꿀 수 없습니다. "
                "이 질문을 지우고 다른 코드로 새 질문을 더해 주세요."
            )
