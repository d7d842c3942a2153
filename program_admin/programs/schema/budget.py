"""Cost items, funding sources and the arithmetic settings of the budget."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import (
    AT_LEAST_ONE,
    AT_LEAST_TWO,
    BY_CODE,
    Code,
    Line,
    Note,
    Part,
    Percent,
    Whole,
    Won,
)


class SourceKind(StrEnum):
    """Whether money is public support or the company's own."""

    SUPPORT = "support"
    COMPANY_CASH = "company_cash"
    COMPANY_IN_KIND = "company_in_kind"


class PaysThrough(StrEnum):
    """How a source's money moves."""

    OPERATOR = "operator"
    RCMS = "rcms"
    BOTAME = "botame"
    OWN = "own"


PAYS_THROUGH_NAMES = {
    PaysThrough.OPERATOR: "운영기관이 지급",
    PaysThrough.RCMS: "RCMS로 지급",
    PaysThrough.BOTAME: "보탬e로 정산 후 지급",
    PaysThrough.OWN: "기업이 부담",
}


class Payee(StrEnum):
    """Who receives a source's money."""

    COMPANY = "company"
    SUPPLIER = "supplier"


class FundingSource(Part):
    """재원."""

    code: Code = Field(title="코드", examples=["national"])
    name: Line = Field(title="재원", examples=["국비"])
    kind: SourceKind = Field(title="성격", examples=["support"])
    pays_through: PaysThrough = Field(title="지급 방법", default=PaysThrough.OPERATOR)
    payee: Payee = Field(title="받는 곳", default=Payee.SUPPLIER)
    spend_first: bool = Field(title="먼저 쓰고 나중에 받음", default=False)


class CostItem(Part):
    """비목."""

    code: Code = Field(title="코드", examples=["software"])
    name: Line = Field(title="비목", examples=["소프트웨어 개발비"])
    help: Note = Field(title="도움말", default="")
    payable: bool = Field(title="지원 가능", default=True)
    cap_percent: Percent | None = Field(title="총사업비 대비 한도(%)", default=None, examples=[30])
    vat: bool = Field(title="부가세가 붙음", default=True)
    in_kind: bool = Field(title="기업 현물로 봄", default=False)
    own_labour: bool = Field(title="기업 자체 사업관리 인건비", default=False)
    may_be_negative: bool = Field(title="할인 등 음수 가능", default=False)


class BudgetTerms(Part):
    """사업비."""

    total_won: Won = Field(title="이번 회차 지원 예산(원)", gt=0, examples=[3_000_000_000])
    truncation_won: Whole = Field(title="절사 단위(원)", ge=1, le=1_000_000, default=1000)
    vat_percent: Percent = Field(title="부가세율(%)", default=Decimal(10))
    own_labour_max_percent: Percent = Field(
        title="자체 인건비 한도(%)", description="기업부담금 대비", default=Decimal(20)
    )
    sources: Annotated[tuple[FundingSource, ...], BY_CODE] = Field(title="재원", json_schema_extra=AT_LEAST_TWO)
    items: Annotated[tuple[CostItem, ...], BY_CODE] = Field(title="비목", json_schema_extra=AT_LEAST_ONE)

    def source(self, code: str) -> FundingSource | None:
        """The funding source of that code."""
        return next((s for s in self.sources if s.code == code), None)

    def source_of(self, kind: SourceKind) -> FundingSource | None:
        """The first source of that kind; cash and in-kind have one each."""
        return next((s for s in self.sources if s.kind is kind), None)

    def item(self, code: str) -> CostItem | None:
        """The cost item of that code."""
        return next((i for i in self.items if i.code == code), None)
