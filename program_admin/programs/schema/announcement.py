"""Who runs the programme, what is announced and which tracks can be applied for."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import (
    AT_LEAST_ONE,
    BY_CODE,
    Code,
    Day,
    Line,
    Note,
    Part,
    Percent,
    Text,
    Whole,
    Won,
)


class Program(Part):
    """사업: the programme the round belongs to."""

    name: Line = Field(title="사업명", examples=["서울형 스마트공장 구축 지원사업"])
    host: Line = Field(title="주관기관", examples=["중소벤처기업부·서울특별시"])
    operator: Line = Field(title="운영기관", examples=["서울테크노파크"])
    year: Whole = Field(title="사업연도", ge=2000, le=2100, examples=[2026])
    funders: tuple[Line, ...] = Field(title="재원 기관", min_length=1, examples=[["중소벤처기업부", "서울특별시"]])


class TextSection(Part):
    """A heading with the text under it."""

    code: Code = Field(title="코드", examples=["purpose"])
    title: Line = Field(title="제목", examples=["사업 목적"])
    text: Text = Field(title="본문", description="여러 줄은 '|' 뒤에 적습니다.", examples=["데이터 수집을 지원합니다."])


class Contact(Part):
    """Where applicants ask."""

    department: Line = Field(title="담당 부서", examples=["제조혁신팀"])
    phone: Line = Field(title="전화", examples=["02-944-0000"])
    email: Line = Field(title="전자우편", examples=["factory@example.or.kr"])
    hours: Line = Field(title="문의 시간", default="평일 09:00~18:00 (점심시간 12:00~13:00 제외)")


class Announcement(Part):
    """사업공고."""

    number: Line = Field(title="공고번호", examples=["서울테크노파크 공고 제2026-101호"])
    announced_on: Day = Field(title="공고일", examples=["2026-10-26"])
    summary: Text = Field(title="한 줄 요약", examples=["서울 제조기업의 데이터 수집 체계 구축을 지원합니다."])
    sections: Annotated[tuple[TextSection, ...], BY_CODE] = Field(title="공고문", json_schema_extra=AT_LEAST_ONE)
    contact: Contact = Field(title="문의처")


class Level(StrEnum):
    """스마트공장 수준: before and after a project."""

    NONE = "none"
    BASIC = "basic"
    MIDDLE_1 = "middle_1"
    MIDDLE_2 = "middle_2"
    ADVANCED = "advanced"


LEVEL_NAMES = {
    Level.NONE: "미구축",
    Level.BASIC: "기초",
    Level.MIDDLE_1: "중간1",
    Level.MIDDLE_2: "중간2",
    Level.ADVANCED: "고도화",
}


class CashBase(StrEnum):
    """What the minimum of company cash is a part of."""

    TOTAL = "total"
    COMPANY_SHARE = "company_share"


class SourceShare(Part):
    """How much one funding source may carry in a track."""

    source: Code = Field(title="재원", description="budget.sources에 있는 코드", examples=["national"])
    max_percent: Percent = Field(title="총사업비 대비 최대 비율(%)", examples=[50])


class Track(Part):
    """지원 유형, e.g. 신규구축(기초) or 고도화1."""

    code: Code = Field(title="코드", examples=["new"])
    name: Line = Field(title="지원 유형", examples=["신규구축(기초)"])
    description: Note = Field(title="설명", default="")
    levels_before: tuple[Level, ...] = Field(title="신청 가능한 현재 수준", min_length=1, examples=[["none"]])
    level_after: Level = Field(title="구축 후 목표 수준", examples=["basic"])
    ceiling_won: Won = Field(title="지원금 상한(원)", gt=0, examples=[50_000_000])
    support_max_percent: Percent = Field(title="지원금 최대 비율(%)", description="재원을 모두 더한 값", examples=[70])
    shares: tuple[SourceShare, ...] = Field(title="재원별 비율", min_length=1)
    minimum_cash_percent: Percent = Field(title="기업 현금 최소 비율(%)", examples=[10])
    minimum_cash_of: CashBase = Field(title="현금 비율의 기준", default=CashBase.TOTAL)
    build_months_max: Whole = Field(title="최대 구축 기간(개월)", ge=1, le=60, examples=[9])
