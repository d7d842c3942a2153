"""A company looks for a supplier: recommendations, comparison, the request."""

import uuid
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Application
from program_admin.core import clock
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.matching import permissions as may
from program_admin.matching import services
from program_admin.matching.forms import RequestForm, WantedForm
from program_admin.matching.models import MatchRequest
from program_admin.matching.queries import (
    judged,
    need_of,
    recommendations,
    requests_of,
    wanted_kinds_of,
)
from program_admin.matching.rules import Recommendation
from program_admin.matching.services.allowing import closed_now
from program_admin.matching.states import PROCESS
from program_admin.matching.views.blueprint import Pair, get_application, get_pair, pages, shown_status
from program_admin.suppliers.models import SOLUTION_NAMES, SolutionKind
from program_admin.suppliers.queries import registered_suppliers, solutions_of
from program_admin.suppliers.views.show import cost_text

MOST_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A recommendation as the page shows it; `asked` is the state of a request already sent."""

    found: Recommendation
    place: int
    asked: str
    tone: str
    ask_address: str
    offers: tuple[tuple[str, str], ...] = ()


@pages.get("/applications/<uuid:application_id>", endpoint="recommendations")
@needs(may.SEEK, get_application)
def recommendations_page(application: Application) -> ResponseReturnValue:
    """Show what the company needs and which suppliers fit, with reasons."""
    now, kinds = clock.now(), _kinds(application)
    closed = closed_now(application, now)
    found = () if closed else recommendations(application, kinds, now)
    return page(
        "matching/recommendations.html",
        application=application,
        wanted=WantedForm(data={"kind": list(kinds)}),
        need=_need(application, kinds),
        shown=_shown(application, found, kinds, closed=bool(closed)),
        closed=closed,
        weights=application.terms.suppliers.matching,
        asked=len(requests_of(application.id)),
        deadline=korean_datetime(application.deadline.closes_at),
    )


@pages.get("/applications/<uuid:application_id>/compare")
@needs(may.SEEK, get_application)
def compare(application: Application) -> ResponseReturnValue:
    """Show up to three suppliers side by side."""
    now, kinds = clock.now(), _kinds(application)
    chosen = list(dict.fromkeys(_ids(request.args.getlist("supplier"))))
    known = [supplier for supplier in registered_suppliers() if supplier.id in chosen]
    if not 2 <= len(known) <= MOST_COMPARED:
        flash("비교할 공급기업을 두 곳이나 세 곳 골라 주세요.", "warning")
        return redirect(url_for(".recommendations", application_id=application.id, kind=kinds, sought=1))
    known.sort(key=lambda supplier: chosen.index(supplier.id))
    offers: dict[uuid.UUID, list[tuple[str, str]]] = {supplier.id: [] for supplier in known}
    for each in solutions_of(offers):
        offers[each.supplier_id].append((f"{each.name} · {each.kind_name}", cost_text(each) or "비용을 적지 않음"))
    closed = bool(closed_now(application, now))
    shown = _shown(application, judged(application, known, kinds, now), kinds, closed=closed, offers=offers)
    back = url_for(".recommendations", application_id=application.id, kind=kinds, sought=1)
    return page("matching/compare.html", application=application, shown=shown, back=back)


@pages.route("/applications/<uuid:application_id>/suppliers/<uuid:supplier_id>/request", methods=["GET", "POST"])
@needs(may.SEEK, get_pair)
def ask(pair: Pair) -> ResponseReturnValue:
    """Ask a supplier for a proposal."""
    application = pair.application
    form = RequestForm(data={"kinds": list(_kinds(application))})
    target = url_for(".proposals", application_id=application.id)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.ask(application, pair.supplier, form.new_request(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash(f"{pair.supplier.name}에 제안을 요청했습니다. 답이 오면 알려 드립니다.", "success")
            return redirect(target, 303)
    return page(
        "matching/ask.html",
        shown_status(),
        form=form,
        application=application,
        supplier=pair.supplier,
        deadline=korean_datetime(application.deadline.closes_at),
    )


def _kinds(application: Application) -> tuple[str, ...]:
    """The kinds asked for in the address, or those the draft names when nothing was asked yet."""
    if "sought" not in request.args:
        return wanted_kinds_of(application)
    known = {kind.value for kind in SolutionKind}
    return tuple(dict.fromkeys(kind for kind in request.args.getlist("kind") if kind in known))


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _need(application: Application, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    company, need = application.company, need_of(application, kinds)
    places = [SEOUL_DISTRICTS.name_of(code) for code in sorted(need.districts)]
    places += [SIDO.name_of(code) for code in sorted(need.sidos) if code != "11" or not need.districts]
    return [
        ("업종", f"{KSIC_DIVISIONS.name_of(company.ksic)}{f' · {company.trade}' if company.trade else ''}"),
        ("사업장", ", ".join(dict.fromkeys(places)) or "아직 적지 않았습니다"),
        ("솔루션", ", ".join(SOLUTION_NAMES[SolutionKind(kind)] for kind in kinds) or "정하지 않음"),
    ]


def _shown(
    application: Application,
    found: tuple[Recommendation, ...],
    kinds: tuple[str, ...],
    *,
    closed: bool,
    offers: dict[uuid.UUID, list[tuple[str, str]]] | None = None,
) -> list[Shown]:
    asked: dict[uuid.UUID, MatchRequest] = {each.supplier_id: each for each in requests_of(application.id)}
    rows = []
    for place, each in enumerate(found, start=1):
        sent = asked.get(each.supplier_id)
        address = url_for(".ask", application_id=application.id, supplier_id=each.supplier_id, kind=kinds, sought=1)
        rows.append(
            Shown(
                found=each,
                place=place,
                asked=PROCESS.label(sent.status, staff=False) if sent else "",
                tone=PROCESS.tone(sent.status) if sent else "",
                ask_address="" if sent or closed else address,
                offers=tuple((offers or {}).get(each.supplier_id, [])),
            )
        )
    return rows
