"""Visits and surveys after a project, with the rules for suppliers."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from program_admin.programs.schema.base import (
    AT_LEAST_ONE,
    BY_CODE,
    Code,
    Line,
    Note,
    Part,
    Percent,
    Whole,
    Won,
    refuse,
)


class PlannedVisit(Part):
    """A visit that every finished project gets."""

    name: Line = Field(title="이름", examples=["1차 방문"])
    months_after: Whole = Field(title="완료 후(개월)", ge=0, le=120, examples=[6])


class CheckAnswer(StrEnum):
    """How an item of the visit sheet is answered."""

    YES_NO = "yes_no"
    GRADE = "grade"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class CheckItem(Part):
    """방문점검 항목."""

    code: Code = Field(title="코드", examples=["operating"])
    name: Line = Field(title="항목", examples=["시스템을 쓰고 있습니까?"])
    answer: CheckAnswer = Field(title="답의 종류", default=CheckAnswer.YES_NO)
    unit: Line | None = Field(title="단위", default=None, examples=["명"])
    evidence: bool = Field(title="사진·자료 필요", default=False)
    guide: Note = Field(title="확인할 것", default="")


class SurveyItem(Part):
    """만족도 문항."""

    code: Code = Field(title="코드", examples=["schedule"])
    name: Line = Field(title="문항", examples=["일정 준수"])


class Survey(Part):
    """완료 만족도 조사."""

    points: Whole = Field(title="점수 단계", ge=2, le=10, default=5)
    items: Annotated[tuple[SurveyItem, ...], BY_CODE] = Field(title="문항", min_length=1)


class RiskLimits(Part):
    """위험 과제: from where on a finished project is visited more often."""

    large_project_won: Won = Field(title="큰 과제의 총사업비(원)", ge=1, default=100_000_000)
    small_firm_employees: Whole = Field(title="작은 기업의 상시 근로자(명 미만)", ge=0, le=10_000, default=10)
    similar_projects: Whole = Field(title="한 공급기업의 비슷한 과제(건 이상)", ge=2, le=1_000, default=5)


class AftercareTerms(Part):
    """사후관리."""

    visits: tuple[PlannedVisit, ...] = Field(title="정기 방문", min_length=1)
    risky_every_months: Whole = Field(title="위험 과제 방문 간격(개월)", ge=1, le=36, default=6)
    no_log_days: Whole = Field(title="로그가 없으면 위험으로 보는 기간(일)", ge=1, le=365, default=30)
    risks: RiskLimits = Field(title="위험 과제의 기준", default=RiskLimits())
    checklist: Annotated[tuple[CheckItem, ...], BY_CODE] = Field(title="점검 항목", json_schema_extra=AT_LEAST_ONE)
    survey: Survey = Field(title="만족도 조사")
    warranty_months: Whole = Field(title="무상 보증(개월)", ge=0, le=60, default=12)
    corrective_days: Whole = Field(title="시정조치 기한(일)", ge=1, le=365, default=30)
    kpi_achieved_percent: Percent = Field(title="KPI 달성으로 보는 비율(%)", examples=[80])

    def visit_months(self, *, risky: bool = False) -> tuple[int, ...]:
        """Months after completion at which a project is visited, ascending; a risky one more often."""
        regular = {v.months_after for v in self.visits}
        extra = range(self.risky_every_months, max(regular) + 1, self.risky_every_months) if risky else ()
        return tuple(sorted(regular | set(extra)))


class MatchingTerms(Part):
    """공급기업 추천의 배점: 더하면 100점."""

    industry: Whole = Field(title="업종", ge=0, le=100, default=30)
    solution: Whole = Field(title="솔루션", ge=0, le=100, default=20)
    place: Whole = Field(title="지역", ge=0, le=100, default=10)
    performance: Whole = Field(title="사후관리 성과", ge=0, le=100, default=30)
    capacity: Whole = Field(title="여력", ge=0, le=100, default=10)
    recommended: Whole = Field(title="추천하는 기업 수", ge=1, le=50, default=10)

    @model_validator(mode="after")
    def make_a_hundred(self) -> "MatchingTerms":
        """The five weights make 100 points."""
        total = self.industry + self.solution + self.place + self.performance + self.capacity
        if total != 100:
            refuse(f"추천 배점을 더하면 {total}점입니다. 100점이 되게 맞춰 주세요.")
        return self


class SupplierTerms(Part):
    """공급기업 요건."""

    registered: bool = Field(title="등록된 공급기업만", default=True)
    minimum_engineers: Whole = Field(title="최소 기술자 수", ge=0, le=100, default=1)
    engineers_named_min: Whole = Field(
        title="신청서에 적는 투입 기술자(명 이상)",
        description="신청서의 ‘공급기업’ 단계에 적는 참여인력입니다. 0이면 적지 않아도 됩니다.",
        ge=0,
        le=10,
        default=0,
    )
    concurrent_projects_max: Whole = Field(title="동시 수행 과제 한도", ge=1, le=1000, default=10)
    affiliates_allowed: bool = Field(title="도입기업 계열사 허용", default=False)
    rates_hidden_below: Whole = Field(title="비율을 숨기는 최소 건수", ge=1, le=100, default=3)
    reply_days: Whole = Field(title="성과 기록에 의견을 내는 기간(일)", ge=0, le=90, default=14)
    matching: MatchingTerms = Field(title="추천 배점", default=MatchingTerms())
