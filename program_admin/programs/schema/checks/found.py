"""What a check across elements finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from program_admin.core.korean import with_particle

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A fault: where it lies in the document, and a sentence about it."""

    path: Path
    sentence: str


def unknown(path: Path, what: str, code: str, known: Iterable[str]) -> Iterator[Found]:
    """A fault if the code is none of the known ones."""
    names = sorted(known)
    if code not in names:
        choices = ", ".join(names) or "(없음)"
        yield Found(path, f"{with_particle(f'{what} ‘{code}’', '이/가')} 없습니다. 다음 중에서 고르세요: {choices}.")
