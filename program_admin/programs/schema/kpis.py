"""The KPI catalogue of a round with a preset per trade."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import AT_LEAST_ONE, BY_CODE, Code, Line, Note, Part, Whole


class KpiGroup(StrEnum):
    """생산 P, 품질 Q, 원가 C, 납기 D and the rest."""

    PRODUCTION = "P"
    QUALITY = "Q"
    COST = "C"
    DELIVERY = "D"
    OTHER = "E"


KPI_GROUP_NAMES = {
    KpiGroup.PRODUCTION: "생산(P)",
    KpiGroup.QUALITY: "품질(Q)",
    KpiGroup.COST: "원가(C)",
    KpiGroup.DELIVERY: "납기(D)",
    KpiGroup.OTHER: "기타",
}


class Better(StrEnum):
    """Which direction is an improvement."""

    UP = "up"
    DOWN = "down"


class KpiMeasure(Part):
    """핵심성과지표."""

    code: Code = Field(title="코드", examples=["hourly_output"])
    name: Line = Field(title="지표", examples=["시간당 생산량"])
    group: KpiGroup = Field(title="분류", examples=["P"])
    unit: Line = Field(title="단위", examples=["개/시간"])
    better: Better = Field(title="좋아지는 방향", examples=["up"])
    how: Note = Field(title="재는 방법", default="", examples=["생산수량 ÷ 가동시간"])


class KpiPreset(Part):
    """Measures proposed to a trade."""

    code: Code = Field(title="코드", examples=["sewing"])
    name: Line = Field(title="업종", examples=["봉제"])
    ksic: tuple[Annotated[str, Field(pattern=r"^\d{2}$")], ...] = Field(title="표준산업분류 중분류", examples=[["14"]])
    measures: tuple[Code, ...] = Field(title="지표 코드", min_length=1, examples=[["on_time_rate"]])


class KpiTerms(Part):
    """KPI 계획."""

    minimum_rows: Whole = Field(title="최소 지표 수", ge=0, le=20, default=1)
    maximum_rows: Whole = Field(title="최대 지표 수", ge=1, le=30, default=10)
    measures: Annotated[tuple[KpiMeasure, ...], BY_CODE] = Field(title="지표 목록", json_schema_extra=AT_LEAST_ONE)
    presets: Annotated[tuple[KpiPreset, ...], BY_CODE] = Field(title="업종별 추천 지표", default=())

    def measure(self, code: str) -> KpiMeasure | None:
        """The measure of that code."""
        return next((m for m in self.measures if m.code == code), None)

    def preset_for(self, ksic: str) -> KpiPreset | None:
        """The preset of a trade, by the first two digits of its KSIC code."""
        return next((p for p in self.presets if ksic[:2] in p.ksic), None)
