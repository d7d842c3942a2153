"""The lives of a panel, an invitation, a sheet and a ranking as tables."""

from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries
from program_admin.evaluation.models import (
    Invitation,
    Panel,
    PanelSeat,
    PanelStatus,
    RankingStatus,
    Sheet,
    SheetStatus,
)
from program_admin.workflow.process import Label, Process, Step, one

BEFORE_SCORING = frozenset({PanelStatus.FORMING.value, PanelStatus.INVITING.value})


def _not_ready_to_invite(panel: Panel) -> list[str]:
    found = []
    if not queries.cases_of(panel.id):
        found.append("평가할 과제가 없습니다. 적합 과제를 분과에 넣어 주세요.")
    if not queries.seats_of(panel.id):
        found.append("후보 위원이 없습니다. 평가위원을 분과에 넣어 주세요.")
    return found + queries.conflicts_in(panel)


def _not_ready_to_score(panel: Panel) -> list[str]:
    least = panel.round.terms.evaluation.team_minimum(panel.stage)
    taken = [seat for seat in queries.seats_of(panel.id) if seat.status == Invitation.ACCEPTED]
    found = []
    if not queries.cases_of(panel.id):
        found.append("평가할 과제가 없습니다. 적합 과제를 분과에 넣어 주세요.")
    if len(taken) < least:
        found.append(f"참석 위원이 {len(taken)}명입니다. {least}명 이상이 되도록 위원을 더 섭외해 주세요.")
    if not any(seat.chair for seat in taken):
        found.append("참석하기로 한 위원 가운데 위원장을 정해 주세요.")
    return found + queries.conflicts_in(panel)


def _sheets_not_signed(panel: Panel) -> list[str]:
    missing = queries.unsigned_evaluators(panel.id)
    return (
        [f"{', '.join(missing)} 위원이 아직 서명하지 않았습니다. 모두 서명한 뒤 마칠 수 있습니다."] if missing else []
    )


def _opinions_missing(panel: Panel) -> list[str]:
    missing = [case.application.company_name for case in queries.cases_without_opinion(panel.id)]
    if not missing:
        return []
    return [f"위원장 종합의견이 없는 과제가 있습니다: {', '.join(missing)}. 위원장에게 작성을 요청해 주세요."]


def _panel_has_begun(seat: PanelSeat) -> list[str]:
    begun = seat.panel.status not in BEFORE_SCORING
    return ["평가가 시작되어 참석 여부를 바꿀 수 없습니다. 담당자에게 연락해 주세요."] if begun else []


def _not_in_session(sheet: Sheet) -> list[str]:
    running = sheet.panel.status == PanelStatus.SCORING
    return [] if running else ["지금은 채점하는 때가 아닙니다. 평가 시작과 종료를 담당자에게 확인해 주세요."]


PANEL = Process(
    noun="panel",
    title="평가위원회 분과",
    states=PanelStatus,
    start=PanelStatus.FORMING,
    steps=(
        Step(
            "invite",
            "섭외 시작",
            of=one(PanelStatus.FORMING),
            to=PanelStatus.INVITING,
            needs=may.MANAGE_PANELS,
            objections=_not_ready_to_invite,
        ),
        Step(
            "start",
            "평가 시작",
            of=one(PanelStatus.INVITING),
            to=PanelStatus.SCORING,
            needs=may.MANAGE_PANELS,
            objections=_not_ready_to_score,
        ),
        Step(
            "complete",
            "평가 완료",
            of=one(PanelStatus.SCORING),
            to=PanelStatus.COMPLETED,
            needs=None,
            objections=_sheets_not_signed,
        ),
        Step(
            "confirm",
            "평가확정",
            of=one(PanelStatus.COMPLETED),
            to=PanelStatus.CONFIRMED,
            needs=may.CONFIRM_PANEL,
            objections=_opinions_missing,
        ),
    ),
    labels={
        PanelStatus.FORMING: Label("구성 중", "준비 중", "information"),
        PanelStatus.INVITING: Label("섭외 중", "준비 중", "information"),
        PanelStatus.SCORING: Label("평가 중", "평가 중", "warning"),
        PanelStatus.COMPLETED: Label("평가완료", "평가 중", "success"),
        PanelStatus.CONFIRMED: Label("평가확정", "평가 중", "success"),
    },
)

INVITATION = Process(
    noun="seat",
    title="위원 섭외",
    states=Invitation,
    start=Invitation.PROPOSED,
    steps=(
        Step(
            "invite", "초청", of=one(Invitation.PROPOSED), to=Invitation.INVITED, needs=may.MANAGE_PANELS,
            objections=_panel_has_begun,
        ),
        Step(
            "accept", "참석", of=one(Invitation.INVITED, Invitation.UNDECIDED), to=Invitation.ACCEPTED,
            needs=may.ANSWER, objections=_panel_has_begun,
        ),
        Step(
            "decline", "불참", of=one(Invitation.INVITED, Invitation.UNDECIDED, Invitation.ACCEPTED),
            to=Invitation.DECLINED, needs=may.ANSWER, objections=_panel_has_begun,
        ),
        Step(
            "wait", "미정", of=one(Invitation.INVITED), to=Invitation.UNDECIDED, needs=may.ANSWER,
            objections=_panel_has_begun,
        ),
        Step(
            "exclude", "제외",
            of=one(
                Invitation.PROPOSED, Invitation.INVITED, Invitation.UNDECIDED, Invitation.ACCEPTED, Invitation.DECLINED
            ),
            to=Invitation.EXCLUDED, needs=may.MANAGE_PANELS, objections=_panel_has_begun, needs_reason=True,
            dangerous=True,
        ),
    ),
    labels={
        Invitation.PROPOSED: Label("후보", "후보", "outline"),
        Invitation.INVITED: Label("초청함", "회신해 주세요", "information"),
        Invitation.UNDECIDED: Label("미정", "미정", "warning"),
        Invitation.ACCEPTED: Label("참석", "참석", "success"),
        Invitation.DECLINED: Label("불참", "불참", "danger"),
        Invitation.EXCLUDED: Label("제외", "이번에는 제외", ""),
    },
)  # fmt: skip

SHEET = Process(
    noun="sheet",
    title="개별평가표",
    states=SheetStatus,
    start=SheetStatus.OPEN,
    steps=(
        Step(
            "sign", "서명", of=one(SheetStatus.OPEN), to=SheetStatus.SIGNED, needs=may.SCORE,
            objections=_not_in_session,
        ),
        Step(
            "drop", "평가에서 뺌", of=one(SheetStatus.OPEN), to=SheetStatus.DROPPED, needs=may.DROP,
            needs_reason=True,
        ),
    ),
    labels={
        SheetStatus.OPEN: Label("채점 중", "채점 중", "warning"),
        SheetStatus.SIGNED: Label("서명함", "서명함", "success"),
        SheetStatus.DROPPED: Label("제척·기피·회피", "평가하지 않음", ""),
    },
)  # fmt: skip

RANKING = Process(
    noun="ranking",
    title="종합평가 순위",
    states=RankingStatus,
    start=RankingStatus.DRAFTED,
    steps=(
        Step("raise", "결재 올리기", one(RankingStatus.DRAFTED), RankingStatus.WAITING, may.DRAFT_RANKING),
        Step(
            "discard", "버리기", one(RankingStatus.DRAFTED), RankingStatus.DISCARDED, may.DRAFT_RANKING,
            needs_reason=True, dangerous=True,
        ),
        Step(
            "return", "반려", one(RankingStatus.WAITING), RankingStatus.DISCARDED, may.SIGN_RANKING,
            needs_reason=True, dangerous=True,
        ),
        Step("approve", "결재", one(RankingStatus.WAITING), RankingStatus.APPROVED, may.SIGN_RANKING),
        Step("publish", "공표", one(RankingStatus.APPROVED), RankingStatus.PUBLISHED, may.PUBLISH),
    ),
    labels={
        RankingStatus.DRAFTED: Label("기안", "평가 중", "information"),
        RankingStatus.WAITING: Label("결재 대기", "평가 중", "warning"),
        RankingStatus.APPROVED: Label("결재 완료", "평가 중", "success"),
        RankingStatus.PUBLISHED: Label("공표함", "결과 발표", "success"),
        RankingStatus.DISCARDED: Label("폐기", "평가 중", ""),
    },
)  # fmt: skip
