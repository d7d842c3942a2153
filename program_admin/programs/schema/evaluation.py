"""How applications are scored and ranked."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import (
    AT_LEAST_ONE,
    BY_CODE,
    Code,
    Count,
    Line,
    Note,
    Part,
    Percent,
    Points,
    Text,
    Whole,
)


class Grade(Part):
    """One of the buttons under a criterion."""

    label: Line = Field(title="등급", examples=["매우우수"])
    points: Points = Field(title="점수", examples=[10])


class Criterion(Part):
    """평가항목: graded when it has grades, otherwise a number up to max_points."""

    code: Code = Field(title="코드", examples=["leadership"])
    name: Line = Field(title="평가항목", examples=["대표자의 추진 의지"])
    max_points: Points = Field(title="배점", gt=0, examples=[10])
    guide: Note = Field(title="평가 기준", default="")
    grades: tuple[Grade, ...] = Field(title="등급", description="높은 점수부터. 비우면 숫자로 적습니다.", default=())
    step: Points = Field(title="숫자 점수의 간격", description="등급이 없을 때", gt=0, default=Decimal(1))


class CriteriaGroup(Part):
    """평가항목 묶음."""

    code: Code = Field(title="코드", examples=["capability"])
    name: Line = Field(title="묶음", examples=["도입기업 역량"])
    criteria: Annotated[tuple[Criterion, ...], BY_CODE] = Field(title="평가항목", json_schema_extra=AT_LEAST_ONE)

    @property
    def max_points(self) -> Decimal:
        """The points of all criteria of the group."""
        return sum((c.max_points for c in self.criteria), Decimal(0))


class StageCode(StrEnum):
    """Scored stages; each belongs to a step of the round."""

    SITE = "site"
    PANEL = "panel"


class Stage(Part):
    """A scored stage with its own sheet."""

    code: StageCode = Field(title="단계", examples=["panel"])
    name: Line = Field(title="이름", examples=["기술성평가"])
    weight_percent: Percent = Field(title="비중(%)", examples=[100])
    groups: Annotated[tuple[CriteriaGroup, ...], BY_CODE] = Field(title="평가항목 묶음", json_schema_extra=AT_LEAST_ONE)

    @property
    def max_points(self) -> Decimal:
        """The points of the whole sheet."""
        return sum((g.max_points for g in self.groups), Decimal(0))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the sheet in order."""
        return tuple(c for g in self.groups for c in g.criteria)


class MeanKind(StrEnum):
    """평균 방법."""

    MEAN = "mean"
    TRIMMED = "trimmed_mean"


class Aggregation(Part):
    """How the evaluators' totals become one score."""

    method: MeanKind = Field(title="평균 방법", default=MeanKind.TRIMMED)
    trim_from: Whole = Field(title="최고·최저를 빼는 최소 위원 수", ge=3, le=20, default=5)
    drop_highest: Count = Field(title="빼는 최고점 수", default=1)
    drop_lowest: Count = Field(title="빼는 최저점 수", default=1)


class RoundingMode(StrEnum):
    """끝수 처리."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class Rounding(Part):
    """소수 처리 of stage means and of the final score."""

    places: Whole = Field(title="소수 자릿수", ge=0, le=4, default=2)
    mode: RoundingMode = Field(title="끝수 처리", default=RoundingMode.HALF_UP)


class TieBy(StrEnum):
    """동점 처리의 기준: higher is better but for the time of submission."""

    STAGE = "stage"
    GROUP = "group"
    CRITERION = "criterion"
    BONUS = "bonus"
    SUBMITTED_AT = "submitted_at"


class TieBreak(Part):
    """One rung of the order among equal scores."""

    by: TieBy = Field(title="기준", examples=["group"])
    code: Code | None = Field(title="단계·묶음·항목 코드", default=None, examples=["goals"])


class BonusItem(Part):
    """가점 항목."""

    code: Code = Field(title="코드", examples=["youth_employment"])
    name: Line = Field(title="가점", examples=["청년친화강소기업"])
    points: Points = Field(title="점수", gt=0, examples=[2])
    evidence: Line = Field(title="증빙", examples=["선정 확인서"])
    paper: Code | None = Field(
        title="증빙을 받을 제출서류",
        description="제출서류의 코드. 이 가점을 신청할 때만 냅니다",
        default=None,
        examples=["youth_certificate"],
    )
    note: Note = Field(title="안내", default="")


class BonusTerms(Part):
    """가점: claimed by the company, confirmed by an officer, capped."""

    cap: Points = Field(title="가점 한도", default=Decimal(5))
    items: Annotated[tuple[BonusItem, ...], BY_CODE] = Field(title="가점 항목", default=())

    def proved_by(self, paper: str) -> tuple[BonusItem, ...]:
        """The items whose evidence is that paper."""
        return tuple(item for item in self.items if item.paper == paper)


class Reserve(Part):
    """예비 선정: the larger of a percentage of the places and a number."""

    percent: Percent = Field(title="선정 대비 비율(%)", default=Decimal(20))
    minimum: Count = Field(title="최소 수", default=0)


class Presentation(Part):
    """발표평가."""

    minutes: Whole = Field(title="발표(분)", ge=0, le=120, default=10)
    question_minutes: Whole = Field(title="질의응답(분)", ge=0, le=120, default=10)
    presenter_must_be_staff: bool = Field(title="신청기업 소속만 발표", default=True)
    late_minutes: Whole = Field(title="지각 허용(분)", ge=0, le=120, default=10)


class EvaluationTerms(Part):
    """평가."""

    panel_size: Whole = Field(title="평가위원 수", ge=1, le=20, default=7)
    panel_minimum: Whole = Field(title="성립 최소 위원 수", ge=1, le=20, default=5)
    site_team_size: Whole = Field(title="현장평가 위원 수", ge=1, le=10, default=2)
    recusal_years: Whole = Field(title="제척 기준 기간(년)", ge=0, le=20, default=3)
    pledge: Text = Field(title="청렴·보안서약", examples=["평가 내용을 외부에 알리지 않겠습니다."])
    stages: Annotated[tuple[Stage, ...], BY_CODE] = Field(title="평가 단계", json_schema_extra=AT_LEAST_ONE)
    aggregation: Aggregation = Field(title="평균", default=Aggregation())
    rounding: Rounding = Field(title="소수 처리", default=Rounding())
    pass_mark: Points = Field(title="합격점", examples=[70])
    pass_mark_with_bonus: bool = Field(title="합격점에 가점 포함", default=False)
    tie_break: tuple[TieBreak, ...] = Field(title="동점 처리", min_length=1)
    bonus: BonusTerms = Field(title="가점", default=BonusTerms())
    reserve: Reserve = Field(title="예비 선정", default=Reserve())
    presentation: Presentation = Field(title="발표평가", default=Presentation())

    def team_size(self, stage: str) -> int:
        """How many evaluators a session of that stage has."""
        return self.site_team_size if stage == StageCode.SITE else self.panel_size

    def team_minimum(self, stage: str) -> int:
        """How many of them must come: a site team comes whole."""
        return self.site_team_size if stage == StageCode.SITE else self.panel_minimum

    def stage(self, code: str) -> Stage | None:
        """The stage of that code."""
        return next((s for s in self.stages if s.code == code), None)
