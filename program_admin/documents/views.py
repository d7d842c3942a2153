"""Pages of documents: public verification, and the register of what was issued (문서발급대장)."""

import hashlib

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs, public
from program_admin.core.errors import RuleBroken
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.documents import permissions as may
from program_admin.documents import queries, rules
from program_admin.documents.forms import CompareForm, LookUpForm
from program_admin.documents.models import IssuedDocument
from program_admin.documents.particulars import particulars_of
from program_admin.documents.register import issued_documents, register_listing

pages = Blueprint("documents", __name__)

UNKNOWN = "그런 문서를 찾지 못했습니다. 두 번호를 문서에 적힌 그대로 다시 넣어 주세요."
GENUINE = "발급한 문서가 맞습니다"
CHANGED = "파일이 발급한 것과 다릅니다"
SAME = "발급한 파일과 한 글자도 다르지 않습니다."
DIFFERENT = "발급한 파일과 다릅니다. 고쳐졌거나 다시 저장된 파일일 수 있으니, 문서를 발급한 곳에 확인해 주세요."
NOT_MADE = "발급 파일을 아직 만드는 중이라 비교할 수 없습니다. 잠시 뒤에 다시 시도해 주세요."


@pages.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """Ask for the two numbers of a document, and lead to what is known of it."""
    asked = bool(request.args)
    form = LookUpForm(request.args if asked else None)
    if asked and form.validate():
        document = queries.by_code(form.code.data)
        if document is not None and rules.same_number(document.number, form.number.data):
            return redirect(url_for(".verified", code=document.code))
        form.refuse(RuleBroken([UNKNOWN]))
        return page("documents/verify.html", 404, form=form)
    return page("documents/verify.html", 422 if asked else 200, form=form)


@pages.get("/verify/<code>")
@public
def verified(code: str) -> ResponseReturnValue:
    """Show what is known of the document with that code (the QR sign leads here)."""
    document = queries.by_code(code)
    return _unknown() if document is None else _verified(document, CompareForm())


@pages.post("/verify/<code>")
@public
def compare(code: str) -> ResponseReturnValue:
    """Compare a file with the one issued; no redirect, because nothing is kept and no link may claim the result."""
    document = queries.by_code(code)
    if document is None:
        return _unknown()
    form = CompareForm()
    if not form.validate():
        return _verified(document, form, status=422)
    digest = hashlib.file_digest(form.paper.data.stream, "sha256").hexdigest()
    if document.rendered is None:
        return _verified(document, form, verdict=NOT_MADE)
    same = digest == document.rendered.sha256
    return _verified(document, form, verdict=SAME if same else DIFFERENT, same=same)


@pages.get("/documents")
@needs(may.LIST)
def register() -> ResponseReturnValue:
    """List every document issued, newest first, with search, filters and export."""
    listing, statement = register_listing(), issued_documents()
    file = list_file(listing, statement)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args, person_id=current_user.id)
    return page("documents/register.html", listing=found)


def _unknown() -> ResponseReturnValue:
    form = LookUpForm(None)
    form.refuse(RuleBroken([UNKNOWN]))
    return page("documents/verify.html", 404, form=form)


def _verified(
    document: IssuedDocument, form: CompareForm, *, status: int = 200, verdict: str = "", same: bool = False
) -> ResponseReturnValue:
    values = {"form": form, "verdict": verdict, "same": same, "code": document.code}
    heading = CHANGED if verdict == DIFFERENT else GENUINE
    return page("documents/verified.html", status, shown=particulars_of(document), heading=heading, **values)
