"""Officers decide about the registry: registered with a number, refused, banned for a time, restored."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db, is_sqlite
from program_admin.core.korean import korean_period, with_particle
from program_admin.suppliers.models import Ban, RegistrationCounter, Supplier
from program_admin.suppliers.notices import tell_supplier
from program_admin.suppliers.queries import active_ban
from program_admin.suppliers.rules import NewBan, ban_faults
from program_admin.suppliers.services.allowing import refuse_if
from program_admin.suppliers.states import PROCESS
from program_admin.workflow.engine import take_step


def register(supplier: Supplier, *, by: Person, now: datetime) -> None:
    """Put a supplier into the registry and give it the year's next number; raises RuleBroken when something lacks."""
    take_step(PROCESS, supplier, "register", by=by, now=now)
    supplier.status_reason, supplier.registered_at = "", now
    if supplier.registration_number is None:
        supplier.registration_number = _next_number(to_seoul(now).year)
    body = f"등록번호는 {supplier.registration_number}입니다. 도입기업의 제안 요청을 받을 수 있습니다."
    _tell(supplier, "공급기업으로 등록되었습니다", body, now)


def refuse_registration(supplier: Supplier, *, by: Person, now: datetime, reason: str) -> None:
    """Refuse a registration with a reason; the supplier may correct it and ask again."""
    take_step(PROCESS, supplier, "refuse", by=by, now=now, reason=reason)
    supplier.status_reason = reason.strip()
    _tell(
        supplier, "공급기업 등록이 거절되었습니다", f"사유: {supplier.status_reason}\n고친 뒤 다시 요청해 주세요.", now
    )


def apply_again(supplier: Supplier, *, by: Person, now: datetime) -> None:
    """Ask again after a refusal."""
    take_step(PROCESS, supplier, "apply_again", by=by, now=now)
    supplier.status_reason = ""


def suspend(supplier: Supplier, new: NewBan, *, by: Person, now: datetime, reason: str) -> Ban:
    """Ban a registered supplier for a time (참여제한); raises RuleBroken for impossible days or a missing reason."""
    refuse_if(ban_faults(new, to_seoul(now).date()))
    take_step(PROCESS, supplier, "suspend", by=by, now=now, reason=reason)
    supplier.status_reason = reason.strip()
    ban = Ban(
        supplier_id=supplier.id,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        reason=supplier.status_reason,
        decided_by=new.decided_by,
        created_at=now,
        created_by=by.id,
    )
    db.session.add(ban)
    db.session.flush()
    record("ban:begin", "Ban", ban.id, by=by, now=now, after=f"{new.starts_on}~{new.ends_on}", reason=reason)
    body = f"기간: {korean_period(new.starts_on, new.ends_on)}\n사유: {ban.reason}\n결정: {new.decided_by}"
    _tell(supplier, "참여가 제한되었습니다", body, now)
    return ban


def restore(supplier: Supplier, *, by: Person, now: datetime, reason: str) -> None:
    """Let a banned supplier take part again; a ban still running is lifted and its row stays."""
    take_step(PROCESS, supplier, "restore", by=by, now=now, reason=reason)
    supplier.status_reason = ""
    ban = active_ban(supplier.id, to_seoul(now).date())
    if ban is not None:
        ban.lifted_at = now
        record("ban:lift", "Ban", ban.id, by=by, now=now, reason=reason)
    _tell(
        supplier, "참여제한이 해제되었습니다", f"{with_particle(supplier.name, '은/는')} 다시 참여할 수 있습니다.", now
    )


def _tell(supplier: Supplier, title: str, body: str, now: datetime) -> None:
    tell_supplier(supplier.id, title=title, body=body, link=f"/suppliers/{supplier.id}", now=now)


def _next_number(year: int) -> str:
    """Count on in one statement: it locks the row until the act commits, so no number is lost or given twice."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    counted = insert(RegistrationCounter).values(year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=[RegistrationCounter.year], set_={"last": RegistrationCounter.last + 1}
    )
    number: int = db.session.execute(counted.returning(RegistrationCounter.last)).scalar_one()
    return f"SP-{year}-{number:04d}"
