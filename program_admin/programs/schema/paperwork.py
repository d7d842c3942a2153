"""Approval lines, letters, retention and consents."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from program_admin.programs.schema.base import BY_CODE, Code, Line, Note, Part, Text, Whole, Won


class ApprovalKind(StrEnum):
    """결재의 종류."""

    DRAFT = "draft"
    REVIEW = "review"
    CONSENT = "consent"
    DECIDE = "decide"


APPROVAL_KIND_NAMES = {
    ApprovalKind.DRAFT: "기안",
    ApprovalKind.REVIEW: "검토",
    ApprovalKind.CONSENT: "협조",
    ApprovalKind.DECIDE: "결재",
}


class ApprovalAct(StrEnum):
    """Acts that need an approval line."""

    SCREENING_RESULT = "screening_result"
    PANEL = "panel"
    RANKING = "ranking"
    RESULT_NOTICE = "result_notice"
    OBJECTION = "objection"
    AGREEMENT = "agreement"
    AGREEMENT_CHANGE = "agreement_change"
    PAYMENT = "payment"
    FINAL_INSPECTION = "final_inspection"
    SETTLEMENT = "settlement"
    SANCTION = "sanction"
    EXTENSION = "extension"
    CORRECTION = "correction"


class Signer(Part):
    """One place of an approval line."""

    kind: ApprovalKind = Field(title="결재의 종류", examples=["review"])
    position: Line = Field(title="직위", examples=["팀장"])
    role: Literal["officer", "approver"] = Field(title="역할", examples=["approver"])
    delegated: bool = Field(title="전결", default=False)


class ApprovalRule(Part):
    """위임전결: who signs an act, up to an amount."""

    act: ApprovalAct = Field(title="업무", examples=["payment"])
    name: Line = Field(title="업무 이름", examples=["지급결정"])
    up_to_won: Won | None = Field(title="금액 상한(원)", description="비우면 상한이 없습니다.", default=None)
    line: tuple[Signer, ...] = Field(title="결재선", min_length=1)


class DocumentTerms(Part):
    """문서: what letters and certificates of the round carry."""

    issuer: Line = Field(title="발신명의", examples=["서울테크노파크원장"])
    organization: Line = Field(title="기관명", examples=["재단법인 서울테크노파크"])
    department: Line = Field(title="부서", examples=["제조혁신팀"])
    department_code: Line = Field(title="부서 기호", examples=["제조혁신팀"])
    seal: Line = Field(title="직인 이름", examples=["서울테크노파크원장의인"])
    address: Line = Field(title="주소", examples=["(01811) 서울특별시 노원구 공릉로 232"])
    website: Line = Field(title="누리집", examples=["https://www.seoultp.or.kr"])
    phone: Line = Field(title="전화", examples=["02-944-0000"])
    disclosure: Literal["공개", "부분공개", "비공개"] = Field(title="공개 구분", default="부분공개")
    numbering: Literal["own", "groupware"] = Field(title="시행번호", default="own")
    motto: Note = Field(title="머리 문구", default="")


class Retention(Part):
    """보존기간."""

    case_class: Literal["영구", "준영구", "30", "10", "5", "3", "1"] = Field(title="과제 기록", default="10")
    rejected_years: Whole = Field(title="미선정 신청(년)", ge=1, le=30, default=3)
    draft_days: Whole = Field(title="제출하지 않은 초안(일)", ge=1, le=3650, default=365)
    access_log_years: Whole = Field(title="접속기록(년)", ge=1, le=10, default=2)


class ConsentKind(StrEnum):
    """동의의 종류."""

    COLLECTION = "collection"
    THIRD_PARTY = "third_party"
    COMPANY_LOOKUP = "company_lookup"
    PHOTOS = "photos"


class AskedOf(StrEnum):
    """누구에게 묻는가."""

    COMPANY = "company"
    NAMED_PERSON = "named_person"


class Consent(Part):
    """동의서: each is asked apart."""

    code: Code = Field(title="코드", examples=["collection"])
    kind: ConsentKind = Field(title="종류", examples=["collection"])
    title: Line = Field(title="제목", examples=["개인정보 수집·이용 동의"])
    asked_of: AskedOf = Field(
        title="묻는 사람",
        description="`company`는 신청 기업에게 신청서에서 묻습니다. `named_person`은 신청서에 이름이 적힌 담당자와 "
        "기술자에게 본인 휴대전화의 주소로 묻고, 필수이면 답이 없을 때 제출을 막고 아니면 알리기만 합니다.",
        default=AskedOf.COMPANY,
    )
    required: bool = Field(title="필수", default=True)
    version: Whole = Field(title="판", ge=1, le=1000, default=1)
    recipient: Line | None = Field(title="제공받는 자", default=None)
    purpose: Line = Field(title="목적", examples=["지원사업 신청 접수와 평가"])
    items: Line = Field(title="항목", examples=["성명, 휴대전화, 전자우편"])
    period: Line = Field(title="보유 기간", examples=["사업 종료 후 5년"])
    text: Text = Field(title="동의 문구")


ApprovalTable = tuple[ApprovalRule, ...]
Consents = Annotated[tuple[Consent, ...], BY_CODE]
