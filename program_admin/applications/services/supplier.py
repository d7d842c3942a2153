"""Choosing the supplier: named by the company, or by accepting a proposal."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_fields
from program_admin.applications.rules.engineers import FIELDS, MOST_ROWS, name_of
from program_admin.applications.services.drafting import TypedName, keep_value
from program_admin.applications.services.locking import check_typing, require
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date, with_particle
from program_admin.suppliers.models import Status, Supplier
from program_admin.suppliers.queries import active_bans, open_project_counts, supplier_by_id

Source = Literal["named", "request"]


def choose_supplier(
    application: Application,
    supplier_id: uuid.UUID,
    *,
    by: Person,
    now: datetime,
    source: Source,
    proposal_id: uuid.UUID | None = None,
    engineers: Sequence[str] = (),
) -> None:
    """Fix the supplier of a draft (등록, 동시 수행, 계열사, 참여제한); raises RuleBroken with every objection.

    Engineers named of another supplier go; those of the accepted proposal are put in their place.
    """
    require(may.CHOOSE_SUPPLIER, by, application)
    check_typing(application, now)
    supplier = supplier_by_id(supplier_id)
    objections = list(_objections(application, supplier, now))
    if objections:
        raise RuleBroken(objections, {"supplier": objections})
    before = application.supplier_id
    application.supplier_id, application.supplier_source = supplier.id, source
    application.proposal_id, application.saved_at = proposal_id, now
    if engineers or before not in (None, supplier.id):
        _name_engineers(application, engineers, by=by, now=now)
    record(
        "application:choose_supplier",
        "Application",
        application.id,
        by=by,
        now=now,
        before=before or "",
        after=supplier.id,
        fields=("supplier_id",),
    )


def _name_engineers(application: Application, names: Sequence[str], *, by: Person, now: datetime) -> None:
    stored = draft_fields(application.id)
    wanted = {name_of(row, "name"): name for row, name in enumerate(names[:MOST_ROWS], start=1)}
    for field in FIELDS:
        if field in stored or field in wanted:
            keep_value(application, stored.get(field), TypedName(field, wanted.get(field, "")), by=by, now=now)


def _objections(application: Application, supplier: Supplier, now: datetime) -> Iterator[str]:
    terms = application.terms.suppliers
    if terms.registered and supplier.status != Status.REGISTERED.value:
        yield f"{with_particle(supplier.name, '은/는')} 등록된 공급기업이 아닙니다. 등록된 기업을 골라 주세요."
    if not terms.affiliates_allowed and supplier.business_number == application.company.business_number:
        yield "도입기업과 같은 기업은 공급기업이 될 수 없습니다. 다른 기업을 골라 주세요."
    running = open_project_counts().get(supplier.id, 0)
    if running >= terms.concurrent_projects_max:
        yield (
            f"{with_particle(supplier.name, '은/는')} 진행 중인 과제가 {running}건이라 더 맡을 수 없습니다. "
            "다른 기업을 골라 주세요."
        )
    ban = active_bans(to_seoul(now).date()).get(supplier.id)
    if ban is not None:
        yield (
            f"{with_particle(supplier.name, '은/는')} {korean_date(ban.ends_on)}까지 참여가 제한되었습니다. "
            "다른 기업을 골라 주세요."
        )
    if len(supplier.engineers) < terms.minimum_engineers:
        yield f"{supplier.name}의 등록 기술자가 {terms.minimum_engineers}명보다 적습니다. 다른 기업을 골라 주세요."
