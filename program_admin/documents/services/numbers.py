"""Numbers that look like resident numbers: masking them, answering the warning, giving bytes up for destruction."""

import io
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit import trail
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.settings import settings
from program_admin.documents import contents, queries, rules, store
from program_admin.documents.models import NumberAnswer, NumberWarning, Upload
from program_admin.documents.services.receive import CheckedFile, Source
from program_admin.jobs.queue import enqueue

NOT_MASKED = "이 파일에서는 숫자를 가리지 못했습니다. 원래 문서에서 뒤 7자리를 지우고 새로 저장한 파일로 바꿔 주세요."


def mask_numbers(upload: Upload, *, own_numbers: frozenset[str]) -> CheckedFile:
    """Make the PDF anew without those numbers, before any write lock; its bytes lie in the store, no row names them.

    Raises RuleBroken when they can't be taken out.
    """
    if upload.media_type != contents.FileType.PDF.media_type:
        raise RuleBroken([NOT_MASKED])
    try:
        made = contents.masked_pdf(queries.upload_bytes(upload), own_numbers)
    except contents.CannotMask as cannot:
        raise RuleBroken([NOT_MASKED]) from cannot
    with store.incoming(settings().files_folder, io.BytesIO(made), max_bytes=len(made)) as pdf:
        store.keep(settings().files_folder, pdf)
    photos = tuple(Source(str(each["name"]), str(each["sha256"]), int(each["size"])) for each in upload.made_from)
    return CheckedFile(pdf.sha256, pdf.size, upload.media_type, upload.name, upload.page_count, photos)


def answer_number_warning(
    warning: NumberWarning, answer: NumberAnswer, *, by: Person, now: datetime, reason: str = ""
) -> None:
    """Write down what was done about a warning; a file that is not kept is given up for destruction.

    Raises RuleBroken when it is kept without a reason, Missing when it was masked or withdrawn before.
    """
    if warning.answer in (NumberAnswer.MASKED, NumberAnswer.WITHDRAWN):
        raise Missing("number warning")
    if answer is NumberAnswer.KEPT and (objections := rules.kept_objections(reason)):
        raise RuleBroken(objections, {"reason": objections})
    warning.answer, warning.reason = answer.value, reason
    warning.answered_by_id, warning.answered_at = by.id, now
    trail.record("upload:answer_number_warning", "upload", warning.upload_id, by=by, now=now, after=answer.value)
    if answer is not NumberAnswer.KEPT:
        _give_up(warning.upload, by=by, now=now)


def _give_up(upload: Upload, *, by: Person, now: datetime) -> None:
    """Mark the bytes for destruction; a job destroys them unless somebody else handed the same in."""
    upload.erased_at = now
    trail.record("upload:erase", "upload", upload.id, by=by, now=now, before=upload.sha256)
    enqueue("documents.erase", f"erase:{upload.id}", {"upload": str(upload.id)}, by=by.id)
