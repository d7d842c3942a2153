"""Where identifiers, codes and tokens come from: the system's randomness, or a seed for a rehearsal."""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

_APART = 48
READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class _Source:
    """Holds the generator in use."""

    generator: random.Random = secrets.SystemRandom()


def use_seed(seed: int | None) -> None:
    """Make ids and codes repeatable (rehearsals only); None gives true randomness back."""
    _Source.generator = secrets.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311  # nosec B311


@contextmanager
def apart() -> Iterator[None]:
    """Draw from a seed of its own inside, so that how many are drawn there changes none of those drawn after."""
    outer = _Source.generator
    if not isinstance(outer, secrets.SystemRandom):
        _Source.generator = random.Random(outer.getrandbits(64))  # noqa: S311  # nosec B311
    try:
        yield
    finally:
        _Source.generator = outer


def new_id() -> uuid.UUID:
    """Return a new random identifier (version 4)."""
    return uuid.UUID(int=_Source.generator.getrandbits(128), version=4)


def new_ids(count: int) -> list[uuid.UUID]:
    """Return so many new identifiers that stand side by side, so that rows of one act share a page of their index.

    They begin alike and differ in 48 random bits.
    """
    made = [new_id().int for _ in range(count)]
    return [uuid.UUID(int=made[0] >> _APART << _APART | own & (1 << _APART) - 1) for own in made]


def new_code(length: int, alphabet: str = READABLE) -> str:
    """Return a code a person can read aloud: no 0, 1, O, I."""
    return "".join(_Source.generator.choice(alphabet) for _ in range(length))


def new_token() -> str:
    """Return a 256-bit secret for a link or a session, as hexadecimal text."""
    return f"{_Source.generator.getrandbits(256):064x}"
