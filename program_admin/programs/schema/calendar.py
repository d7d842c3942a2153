"""When everything in a round happens, as the wall clock in Seoul."""

from collections.abc import Set
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import Field

from program_admin.core import periods
from program_admin.core.periods import Due, due_date
from program_admin.programs.schema.base import Count, Day, LocalTime, Part, Whole


class PeriodKind(StrEnum):
    """How days are counted (domain: 기간의 종류)."""

    CIVIL = "civil"
    WORKING = "working"
    DISCLOSURE = "disclosure"


PERIOD_KIND_NAMES = {
    PeriodKind.CIVIL: "민법(첫날 제외, 끝날이 휴일이면 다음 근무일)",
    PeriodKind.WORKING: "근무일",
    PeriodKind.DISCLOSURE: "정보공개(첫날 산입, 토요일·휴일 제외)",
}


COUNTED_AS = {
    PeriodKind.CIVIL: periods.PeriodKind.CIVIL,
    PeriodKind.WORKING: periods.PeriodKind.WORKING_DAYS,
    PeriodKind.DISCLOSURE: periods.PeriodKind.DISCLOSURE,
}


class Period(Part):
    """A number of days, counted one way."""

    days: Whole = Field(title="일수", ge=1, le=3660, examples=[10])
    kind: PeriodKind = Field(title="세는 방법", default=PeriodKind.CIVIL, examples=["civil"])

    def due(self, start: date, holidays: Set[date]) -> Due:
        """The last day of the period from that day on (of delivery, for letters), with the sentences to print."""
        return due_date(COUNTED_AS[self.kind], start, length=self.days, holidays=holidays)


class Calendar(Part):
    """일정: application to the end of the projects."""

    opens_at: LocalTime = Field(title="접수 시작", examples=["2026-11-02 09:00"])
    closes_at: LocalTime = Field(title="접수 마감", examples=["2026-12-18 18:00"])
    grace_minutes: Count = Field(
        title="유예 시간(분)", description="마감 때 작성 중이던 신청에만", default=0, examples=[30]
    )
    supplement: Period = Field(title="보완 기간", default=Period(days=7, kind=PeriodKind.WORKING))
    screening_by: Day = Field(title="요건검토 완료", examples=["2027-01-08"])
    evaluation_from: Day = Field(title="평가 시작", examples=["2027-01-11"])
    evaluation_until: Day = Field(title="평가 종료", examples=["2027-01-29"])
    result_on: Day = Field(title="선정 결과 발표", examples=["2027-02-10"])
    objection: Period = Field(title="이의신청 기간", default=Period(days=10))
    agreement_by: Day = Field(title="협약 기한", examples=["2027-03-12"])
    project_until: Day = Field(title="과제 종료 기한", examples=["2027-12-10"])

    @property
    def grace_until(self) -> datetime:
        """The last moment a draft in the making is taken (유예마감), aware."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)
