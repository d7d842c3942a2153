"""Other systems beside ours: the numbers they give to a case, and the files they take."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import BY_CODE, Code, Line, Part


class OutsideNumber(Part):
    """A number that another system gives to a case."""

    code: Code = Field(title="코드", examples=["rcms"])
    name: Line = Field(title="이름", examples=["RCMS 과제번호"])
    pattern: Line | None = Field(title="형식(정규식)", default=None, examples=[r"F-\d{6}"])
    shared: bool = Field(
        title="여러 과제가 같은 번호를 씀",
        description="공문 번호처럼 여러 과제에 같은 번호가 붙으면 켭니다. 끄면 한 회차에서 한 번만 쓸 수 있습니다.",
        default=False,
    )

    def fits(self, text: str) -> bool:
        """Whether a typed number is written as the other system writes it."""
        return self.pattern is None or re.fullmatch(self.pattern, text) is not None


class OrderRows(StrEnum):
    """담는 줄: which cases a file for another system lists."""

    APPLICATIONS = "applications"
    SELECTED = "selected"
    AGREEMENTS = "agreements"
    PAYMENTS = "payments"


ORDER_ROW_NAMES = {
    OrderRows.APPLICATIONS: "접수한 신청(취소·반려 빼고)",
    OrderRows.SELECTED: "선정된 과제",
    OrderRows.AGREEMENTS: "협약한 과제(준비 중 포함)",
    OrderRows.PAYMENTS: "결정한 지급(한 줄에 한 번)",
}


class ExportColumn(Part):
    """One column of a file for another system."""

    field: Line = Field(title="우리 항목", examples=["company.name"])
    title: Line = Field(title="열 제목", examples=["기업명"])
    fixed: Line | None = Field(
        title="늘 같은 값", description="`field`가 `fixed`일 때 적습니다. 비우면 빈 열입니다.", default=None
    )
    digits: bool = Field(title="숫자만", description="붙임표와 점을 뺍니다(123-45-67891 → 1234567891).", default=False)


class ColumnOrder(Part):
    """Columns in the order another system expects."""

    code: Code = Field(title="코드", examples=["rcms_projects"])
    name: Line = Field(title="이름", examples=["RCMS 과제 등록"])
    rows: OrderRows = Field(title="담는 줄", default=OrderRows.AGREEMENTS, examples=["agreements"])
    columns: tuple[ExportColumn, ...] = Field(title="열", min_length=1)


OutsideNumbers = Annotated[tuple[OutsideNumber, ...], BY_CODE]
ColumnOrders = Annotated[tuple[ColumnOrder, ...], BY_CODE]

FIXED = "fixed"
EXPORTED: Mapping[str, str] = MappingProxyType(
    {
        "application.number": "접수번호",
        "application.title": "과제명",
        "application.track": "지원 유형",
        "application.submitted_on": "제출일",
        "company.name": "기업명",
        "company.business_number": "사업자등록번호",
        "company.corporate_number": "법인등록번호",
        "company.representative": "대표자",
        "company.founded_on": "설립일",
        "company.ksic": "표준산업분류 중분류",
        "company.size": "기업 규모",
        "company.employees": "상시 근로자 수",
        "company.address": "본사 주소",
        "company.plant_address": "공장 주소(첫째)",
        "company.phone": "기업 전화",
        "contact.name": "담당자",
        "contact.phone": "담당자 전화",
        "contact.email": "담당자 전자우편",
        "supplier.name": "공급기업명",
        "supplier.business_number": "공급기업 사업자등록번호",
        "agreement.number": "협약번호",
        "agreement.starts_on": "협약 시작일",
        "agreement.ends_on": "협약 종료일",
        "agreement.concluded_on": "협약 체결일",
        "funding.total": "총사업비",
        "funding.support": "지원금",
        "funding.vat": "부가세",
        FIXED: "늘 같은 값(또는 빈 열)",
    }
)
"""What a column may hold, whatever the round; `field_names` adds what the round itself names."""
OF_PAYMENTS: Mapping[str, str] = MappingProxyType(
    {
        "payment.name": "지급 차수",
        "payment.amount": "지급액",
        "payment.supply": "세금계산서 공급가액",
        "payment.invoice": "세금계산서 승인번호",
        "payment.transferred_on": "기업 이체일",
        "payment.paid_on": "지급일",
        "payment.outside_number": "외부 지급번호",
    }
)
"""What a column may hold besides when each line is a payment."""
