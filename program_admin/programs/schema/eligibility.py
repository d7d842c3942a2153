"""Who may apply: one class per kind of rule, each with the sentence shown when it does not hold."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from program_admin.programs.schema.base import Code, Count, Line, Part, Text, Whole


class SizeClass(StrEnum):
    """기업 규모."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    MID_SIZE = "mid_size"
    LARGE = "large"


SIZE_CLASS_NAMES = {
    SizeClass.MICRO: "소상공인",
    SizeClass.SMALL: "소기업",
    SizeClass.MEDIUM: "중기업",
    SizeClass.MID_SIZE: "중견기업",
    SizeClass.LARGE: "대기업",
}


class SiteKind(StrEnum):
    """사업장의 종류."""

    HEAD_OFFICE = "head_office"
    OWN_PLANT = "own_plant"
    LEASED_UNIT = "leased_unit"
    OUTSOURCER = "outsourcer"


SITE_KIND_NAMES = {
    SiteKind.HEAD_OFFICE: "본사",
    SiteKind.OWN_PLANT: "자가공장",
    SiteKind.LEASED_UNIT: "임차(지식산업센터 호실)",
    SiteKind.OUTSOURCER: "외주처",
}


class OnFail(StrEnum):
    """What a finding does: stop the submission, or be looked at by the officer."""

    REFUSE = "refuse"
    REVIEW = "review"


class Rule(Part):
    """What every eligibility rule has."""

    code: Code = Field(title="코드", examples=["seoul_link"])
    sentence: Text = Field(
        title="맞지 않을 때 보이는 문장", examples=["본사나 공장이 서울에 있어야 신청할 수 있습니다."]
    )
    clause: Line | None = Field(title="공고문 조항", default=None, examples=["공고문 제3조제1항"])
    on: bool = Field(title="사용", default=True)
    on_fail: OnFail = Field(title="맞지 않을 때", default=OnFail.REFUSE)
    tracks: tuple[Code, ...] = Field(title="적용할 지원 유형", description="비우면 모두에 적용합니다.", default=())


class SizeRule(Rule):
    """기업 규모."""

    kind: Literal["size_class"] = Field(title="종류")
    allowed: tuple[SizeClass, ...] = Field(title="신청할 수 있는 규모", min_length=1, examples=[["small", "medium"]])


class TradeRule(Rule):
    """업종: KSIC divisions (two digits of section C)."""

    kind: Literal["ksic"] = Field(title="종류")
    divisions: tuple[Annotated[str, Field(pattern=r"^\d{2}$")], ...] = Field(
        title="표준산업분류 중분류", min_length=1, description="따옴표로 두 자리", examples=[["14", "18", "27"]]
    )


class PlantRule(Rule):
    """국내 생산: at least one place of production of these kinds in Korea."""

    kind: Literal["plant_in_korea"] = Field(title="종류")
    site_kinds: tuple[SiteKind, ...] = Field(title="생산 사업장의 종류", min_length=1, examples=[["own_plant"]])


class RegionRule(Rule):
    """지역 연고: a site of these kinds in the region."""

    kind: Literal["region"] = Field(title="종류")
    sido: Annotated[str, Field(pattern=r"^\d{2}$")] = Field(title="시·도 코드", examples=["11"])
    site_kinds: tuple[SiteKind, ...] = Field(title="인정하는 사업장", min_length=1, examples=[["head_office"]])


class DistrictRule(Rule):
    """자치구: a site in one of these districts."""

    kind: Literal["district"] = Field(title="종류")
    districts: tuple[Annotated[str, Field(pattern=r"^\d{5}$")], ...] = Field(
        title="시·군·구 코드", min_length=1, examples=[["11545", "11140"]]
    )


class EmployeesRule(Rule):
    """상시 근로자 수."""

    kind: Literal["employees"] = Field(title="종류")
    minimum: Count = Field(title="최소(명)", default=0)
    maximum: Count | None = Field(title="최대(명)", default=None, examples=[300])


class AgeRule(Rule):
    """업력."""

    kind: Literal["age"] = Field(title="종류")
    minimum_years: Whole = Field(title="최소 업력(년)", ge=0, le=100, examples=[1])


class DeclarationKind(StrEnum):
    """Things that must not be so; the applicant declares them and the officer checks."""

    CLOSED = "closed"
    NATIONAL_TAX_ARREARS = "national_tax_arrears"
    LOCAL_TAX_ARREARS = "local_tax_arrears"
    INSOLVENCY = "insolvency"
    PROGRAM_BAN = "program_ban"
    SAME_PROJECT = "same_project"
    CAPITAL_IMPAIRMENT = "capital_impairment"


class DeclarationRule(Rule):
    """결격 사유가 없을 것."""

    kind: Literal["must_not"] = Field(title="종류")
    what: DeclarationKind = Field(title="결격 사유", examples=["national_tax_arrears"])
    question: Line = Field(title="신청자에게 묻는 말", examples=["국세를 체납하고 있습니까?"])


class ConcurrentRule(Rule):
    """동시 수행 과제 수."""

    kind: Literal["concurrent_projects"] = Field(title="종류")
    maximum: Count = Field(title="진행 중인 과제의 최대 수", description="이번 신청은 빼고 셉니다.", examples=[1])


class EarlierAwardRule(Rule):
    """최근 지원받은 기업 제한."""

    kind: Literal["earlier_award"] = Field(title="종류")
    within_years: Whole = Field(title="최근 몇 년", ge=1, le=20, examples=[2])
    maximum: Count = Field(title="허용 횟수", default=0)


EligibilityRule = Annotated[
    SizeRule
    | TradeRule
    | PlantRule
    | RegionRule
    | DistrictRule
    | EmployeesRule
    | AgeRule
    | DeclarationRule
    | ConcurrentRule
    | EarlierAwardRule,
    Field(discriminator="kind"),
]
