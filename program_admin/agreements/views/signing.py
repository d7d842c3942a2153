"""Each party's own page to read and sign the agreement, and the 협약서."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.documents import AGREEMENT
from program_admin.agreements.forms import SignForm
from program_admin.agreements.models import Agreement
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import agreement_by_id, signatures_of
from program_admin.agreements.rules.wording import read
from program_admin.agreements.services.signing import PARTY_NAMES
from program_admin.agreements.states import PROCESS
from program_admin.agreements.views.blueprint import pages
from program_admin.agreements.views.loading import get_centre_place, get_company_place, get_supplier_place
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.documents.answers import document_answer
from program_admin.documents.queries import documents_about


@pages.get("/<uuid:agreement_id>/sign/company")
@needs(may.SIGN, get_company_place, logs="협약서 서명")
def read_as_company(place: SigningPlace) -> ResponseReturnValue:
    """Show the whole text to the company."""
    return _page(place, SignForm(formdata=None))


@pages.post("/<uuid:agreement_id>/sign/company")
@needs(may.SIGN, get_company_place)
def sign_as_company(place: SigningPlace) -> ResponseReturnValue:
    """Take the company's signature."""
    return _sign(place)


@pages.get("/<uuid:agreement_id>/sign/supplier")
@needs(may.SIGN, get_supplier_place, logs="협약서 서명")
def read_as_supplier(place: SigningPlace) -> ResponseReturnValue:
    """Show the whole text to the supplier."""
    return _page(place, SignForm(formdata=None))


@pages.post("/<uuid:agreement_id>/sign/supplier")
@needs(may.SIGN, get_supplier_place)
def sign_as_supplier(place: SigningPlace) -> ResponseReturnValue:
    """Take the supplier's signature."""
    return _sign(place)


@pages.get("/<uuid:agreement_id>/sign/centre")
@needs(may.SIGN, get_centre_place, logs="협약서 서명")
def read_as_centre(place: SigningPlace) -> ResponseReturnValue:
    """Show the whole text to the centre."""
    return _page(place, SignForm(formdata=None))


@pages.post("/<uuid:agreement_id>/sign/centre")
@needs(may.SIGN, get_centre_place, fresh=True)
def sign_as_centre(place: SigningPlace) -> ResponseReturnValue:
    """Take the centre's signature, with the password given anew."""
    return _sign(place)


@pages.get("/<uuid:agreement_id>/agreement.pdf")
@needs(may.DOWNLOAD, agreement_by_id, logs="협약서")
def document(agreement: Agreement) -> ResponseReturnValue:
    """Hand the 협약서 out, or say that it is being made."""
    found = [each for each in documents_about("Agreement", agreement.id) if each.kind == AGREEMENT]
    if not found:
        raise Missing("document")
    return document_answer(found[0])


def _sign(place: SigningPlace) -> ResponseReturnValue:
    form, agreement = SignForm(), place.agreement
    there = url_for(".show", agreement_id=agreement.id)
    if not form.validate():
        return _page(place, form, status=422)
    signed = services.Signed(form.signature_typed.data or "", form.signature.data or "", form.content_sha256.data or "")
    try:
        with writing(form.act, then=there) as now:
            concluded = services.sign(place, signed, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(place, form, status=422)
    flash("세 당사자가 모두 서명하여 협약을 체결했습니다." if concluded else "서명했습니다.", "success")
    return redirect(there, 303)


def _page(place: SigningPlace, form: SignForm, *, status: int = 200) -> Response:
    agreement = place.agreement
    given = signatures_of(agreement.id)
    signed = [(PARTY_NAMES[party], given[party].name, given[party].at) for party in given]
    return page(
        "agreements/sign.html",
        status,
        agreement=agreement,
        text=read(agreement.content),
        party=PARTY_NAMES[place.party],
        form=form,
        signed=signed,
        open=agreement.status in PROCESS.step("conclude").of and place.party not in given,
        signer=current_user.name,
    )
