"""Makes the PDFs of a play: all of them, a few of each kind, or none."""

from collections import defaultdict

from sqlalchemy import select

from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import rendering_of
from program_admin.documents.services import render
from program_admin.rehearsal.world import World

SAMPLES = 2


def make_documents(world: World) -> int:
    """Make the PDFs the script asks for; returns how many. The others stay queued for the office's own workers."""
    wanted = _wanted(world.documents)
    for done, document in enumerate(wanted, start=1):
        if rendering_of(document.id) is None:
            made = render.make(document)
            with transaction() as now:
                render.record(made, now=now)
        world.tell("문서 만들기", done, len(wanted))
    return len(wanted)


def _wanted(documents: str) -> list[IssuedDocument]:
    if documents == "none":
        return []
    issued = list(db.session.scalars(select(IssuedDocument).order_by(IssuedDocument.kind, IssuedDocument.number)))
    if documents == "all":
        return issued
    chosen: dict[str, list[IssuedDocument]] = defaultdict(list)
    for document in issued:
        if len(chosen[document.kind]) < SAMPLES:
            chosen[document.kind].append(document)
    return [document for documents_of_kind in chosen.values() for document in documents_of_kind]
