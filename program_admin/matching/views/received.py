"""The requests a supplier received: the list, and one request with what it needs to know of the company."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.applications.models import Application
from program_admin.companies.queries import sites_of
from program_admin.core import clock
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.exports import Kind
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.matching import permissions as may
from program_admin.matching.models import MatchRequest, Proposal, Status
from program_admin.matching.queries import proposals_of, received_by
from program_admin.matching.rules import employee_band
from program_admin.matching.services.allowing import closed_now
from program_admin.matching.states import PROCESS
from program_admin.matching.views.blueprint import get_request, pages
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.suppliers.models import SOLUTION_NAMES, SolutionKind

LISTING: Listing[MatchRequest] = Listing(
    name="requests",
    title="받은 제안 요청",
    columns=(
        Column(
            "company",
            "도입기업",
            lambda each: each.application.company_name,
            order=Application.company_name,
            link=lambda each: url_for("matching.show_request", request_id=each.id),
            width=30,
        ),
        Column("trade", "업종", lambda each: _trade(each.application)),
        Column(
            "status",
            "상태",
            lambda each: PROCESS.label(each.status, staff=True),
            kind=Kind.BADGE,
            tone=lambda each: PROCESS.tone(each.status),
            order=MatchRequest.status,
        ),
        Column("answer_by", "답할 날", lambda each: each.answer_by, kind=Kind.DATE, order=MatchRequest.answer_by),
        Column("created_at", "받은 때", lambda each: each.created_at, kind=Kind.MOMENT, order=MatchRequest.created_at),
    ),
    identity=MatchRequest.id,
    order="-created_at",
    empty="아직 받은 요청이 없습니다. 솔루션마다 업종을 적어 두면 추천에 잘 보입니다.",
    filters=(
        ChoiceFilter(
            "status", "상태", tuple((s.value, PROCESS.label(s, staff=True)) for s in Status), column=MatchRequest.status
        ),
    ),
    search=Application.search_text,
    search_hint="도입기업 이름으로 찾기",
)

STEP_ADDRESSES = {"start": "matching.start", "propose": "matching.propose", "decline": "matching.decline"}


@pages.get("/requests")
@needs(may.RECEIVE)
def received() -> ResponseReturnValue:
    """List the requests the own supplier received."""
    statement = received_by(current_user).options(joinedload(MatchRequest.application))
    file = list_file(LISTING, statement)
    if file is not None:
        return file
    return page("matching/received.html", list=list_page(LISTING, statement, arguments=request.args))


@pages.get("/requests/<uuid:request_id>")
@needs(may.READ, get_request, logs="제안 요청의 기업 정보")
def show_request(request: MatchRequest) -> ResponseReturnValue:
    """Show one request: what the company needs, in as few words as the answer takes."""
    closed = closed_now(request.application, clock.now())
    steps = [] if closed else [each for each in PROCESS.open_to(current_user, request) if each.name in STEP_ADDRESSES]
    offered = proposals_of([request.id]).get(request.id, [])
    return page(
        "matching/request.html",
        request=request,
        standing=(PROCESS.label(request.status, staff=True), PROCESS.tone(request.status)),
        need=_need(request),
        proposals=[_proposal(each, current=place == 0) for place, each in enumerate(offered)],
        buttons=[(step.label, _address(step.name, request), step.name == "start", step.dangerous) for step in steps],
        closed=closed,
        form=ActForm(formdata=None),
    )


def _address(step: str, request: MatchRequest) -> str:
    return url_for(STEP_ADDRESSES[step], request_id=request.id)


def _trade(application: Application) -> str:
    company = application.company
    return company.trade or KSIC_DIVISIONS.name_of(company.ksic)


def _need(request: MatchRequest) -> list[tuple[str, str]]:
    """Only what a proposal takes: no business number, no names of persons, no figures."""
    application = request.application
    company = application.company
    places = dict.fromkeys(
        SEOUL_DISTRICTS.name_of(site.district) if site.district else SIDO.name_of(site.sido)
        for site in sites_of(company.id)
    )
    kinds = ", ".join(SOLUTION_NAMES[SolutionKind(kind)] for kind in request.wanted_kinds)
    rows = [
        ("도입기업", company.name),
        ("사업", f"{application.round.title} · {application.track_terms.name}"),
        ("업종", f"{KSIC_DIVISIONS.name_of(company.ksic)}{f' · {company.trade}' if company.trade else ''}"),
        ("사업장", ", ".join(places)),
        ("상시 근로자", employee_band(company.employees)),
        ("주요 제품", company.main_product),
        ("주요 공정", company.main_process),
        ("스마트공장 수준", LEVEL_NAMES[Level(company.system_level)]),
        ("찾는 솔루션", kinds or "정하지 않음"),
        ("답할 날", korean_date(request.answer_by)),
        ("접수 마감", korean_datetime(application.deadline.closes_at)),
    ]
    return [row for row in rows if row[1]]


def _proposal(proposal: Proposal, *, current: bool) -> dict[str, object]:
    return {
        "title": f"{won(proposal.cost_won)} (부가가치세 별도) · {proposal.months}개월",
        "moment": korean_datetime(proposal.at),
        "by": ", ".join(proposal.engineer_names),
        "text": proposal.summary,
        "current": current,
    }
