"""Jobs: making the PDF of a document issued, destroying bytes given up, sweeping what nobody handed in."""

import time
import uuid

from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents import queries, store
from program_admin.documents.services import render
from program_admin.documents.services.arriving import sweep_arriving
from program_admin.documents.services.unnamed import KEPT_SECONDS, old_content, sweep_unnamed
from program_admin.jobs.progress import Progress
from program_admin.jobs.queue import Payload, daily, every, task


@task("documents.render")
def render_document(payload: Payload, progress: Progress) -> None:
    """Make the PDF once; a second run finds it there and does nothing."""
    document = queries.document(uuid.UUID(str(payload["document"])))
    if queries.rendering_of(document.id) is not None:
        return
    progress.report(0, 1, f"{document.title} {document.number} 만드는 중")
    made = render.make(document)
    with transaction() as now:
        render.record(made, now=now)
    progress.report(1, 1, f"{document.title} {document.number} 완료")


@task("documents.erase")
def erase_upload(payload: Payload, progress: Progress) -> None:
    """Destroy the bytes of an upload given up, under the lock that also lets rows be written; a twin keeps them."""
    with transaction():
        upload = queries.upload(uuid.UUID(str(payload["upload"])))
        if not queries.is_stored_for_somebody(upload.sha256):
            store.destroy(settings().files_folder, upload.sha256)
    progress.report(1, 1, "파일 파기 완료")


@every("documents.sweep_arriving", minutes=30)
def sweep(payload: Payload, progress: Progress) -> None:
    """Take away files that began to come and were never handed in."""
    with transaction() as now:
        sweep_arriving(now)


@daily("documents.sweep_unnamed", at="03:50")
def sweep_store(payload: Payload, progress: Progress) -> None:
    """Destroy bytes of no row: what came with a form that was refused, or whose destruction was broken off."""
    before, gone = time.time() - KEPT_SECONDS, 0
    for some in old_content(before):
        with transaction():
            gone += sweep_unnamed(some, before)
    progress.report(1, 1, f"주인 없는 파일 {gone:,}개 파기")
