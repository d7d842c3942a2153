"""Forms of the evaluation: evaluators, panels, answers, recusals, sheets, opinions, rankings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from program_admin.accounts.services.sign_up import NewPerson
from program_admin.core.clock import today
from program_admin.core.codes import SIDO
from program_admin.core.fields import (
    BusinessNumber,
    Check,
    Date,
    DecimalNumber,
    Email,
    Grade,
    GradeChoice,
    Hidden,
    LongText,
    ManyOf,
    OneOf,
    Phone,
    Text,
    YesNo,
)
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of
from program_admin.evaluation.models import Evaluator, SheetDraft, TieKind
from program_admin.evaluation.queries import OPINION, OPINION_LONGEST, OPINION_SHORTEST, score_name
from program_admin.evaluation.rules.choosing import HALF_DAYS, HALF_NAMES
from program_admin.evaluation.services import NewPanel, NewTie, Profile
from program_admin.programs.schema.evaluation import Criterion, Stage

TIE_NAMES = {
    TieKind.EMPLOYMENT: "재직",
    TieKind.ADVICE: "자문",
    TieKind.FAMILY: "친족",
    TieKind.SHARES: "지분",
    TieKind.SUPPLIER: "공급기업 관계",
}


class ProfileForm(ActForm):
    """What an evaluator offers."""

    field = Text("전문 분야", longest=60, hint="예: 생산관리, 자동화, 데이터")
    employer = Text("소속", longest=100)
    employer_business_number = BusinessNumber(
        "소속 기관의 사업자등록번호", required=False, hint="신청기업과 같은지 확인하는 데 씁니다. 없으면 비워 주세요."
    )
    sidos = ManyOf("활동 지역", required=False)
    half_days = ManyOf("가능한 시간", HALF_DAYS, required=False, hint="평가에 나올 수 있는 요일과 시간입니다.")
    active = YesNo("섭외 대상", yes="섭외할 수 있음", no="당분간 섭외하지 않음", default=True)

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.sidos.choices = list(SIDO.choices(today()))

    @classmethod
    def of(cls, evaluator: Evaluator) -> "ProfileForm":
        """The form with what is kept."""
        return cls(obj=evaluator)

    def profile(self) -> Profile:
        """What was typed."""
        return Profile(
            field=self.field.data,
            employer=self.employer.data,
            employer_business_number=self.employer_business_number.data,
            sidos=tuple(self.sidos.data or ()),
            half_days=tuple(self.half_days.data or ()),
            active=self.active.data is not False,
        )


class EvaluatorForm(ProfileForm):
    """Somebody new for the pool."""

    name = Text("이름", longest=60)
    phone = Phone("휴대전화 번호", hint="계정이 없으면 비밀번호를 정하는 주소를 문자로 보냅니다.")
    email = Email("전자우편", required=False)

    def person(self) -> NewPerson:
        """Who was typed."""
        return NewPerson(self.name.data, digits_of(self.phone.data), self.email.data, affiliation=self.employer.data)


class TieForm(ActForm):
    """A tie to a company or supplier."""

    kind = OneOf("관계", [(kind.value, name) for kind, name in TIE_NAMES.items()])
    business_number = BusinessNumber("상대 기업의 사업자등록번호")
    name = Text("상대 기업 이름", longest=100)
    until = Date("끝난 날", required=False, hint="지금도 이어지면 비워 주세요. 예: 2026. 3. 27.")

    def tie(self) -> NewTie:
        """What was typed."""
        return NewTie(TieKind(self.kind.data), self.business_number.data, self.name.data, self.until.data)


class EndTieForm(ActForm):
    """The day on which a tie ended."""

    until = Date("끝난 날")


class PanelForm(ActForm):
    """A new panel."""

    name = Text("분과 이름", longest=40, hint="예: 1분과")
    stage = OneOf("평가 단계")
    session_on = Date("평가일")
    half_day = OneOf("시간", list(HALF_NAMES.items()))
    place = Text("장소", longest=100, hint="예: 본관 3층 회의실")

    def panel(self) -> NewPanel:
        """What was typed."""
        day: date = self.session_on.data
        return NewPanel(self.name.data, self.stage.data, day, self.half_day.data, self.place.data)


class CasesForm(ActForm):
    """Which applications come before the panel."""

    applications = ManyOf("분과에 넣을 과제")


class InviteForm(ActForm):
    """Until when the invited answer."""

    answer_by = Date("회신 기한")


class ReasonForm(ActForm):
    """An act that needs a reason."""

    reason = LongText("사유", longest=400, rows=3, hint="이력에 남습니다.")


class RecusalForm(ActForm):
    """제척 or 기피, recorded by an officer."""

    case_id = OneOf("과제", as_list=True)
    seat_id = OneOf("위원", as_list=True)
    kind = OneOf(
        "구분",
        [("rule", "제척"), ("asked", "기피")],
        notes={"rule": "규정상 평가할 수 없는 관계", "asked": "신청기업이 요청"},
        big=True,
    )
    reason = LongText("사유", longest=400, rows=3, hint="이력에 남습니다.")


class AnswerForm(ActForm):
    """The answer to an invitation."""

    answer = OneOf("참석 여부", [("accept", "참석"), ("decline", "불참"), ("wait", "미정")], big=True)
    reason = Text("전할 말", longest=200, required=False, hint="불참이나 미정이면 까닭을 적어 주시면 도움이 됩니다.")


class PledgeForm(ActForm):
    """The pledge of integrity and secrecy."""

    agreed = Check("위 내용을 지킬 것을 서약합니다")


class OpinionForm(ActForm):
    """The chair's overall opinion."""

    words = LongText(
        "종합의견", longest=OPINION_LONGEST, shortest=OPINION_SHORTEST, rows=7, hint="저장하면 바꿀 수 없습니다."
    )


class SignForm(ActForm):
    """An approver's word with the signature."""

    opinion = Text("의견", longest=200, required=False)


class ReturnForm(ActForm):
    """Returning a ranking."""

    reason = Text("반려 사유", longest=200)


class SeatForm(ActForm):
    """An evaluator to be given a seat."""

    evaluator_id = Hidden()


class SheetForm(ActForm):
    """A score sheet; its fields come from the stage's criteria (`sheet_form`)."""

    def values(self) -> dict[str, str]:
        """What was sent, by field name, as it is kept."""
        return {name: _kept(field.data) for name, field in self._fields.items() if name not in ("act", "csrf_token")}


def sheet_form(
    stage: Stage, values: Mapping[str, str], drafts: Mapping[str, SheetDraft], *, sent: bool = False
) -> SheetForm:
    """Build the form of a sheet with what is kept; `sent` reads the request instead. Missing scores are no fault."""
    fields: dict[str, Any] = {score_name(each.code): _field(each) for each in stage.criteria}
    fields[OPINION] = LongText(
        "종합 의견", longest=OPINION_LONGEST, rows=6, hint=f"{OPINION_SHORTEST}자 이상 적어 주세요."
    )
    made: type[SheetForm] = type("StageSheetForm", (SheetForm,), fields)
    form = made(draft=True) if sent else made(formdata=None, draft=True, data=_read(stage, values))
    for name in fields:
        form[name].revision = drafts[name].revision if name in drafts else 0
    return form


def _field(criterion: Criterion) -> Any:
    if criterion.grades:
        grades = [Grade(f"{each.points.normalize():f}", each.label, each.points) for each in criterion.grades]
        return GradeChoice(criterion.name, grades, hint=criterion.guide)
    places = max(-int(criterion.step.normalize().as_tuple().exponent), 0)
    return DecimalNumber(
        criterion.name,
        hint=criterion.guide,
        unit=f"/ {criterion.max_points.normalize():f}점",
        places=places,
        most=criterion.max_points,
        attributes={"data-points-typed": True},
    )


def _read(stage: Stage, values: Mapping[str, str]) -> dict[str, object]:
    numbers = {score_name(each.code) for each in stage.criteria if not each.grades}
    read: dict[str, object] = {
        name: Decimal(value) if name in numbers and value else value or None for name, value in values.items()
    }
    return read | {OPINION: values.get(OPINION, "")}


def _kept(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
