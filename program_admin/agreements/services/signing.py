"""Signing an agreement: each party once, by its own person; the last signature concludes it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.documents import AGREEMENT, paper_of
from program_admin.agreements.models import Agreement, AgreementSignature, PartyCode
from program_admin.agreements.notices import Words, page_of, tell_parties
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import signatures_of
from program_admin.agreements.rules.signing import signature_faults
from program_admin.agreements.services.conclusion import conclusion_approved
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.services.planning import plan_payments
from program_admin.agreements.states import PROCESS
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.documents.services import issue
from program_admin.suppliers.services import open_project
from program_admin.workflow.engine import take_step

PARTY_NAMES = {PartyCode.COMPANY: "도입기업", PartyCode.SUPPLIER: "공급기업", PartyCode.CENTRE: "운영기관"}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signer gave: the typed name, the drawing (PNG data address or empty), the text's fingerprint read."""

    typed: str
    drawing: str
    content_sha256: str


def sign(place: SigningPlace, signed: Signed, *, by: Person, now: datetime) -> bool:
    """Put one party's signature under the text; returns whether that concluded the agreement.

    Raises NotAllowed for anybody who doesn't act for that party, RuleBroken with every objection.
    """
    agreement = place.agreement
    require(may.SIGN, by, place)
    lock(agreement)
    given = signatures_of(agreement.id)
    _check(place, signed, given, by)
    row = AgreementSignature(
        agreement_id=agreement.id,
        party=place.party.value,
        person_id=by.id,
        name=by.name,
        affiliation=by.position,
        typed=signed.typed,
        drawing=signed.drawing,
        content_sha256=agreement.content_sha256,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    record("agreement:sign", "Agreement", agreement.id, by=by, now=now, after=place.party.value)
    if len(given) + 1 < len(PartyCode):
        return False
    _conclude(agreement, {**given, place.party: row}, by=by, now=now)
    return True


def signed_by(agreement: Agreement, person: Person) -> bool:
    """Whether the person signed this agreement for some party."""
    counted = select(func.count()).select_from(AgreementSignature)
    mine = AgreementSignature.agreement_id == agreement.id, AgreementSignature.person_id == person.id
    return bool(db.session.scalar(counted.where(*mine)))


def _check(place: SigningPlace, signed: Signed, given: dict[PartyCode, AgreementSignature], by: Person) -> None:
    agreement = place.agreement
    objections = []
    if agreement.status not in PROCESS.step("conclude").of:
        objections.append("지금은 서명하는 협약이 아닙니다. 협약 화면에서 상태를 확인해 주세요.")
    if place.party in given:
        objections.append(f"{PARTY_NAMES[place.party]} 서명은 이미 있습니다({given[place.party].name}).")
    if any(row.person_id == by.id for row in given.values()):
        objections.append("이미 다른 당사자로 서명했습니다. 한 사람은 한 당사자로만 서명할 수 있습니다.")
    if place.party is PartyCode.CENTRE and not conclusion_approved(agreement):
        objections.append("협약 체결 결재가 끝나지 않았습니다. 결재가 끝난 뒤 운영기관이 서명해 주세요.")
    if signed.content_sha256 != agreement.content_sha256:
        objections.append("읽은 협약서와 지금 협약서가 다릅니다. 화면을 새로 고쳐 다시 읽어 주세요.")
    faults = signature_faults(signed.typed, signed.drawing, own_name=by.name)
    if objections or faults:
        raise RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)


def _conclude(
    agreement: Agreement, signatures: dict[PartyCode, AgreementSignature], *, by: Person, now: datetime
) -> None:
    take_step(PROCESS, agreement, "conclude", by=by, now=now)
    agreement.concluded_at = now
    plan_payments(agreement)
    open_project(agreement.supplier_id, agreement.id, agreement.title, by=by, now=now)
    issue(
        AGREEMENT,
        paper_of(agreement, signatures, at=now),
        subject=("Agreement", agreement.id),
        recipient=agreement.company_name,
        by=by,
        now=now,
    )
    body = f"{agreement.title} 협약({agreement.number})을 체결했습니다. 협약서를 내려받아 보관해 주세요."
    tell_parties(agreement, Words("협약을 체결했습니다", body, page_of(agreement)), by=by, now=now)
