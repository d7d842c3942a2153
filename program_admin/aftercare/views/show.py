"""One visit on one page: what is planned, or what was found; the signed paper."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.roles import Role
from program_admin.aftercare import permissions as may
from program_admin.aftercare.models import Status, Visit
from program_admin.aftercare.queries import visit_by_id
from program_admin.aftercare.states import PROCESS
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.listing import is_late
from program_admin.aftercare.views.shown import action_rows, findings_of, photos_shown
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.errors import Missing
from program_admin.core.korean import korean_date, korean_date_weekday
from program_admin.core.pages import page
from program_admin.documents.answers import document_answer
from program_admin.documents.queries import documents_about
from program_admin.suppliers import permissions as suppliers_may

ADDRESSES = {"assign": "aftercare.assign", "cancel": "aftercare.cancel", "finish": "aftercare.sheet"}
LABELS = {"finish": "점검표 쓰기"}


@pages.get("/<uuid:visit_id>")
@needs(may.SEE, visit_by_id, logs="방문 기록")
def show(visit: Visit) -> ResponseReturnValue:
    """Show one visit; a supplier sees what concerns its work, without survey and photos."""
    agreement, staff = visit.agreement, current_user.is_staff
    done = visit.status == Status.DONE
    all_of_it = may.PHOTO.allows(current_user, visit)
    label = "늦음" if is_late(visit) else PROCESS.label(visit.status, staff=staff)
    return page(
        "aftercare/show.html",
        visit=visit,
        standing=(label, "danger" if is_late(visit) else PROCESS.tone(visit.status)),
        facts=_facts(visit, staff=staff),
        risks=visit.risks if staff or Role.VISITOR in current_user.roles else [],
        findings=findings_of(visit) if done else None,
        all_of_it=all_of_it,
        photos=photos_shown(visit) if done and all_of_it else [],
        photo_use=photo_use_of(agreement.application),
        actions=action_rows(visit, staff=staff),
        history_url=url_for(".history", agreement_id=agreement.id)
        if may.HISTORY.allows(current_user, agreement)
        else "",
        paper_url=url_for(".document", visit_id=visit.id) if done and may.DOWNLOAD.allows(current_user, visit) else "",
        reply_url=url_for("suppliers.scorecard", supplier_id=agreement.supplier_id)
        if done and suppliers_may.REPLY.allows(current_user, agreement)
        else "",
        buttons=[
            (LABELS.get(step.name, step.label), url_for(ADDRESSES[step.name], visit_id=visit.id), step.dangerous)
            for step in PROCESS.open_to(current_user, visit)
        ],
    )


@pages.get("/<uuid:visit_id>/document")
@needs(may.DOWNLOAD, visit_by_id, logs="방문점검표")
def document(visit: Visit) -> ResponseReturnValue:
    """Hand the signed 방문점검표 out."""
    issued = documents_about("Visit", visit.id)
    if not issued:
        if visit.status != Status.DONE:
            return redirect(url_for(".show", visit_id=visit.id), 303)
        raise Missing("document")
    return document_answer(issued[-1])


def _facts(visit: Visit, *, staff: bool) -> list[tuple[str, object]]:
    agreement = visit.agreement
    rows: list[tuple[str, object]] = [
        ("과제", agreement.title),
        ("협약번호", agreement.number),
        ("도입기업", agreement.company_name),
        ("공급기업", agreement.supplier_name),
        ("기한", korean_date(visit.due_on)),
        ("방문일", korean_date_weekday(visit.planned_for) if visit.planned_for else "정하기 전"),
        ("점검위원", visit.visitor.name if visit.visitor else "정하기 전"),
    ]
    if staff or visit.visitor_id == current_user.id:
        rows.append(("장소", visit.address))
    return rows
