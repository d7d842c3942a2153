"""Sweeping the store: bytes are kept before the form they came with is judged, so some end up named by no row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from program_admin.core.settings import settings
from program_admin.documents import queries, store

KEPT_SECONDS = 24 * 60 * 60
"""How long bytes may wait for their row: a form is judged in seconds, a document is recorded in minutes."""
AT_ONCE = 500


def old_content(before: float) -> Iterator[Sequence[str]]:
    """Give out the hashes of everything in the store written last before that moment, some at a time."""
    hashes = store.kept_before(settings().files_folder, before)
    while some := list(islice(hashes, AT_ONCE)):
        yield some


def sweep_unnamed(hashes: Iterable[str], before: float) -> int:
    """Destroy those of these contents that no row names; returns how many went.

    A file sent again is written anew, so its row can't be missed: bytes as old as this wait for nobody.
    """
    asked = list(hashes)
    unnamed = set(asked) - queries.stored_for_somebody(asked)
    return sum(store.destroy_old(settings().files_folder, each, before) for each in unnamed)
