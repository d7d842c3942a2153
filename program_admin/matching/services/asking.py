"""A company asks a supplier for a proposal."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date
from program_admin.matching import permissions as may
from program_admin.matching.models import MatchRequest
from program_admin.matching.notices import tell_receiver
from program_admin.matching.queries import judged, reasons_left_out, request_to
from program_admin.matching.rules import NewRequest, request_faults
from program_admin.matching.services.allowing import refuse_closed, refuse_if, require
from program_admin.suppliers.models import Supplier

ASKED = "이미 이 공급기업에 요청했습니다. 받은 제안 화면에서 답을 확인해 주세요."


def ask(application: Application, supplier: Supplier, new: NewRequest, *, by: Person, now: datetime) -> MatchRequest:
    """Send a request; what was said for the supplier is kept as it was shown. Raises RuleBroken with every objection.

    Only before the round's deadline, only to registered suppliers that are neither banned nor full.
    """
    require(may.SEEK, by, application)
    refuse_closed(application, now)
    objections = reasons_left_out(supplier, now, application.terms.suppliers)
    if supplier.business_number == application.company.business_number:
        objections.append("우리 회사는 공급기업이 될 수 없습니다. 다른 기업을 골라 주세요.")
    if request_to(application.id, supplier.id) is not None:
        objections.append(ASKED)
    if objections:
        raise RuleBroken(objections)
    refuse_if(request_faults(new, to_seoul(now).date(), to_seoul(application.deadline.closes_at).date()))
    [found] = judged(application, [supplier], new.wanted_kinds, now)
    request = MatchRequest(
        application_id=application.id,
        supplier_id=supplier.id,
        message=new.message,
        answer_by=new.answer_by,
        wanted_kinds=list(new.wanted_kinds),
        shown_reasons=[*found.reasons, *found.cautions],
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(request)
    try:
        db.session.flush()
    except IntegrityError as twice:
        raise RuleBroken([ASKED]) from twice
    record("matching:ask", "MatchRequest", request.id, by=by, now=now, after=request.status)
    body = f"{application.company.name}에서 제안을 요청했습니다. {korean_date(new.answer_by)}까지 답해 주세요."
    tell_receiver(request, title="제안 요청을 받았습니다", body=body, now=now)
    return request
