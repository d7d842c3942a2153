"""Preparing an agreement: started from a selected application, dated, put up for signing, or discarded."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.dialects import postgresql, sqlite

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import Agreement, AgreementNumber, AgreementShare, PartyCode, Status
from program_admin.agreements.notices import Words, page_of, tell_company, tell_parties, tell_supplier
from program_admin.agreements.queries import agreement_of_application
from program_admin.agreements.rules.dates import period_faults
from program_admin.agreements.rules.wording import canonical, fingerprint
from program_admin.agreements.services.approving import draft_line
from program_admin.agreements.services.conclusion import end_conclusion
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.services.wording import text_of
from program_admin.agreements.states import PROCESS
from program_admin.applications.models import Application
from program_admin.applications.models import Status as ApplicationStatus
from program_admin.applications.queries import funding_of
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db, is_sqlite
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import with_particle
from program_admin.suppliers.models import Status as SupplierStatus
from program_admin.suppliers.queries import active_bans, supplier_by_id
from program_admin.workflow.engine import take_step


@dataclass(frozen=True, slots=True)
class Period:
    """When a project begins and ends, both days included."""

    starts_on: date
    ends_on: date


def start_agreement(application: Application, period: Period, *, by: Person, now: datetime) -> Agreement:
    """Prepare the agreement of a selected application; amounts and parties are copied, the number has no gap.

    Raises RuleBroken with every objection: not selected, one there already, no fit supplier, dates out of bounds.
    """
    require(may.PREPARE, by, application)
    lock(application)
    objections = _objections(application, to_seoul(now).date())
    faults = period_faults(period.starts_on, period.ends_on, months_max=application.track_terms.build_months_max)
    if objections or faults or application.supplier_id is None:
        raise RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)
    agreement = Agreement(
        id=new_id(),
        number=_next_number(to_seoul(now).year),
        application_id=application.id,
        company_id=application.company_id,
        supplier_id=application.supplier_id,
        company_name=application.company.name,
        supplier_name=supplier_by_id(application.supplier_id).name,
        title=application.title,
        status=Status.PREPARING.value,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        total_won=application.total_won,
        subsidy_won=application.subsidy_won,
        company_cash_won=application.company_cash_won,
        company_inkind_won=application.company_inkind_won,
        vat_won=application.vat_won,
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(agreement)
    db.session.flush()
    _copy_funding(agreement, application)
    record("agreement:start", "Agreement", agreement.id, by=by, now=now, after=agreement.number)
    return agreement


def change_period(agreement: Agreement, period: Period, *, by: Person, now: datetime) -> None:
    """Change the dates while the agreement is prepared; once signing began the text stands."""
    require(may.PREPARE, by, agreement)
    lock(agreement)
    if agreement.status != Status.PREPARING:
        raise RuleBroken(["서명을 시작한 협약은 기간을 고칠 수 없습니다. 폐기한 뒤 새로 준비해 주세요."])
    months = agreement.application.track_terms.build_months_max
    faults = period_faults(period.starts_on, period.ends_on, months_max=months)
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    before = f"{agreement.starts_on}/{agreement.ends_on}"
    agreement.starts_on, agreement.ends_on = period.starts_on, period.ends_on
    after = f"{period.starts_on}/{period.ends_on}"
    record("agreement:change_period", "Agreement", agreement.id, by=by, now=now, before=before, after=after)


def open_signing(agreement: Agreement, *, by: Person, now: datetime) -> None:
    """Fix the text with its fingerprint, put its conclusion up for approval, ask the parties to sign."""
    lock(agreement)
    agreement.content = canonical(text_of(agreement))
    agreement.content_sha256 = fingerprint(agreement.content)
    agreement.opened_at = now
    take_step(PROCESS, agreement, "open", by=by, now=now)
    draft_line(agreement, by=by, now=now)
    for tell, party in ((tell_company, PartyCode.COMPANY), (tell_supplier, PartyCode.SUPPLIER)):
        link = f"{page_of(agreement)}/sign/{party.value}"
        body = f"{agreement.title} 협약({agreement.number})을 읽고 서명해 주세요."
        tell(agreement, Words("협약에 서명해 주세요", body, link), now=now)


def discard(agreement: Agreement, *, by: Person, now: datetime, reason: str) -> None:
    """Discard an agreement that is not concluded (폐기); the application may get a new one."""
    lock(agreement)
    known = agreement.opened_at is not None
    take_step(PROCESS, agreement, "discard", by=by, now=now, reason=reason)
    end_conclusion(agreement, by=by, now=now)
    agreement.ended_at, agreement.end_reason = now, reason.strip()
    if known:
        body = f"{agreement.number} 협약을 폐기했습니다. 사유: {reason.strip()}"
        tell_parties(agreement, Words("협약을 폐기했습니다", body, page_of(agreement)), by=by, now=now)


def _objections(application: Application, today: date) -> list[str]:
    found = []
    if application.status != ApplicationStatus.SELECTED:
        found.append("선정된 신청만 협약을 준비할 수 있습니다.")
    other = agreement_of_application(application.id)
    if other is not None and other.status != Status.DISCARDED:
        found.append(f"이 신청의 협약({other.number})이 이미 있습니다. 그 협약을 이어서 처리해 주세요.")
    if application.supplier_id is None:
        return [*found, "공급기업이 정해지지 않았습니다. 도입기업이 공급기업을 정한 뒤 준비해 주세요."]
    supplier = supplier_by_id(application.supplier_id)
    if supplier.status != SupplierStatus.REGISTERED:
        named = with_particle(supplier.name, "은/는")
        found.append(f"{named} 등록된 공급기업이 아닙니다. 공급기업을 바꾼 뒤 준비해 주세요.")
    if supplier.id in active_bans(today):
        named = with_particle(supplier.name, "은/는")
        found.append(f"{named} 지금 참여제한 중입니다. 공급기업을 바꾼 뒤 준비해 주세요.")
    return found


def _copy_funding(agreement: Agreement, application: Application) -> None:
    budget = application.terms.budget
    for share in funding_of(application.id):
        source = budget.source(share.source)
        db.session.add(
            AgreementShare(
                agreement_id=agreement.id,
                place=share.place,
                source=share.source,
                name=share.name,
                kind=share.kind,
                pays_through=source.pays_through.value if source else "",
                payee=source.payee.value if source else "",
                amount_won=share.amount_won,
            )
        )
    db.session.flush()


def _next_number(year: int) -> str:
    """Count on in one statement: it locks the row until the act commits, so no number is lost or given twice."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    counted = insert(AgreementNumber).values(year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=[AgreementNumber.year], set_={"last": AgreementNumber.last + 1}
    )
    number: int = db.session.execute(counted.returning(AgreementNumber.last)).scalar_one()
    return f"협약-{year}-{number:04d}"
