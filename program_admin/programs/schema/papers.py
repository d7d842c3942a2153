"""Papers an applicant hands in."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from program_admin.programs.schema.base import BY_CODE, Code, Line, Note, Part, Whole


class FileType(StrEnum):
    """Kinds of file the software can check."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    HEIC = "heic"
    HWP = "hwp"
    HWPX = "hwpx"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"


class Need(StrEnum):
    """Whether a paper must be handed in."""

    ALWAYS = "always"
    WHEN = "when"
    OPTIONAL = "optional"


class Fact(StrEnum):
    """What a condition may ask about an application."""

    TRACK = "track"
    SITE_KIND = "site_kind"
    VAT_EXEMPT = "vat_exempt"
    HAS_SUPPLIER = "has_supplier"
    UNDER_THREE_YEARS = "under_three_years"
    BONUS = "bonus"
    QUESTION = "question"


class PaperCondition(Part):
    """When a paper is needed: a fact of the application is one of these values (예/아니요는 yes/no)."""

    fact: Fact = Field(title="무엇이", examples=["vat_exempt"])
    question: Code | None = Field(title="질문 코드", description="fact가 question일 때", default=None)
    is_one_of: tuple[Line, ...] = Field(title="다음 중 하나일 때", min_length=1, examples=[["yes"]])


class LatePolicy(StrEnum):
    """What happens when a paper is missing at the deadline."""

    REFUSE = "refuse"
    SUPPLEMENT = "supplement"
    BEFORE_AGREEMENT = "before_agreement"


LATE_POLICY_NAMES = {
    LatePolicy.REFUSE: "마감까지 내야 합니다",
    LatePolicy.SUPPLEMENT: "보완 기간에 낼 수 있습니다",
    LatePolicy.BEFORE_AGREEMENT: "협약 전까지 낼 수 있습니다",
}


class CheckedAt(StrEnum):
    """When the validity of a paper is checked."""

    SUBMISSION = "submission"
    AGREEMENT = "agreement"
    PAYMENT = "payment"


class Substitute(Part):
    """대체서류: what is taken instead, and from whom."""

    code: Code = Field(title="코드", examples=["dental_lab_registration"])
    name: Line = Field(title="대체서류", examples=["치과기공소 개설등록증"])
    for_whom: Line = Field(title="대상", examples=["치과기공소"])
    where: Line | None = Field(title="발급처", default=None, examples=["관할 보건소"])
    reason_required: bool = Field(title="사유를 적어야 함", default=True)


class Paper(Part):
    """제출서류."""

    code: Code = Field(title="코드", examples=["business_registration"])
    name: Line = Field(title="서류 이름", examples=["사업자등록증"])
    need: Need = Field(title="필수 여부", default=Need.ALWAYS)
    when: PaperCondition | None = Field(
        title="필요한 경우", description="need가 when일 때. 가점 항목의 증빙이면 비워 둡니다", default=None
    )
    types: tuple[FileType, ...] = Field(title="파일 형식", min_length=1, examples=[["pdf", "jpg"]])
    max_mb: Whole = Field(title="최대 크기(MB)", ge=1, le=200, default=20)
    max_files: Whole = Field(title="최대 파일 수", ge=1, le=50, default=1)
    validity_days: Whole | None = Field(title="유효기간(일)", description="발급일부터", ge=1, le=3660, default=None)
    checked_at: tuple[CheckedAt, ...] = Field(title="유효기간 확인 시점", default=(CheckedAt.SUBMISSION,))
    where: Line | None = Field(title="발급처", default=None, examples=["홈택스"])
    note: Note = Field(title="안내", default="")
    substitutes: Annotated[tuple[Substitute, ...], BY_CODE] = Field(title="대체서류", default=())
    late: LatePolicy = Field(title="늦은 제출", default=LatePolicy.REFUSE)
