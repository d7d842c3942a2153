"""What the agreement says: parties, payments, inspections, changes and sanctions."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from program_admin.programs.schema.announcement import TextSection
from program_admin.programs.schema.base import AT_LEAST_ONE, BY_CODE, Code, Line, Note, Part, Percent, Whole
from program_admin.programs.schema.calendar import Period


class Party(Part):
    """협약 당사자, in the order of signing."""

    code: Literal["company", "supplier", "operator"] = Field(title="당사자", examples=["company"])
    name: Line = Field(title="호칭", examples=["을"])
    label: Line = Field(title="이름", examples=["도입기업"])


class InstalmentCode(StrEnum):
    """지급 차수."""

    ADVANCE = "advance"
    INTERIM = "interim"
    BALANCE = "balance"


class MonthFrom(StrEnum):
    """예상 시기를 세는 때."""

    AGREEMENT = "agreement"
    BUILD_END = "build_end"


MONTH_FROM_NAMES = {MonthFrom.AGREEMENT: "협약한 달부터", MonthFrom.BUILD_END: "구축이 끝나는 달부터"}


class Instalment(Part):
    """One payment of the support."""

    code: InstalmentCode = Field(title="차수", examples=["advance"])
    name: Line = Field(title="이름", examples=["선금"])
    percent: Percent = Field(title="비율(%)", examples=[50])
    when: Line = Field(title="시기", examples=["협약을 맺고 착수계를 낸 뒤"])
    months: Whole | None = Field(
        title="예상 시기(개월)",
        description="신청 기업에 알리는 시기입니다. 0이면 그 달, 비우면 협약과 구축 끝 사이에 고르게 둡니다.",
        ge=0,
        le=60,
        default=None,
        examples=[0],
    )
    months_from: MonthFrom = Field(title="예상 시기를 세는 때", default=MonthFrom.AGREEMENT, examples=["agreement"])
    papers: tuple[Line, ...] = Field(title="필요 서류", default=(), examples=[["세금계산서", "이행보증보험증권"]])


class NotTrading(StrEnum):
    """휴·폐업 상태 in which a business does not go on."""

    SUSPENDED = "suspended"
    CLOSED = "closed"


class PayeeTerms(Part):
    """지급 전 휴·폐업 확인."""

    fresh_days: Whole = Field(
        title="확인이 유효한 기간(일)",
        description="조회한 날부터 지급일까지. 0이면 지급하는 날 조회합니다",
        ge=0,
        le=90,
        default=7,
        examples=[7],
    )
    paid_though: tuple[NotTrading, ...] = Field(
        title="사유를 적으면 지급할 수 있는 상태",
        description="비우면 휴업이나 폐업인 곳에는 지급하지 않습니다",
        default=(),
        examples=[["suspended"]],
    )


class InspectionItem(Part):
    """점검 항목."""

    code: Code = Field(title="코드", examples=["schedule"])
    name: Line = Field(title="항목", examples=["일정 관리"])
    guide: Note = Field(title="확인할 것", default="")


class Inspection(Part):
    """중간점검 or 최종점검."""

    items: Annotated[tuple[InspectionItem, ...], BY_CODE] = Field(title="점검 항목", min_length=1)
    grades: tuple[Line, ...] = Field(
        title="판정", description="좋은 것부터", min_length=2, default=("적정", "보완", "미흡")
    )
    supplement: Period = Field(title="보완 기간", default=Period(days=14))


class ChangeTerms(Part):
    """협약변경."""

    self_declared: tuple[Line, ...] = Field(
        title="신고만 하는 변경", default=("담당자", "대표자", "계좌", "1개월 이내 기간")
    )
    approved: tuple[Line, ...] = Field(
        title="승인받는 변경", default=("사업비", "공장 소재지", "1개월 초과 기간", "공급기업", "그 밖의 사항")
    )
    file_within_days: Whole = Field(title="사유 발생 후 신청 기한(일)", ge=1, le=365, default=15)
    before_end_days: Whole = Field(title="종료 전 신청 기한(일)", ge=0, le=365, default=30)


class SanctionTerms(Part):
    """환수·참여제한."""

    decided_by: Line = Field(title="결정 기관", examples=["중소벤처기업부"])
    opinion: Period = Field(title="의견 제출 기간", default=Period(days=10))


class AgreementTerms(Part):
    """협약."""

    title: Line = Field(title="협약 이름", examples=["스마트공장 구축 지원사업 협약서"])
    parties: Annotated[tuple[Party, ...], BY_CODE] = Field(title="당사자", min_length=2)
    clauses: Annotated[tuple[TextSection, ...], BY_CODE] = Field(title="조항", json_schema_extra=AT_LEAST_ONE)
    payments: Annotated[tuple[Instalment, ...], BY_CODE] = Field(title="지급", json_schema_extra=AT_LEAST_ONE)
    payees: PayeeTerms = Field(title="지급 전 휴·폐업 확인", default=PayeeTerms())
    performance_bond: bool = Field(title="이행보증보험 필요", default=True)
    interim_inspection: Inspection = Field(title="중간점검")
    final_inspection: Inspection = Field(title="최종점검")
    changes: ChangeTerms = Field(title="협약변경", default=ChangeTerms())
    sanctions: SanctionTerms = Field(title="제재")
