"""The company's pages of a payment: papers and the claim."""

from dataclasses import dataclass

from flask import Response, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import ClaimForm, FileForm
from program_admin.agreements.forms.acts import MOST_MB, PAPER_TYPES
from program_admin.agreements.models import Payment, PaymentPaper
from program_admin.agreements.queries import (
    payment_by_id,
    payment_paper_by_id,
    payment_papers_of,
    progress_of,
)
from program_admin.agreements.rules.claims import Claim, claim_objections
from program_admin.agreements.states import PAYMENT
from program_admin.agreements.views.acting import acted, received
from program_admin.agreements.views.blueprint import payment_pages
from program_admin.agreements.views.loading import PaperPlace, get_paper_place
from program_admin.agreements.views.payees import PAYEE_NAMES
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.refusals import wants_json
from program_admin.core.writing import writing
from program_admin.documents.answers import upload_answer
from program_admin.programs.schema.budget import PAYS_THROUGH_NAMES, Payee, PaysThrough


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One required paper: its address, the file handed in, and what was wrong with the last try."""

    name: str
    upload_url: str
    files: list[dict[str, str]]
    faults: tuple[str, ...] = ()


@payment_pages.get("/<uuid:payment_id>/claim")
@needs(may.CLAIM, payment_by_id)
def claim(payment: Payment) -> ResponseReturnValue:
    """Show what a claim needs."""
    values = {name: getattr(payment, name) for name in ("tax_invoice_number", "supply_won", "transferred_on")}
    return _page(payment, ClaimForm(formdata=None, data=values))


@payment_pages.post("/<uuid:payment_id>/claim")
@needs(may.CLAIM, payment_by_id)
def do_claim(payment: Payment) -> ResponseReturnValue:
    """Claim an instalment."""
    form = ClaimForm()
    return acted(
        form,
        url_for("payments.show", payment_id=payment.id),
        lambda now: services.claim(
            payment,
            Claim(form.tax_invoice_number.data, form.supply_won.data, form.transferred_on.data),
            by=current_user,
            now=now,
        ),
        lambda: _page(payment, form, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/papers/<int:place>")
@needs(may.CLAIM, get_paper_place)
def attach(found: PaperPlace) -> ResponseReturnValue:
    """Take one required paper in: its content is checked before the database is locked."""
    form, payment = FileForm(), found.payment
    there = url_for("payments.claim", payment_id=payment.id) + "#papers"
    checked = received(form, "file", PAPER_TYPES, MOST_MB) if form.validate() else None
    if checked is None:
        return _refused(found, form)
    try:
        with writing(form.act, then=there) as now:
            services.attach_payment_paper(payment, found.paper, checked, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _refused(found, form)
    if wants_json():
        return jsonify(name=checked.name, note="올림 완료", href=there), 201
    return redirect(there, 303)


def paper_rows(payment: Payment, *, refused: tuple[str, tuple[str, ...]] = ("", ())) -> list[PaperShown]:
    """Every required paper with what was handed in."""
    handed = payment_papers_of(payment.id)
    return [
        PaperShown(
            name,
            url_for("payments.attach", payment_id=payment.id, place=place),
            [_file(row) for row in handed if row.paper == name],
            refused[1] if refused[0] == name else (),
        )
        for place, name in enumerate(services.papers_asked(payment), start=1)
    ]


def share_rows(payment: Payment) -> list[list[str]]:
    """What each source pays, how and to whom."""
    return [
        [
            share.name,
            PAYS_THROUGH_NAMES[PaysThrough(share.pays_through)] if share.pays_through else "–",
            PAYEE_NAMES[Payee(share.payee)] if share.payee else "–",
            f"{share.amount_won:,}원",
        ]
        for share in payment.shares
    ]


def _file(row: PaymentPaper) -> dict[str, str]:
    return {
        "name": row.upload.name,
        "note": f"{-(-row.upload.size // 1024):,}KB",
        "href": url_for("payments.paper_file", paper_id=row.id),
    }


@payment_pages.get("/papers/<uuid:paper_id>")
@needs(may.SEE_PAYMENT, payment_paper_by_id, logs="지급 증빙")
def paper_file(paper: PaymentPaper) -> ResponseReturnValue:
    """Hand a paper out."""
    return upload_answer(paper.upload)


def _refused(found: PaperPlace, form: FileForm) -> ResponseReturnValue:
    faults = tuple(str(each) for _, each in form.summary)
    if wants_json():
        return jsonify(sentences=list(faults)), 422
    shown = ClaimForm(formdata=None)
    shown.form_errors = list(faults)
    return _page(found.payment, shown, status=422, refused=(found.paper, faults))


def _page(
    payment: Payment, form: ClaimForm, *, status: int = 200, refused: tuple[str, tuple[str, ...]] = ("", ())
) -> Response:
    return page(
        "agreements/claim.html",
        status,
        payment=payment,
        agreement=payment.agreement,
        form=form,
        other=ActForm(formdata=None),
        papers=paper_rows(payment, refused=refused),
        objections=claim_objections(payment.instalment, progress_of(payment)),
        shares=share_rows(payment),
        open=payment.status in PAYMENT.step("claim").of,
        extensions=PAPER_TYPES,
        most_mb=MOST_MB,
    )
