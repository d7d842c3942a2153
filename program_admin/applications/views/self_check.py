"""자가진단: anybody asks, without signing in, whether a company may apply; nothing is kept."""

import uuid
from dataclasses import dataclass

from flask import Response, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from program_admin.accounts.permission import public
from program_admin.applications.forms.self_check import (
    MOST_SITES,
    SEVERAL,
    SelfCheckForm,
    self_check_form,
    site_name,
    sites_sent,
)
from program_admin.applications.rules.self_check import Found, SelfCheck, TrackFound, Verdict, self_check
from program_admin.applications.services.locking import closed_to_new
from program_admin.applications.views.self_check_blueprint import self_check_pages
from program_admin.core import clock
from program_admin.core.pages import page
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SiteKind


@dataclass(frozen=True, slots=True)
class SitesShown:
    """The questions about one kind of site; `more` (a kind, or nothing) asks for one more, which stands at `anchor`."""

    fields: list[Field]
    more: str
    name: str
    anchor: str


WORDS = {
    Verdict.MET: ("맞음", "success"),
    Verdict.UNMET: ("맞지 않음", "danger"),
    Verdict.REVIEW: ("담당자 확인", "warning"),
    Verdict.UNKNOWN: ("답하지 않음", "outline"),
}
TRACK_WORDS = WORDS | {Verdict.MET: ("신청할 수 있음", "success"), Verdict.UNMET: ("신청할 수 없음", "danger")}
HEADS = {
    Verdict.MET: ("답한 내용대로면 신청할 수 있습니다.", "success"),
    Verdict.REVIEW: ("신청할 수 있지만 담당자가 확인할 것이 있습니다. 증빙을 미리 준비해 주세요.", "warning"),
    Verdict.UNKNOWN: (
        "답하지 않은 것이 있어 아직 알 수 없습니다. 아래에서 이어서 답해 주세요.",
        "information",
    ),
    Verdict.UNMET: ("지금 답한 내용으로는 신청할 수 없습니다. 아래에서 까닭과 할 일을 확인해 주세요.", "warning"),
}

ELSEWHERE = {
    Verdict.UNMET: "아래의 맞지 않는 요건을 확인해 주세요.",
    Verdict.REVIEW: "아래의 담당자가 확인할 요건을 봐 주세요.",
    Verdict.UNKNOWN: "답하지 않은 요건에 답해 주세요.",
}


@self_check_pages.get("/<uuid:round_id>/self-check")
@public
def ask(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask about the company what the rules of the round need."""
    round_ = get_announced_round(round_id)
    return _page(round_, self_check_form(round_.terms, formdata=None))


@self_check_pages.post("/<uuid:round_id>/self-check")
@public
def answer(round_id: uuid.UUID) -> ResponseReturnValue:
    """Say rule by rule what the answers mean; they are not kept."""
    round_ = get_announced_round(round_id)
    form = self_check_form(round_.terms, sites_sent(request.form))
    if request.form.get("more") in {kind.value for kind in SEVERAL}:
        return _page(round_, form)
    if not form.validate():
        return _page(round_, form, status=422)
    return _page(round_, form, self_check(round_.terms, form.answers(), clock.today()))


def _page(round_: Round, form: SelfCheckForm, found: SelfCheck | None = None, *, status: int = 200) -> Response:
    own = [field for field in form if field.name not in ("act", "csrf_token")]
    return page(
        "applications/self_check.html",
        status,
        round=round_,
        terms=round_.terms,
        form=form,
        about=[each for each in own if not each.name.startswith(("site-", "must_not-"))],
        sites=[_kind_of_site(form, kind) for kind in SiteKind if form.site_fields(kind)],
        declared=[each for each in own if each.name.startswith("must_not-")],
        head=HEADS[found.verdict] if found else None,
        unmet=[_row(each) for each in _with(found, Verdict.UNMET, Verdict.REVIEW)],
        unknown=[each.about for each in _with(found, Verdict.UNKNOWN)],
        met=[each.about for each in _with(found, Verdict.MET)],
        tracks=[_track(each) for each in found.tracks] if found else [],
        may_go_on=found is not None and found.verdict is not Verdict.UNMET,
        closed=" ".join(closed_to_new(round_, clock.now())),
    )


def _kind_of_site(form: SelfCheckForm, kind: SiteKind) -> SitesShown:
    fields = form.site_fields(kind)
    more = kind in SEVERAL and len(fields) < MOST_SITES
    return SitesShown(fields, kind.value if more else "", SITE_KIND_NAMES[kind], site_name(kind, len(fields) + 1))


def _with(found: SelfCheck | None, *verdicts: Verdict) -> list[Found]:
    """The findings common to every track with these verdicts, in that order."""
    if found is None:
        return []
    return [each for verdict in verdicts for each in found.common if each.verdict is verdict]


def _row(found: Found) -> list[object]:
    word, tone = WORDS[found.verdict]
    return [{"text": word, "tone": tone}, found.sentence, found.clause or "–"]


def _track(track: TrackFound) -> list[object]:
    word, tone = TRACK_WORDS[track.verdict]
    own = [each.sentence for each in track.own if each.verdict is track.verdict] if track.verdict != Verdict.MET else []
    words = " ".join(own) or ("–" if track.verdict is Verdict.MET else ELSEWHERE[track.verdict])
    return [track.name, {"text": word, "tone": tone}, words]
