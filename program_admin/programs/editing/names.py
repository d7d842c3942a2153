"""What each closed value of a round is called on screen."""

from enum import StrEnum
from typing import Any, get_args

from program_admin.programs.schema.aftercare import CheckAnswer
from program_admin.programs.schema.agreement import MONTH_FROM_NAMES, InstalmentCode, NotTrading
from program_admin.programs.schema.announcement import LEVEL_NAMES, CashBase
from program_admin.programs.schema.budget import PAYS_THROUGH_NAMES, Payee, SourceKind
from program_admin.programs.schema.calendar import PERIOD_KIND_NAMES
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SIZE_CLASS_NAMES, DeclarationKind, OnFail
from program_admin.programs.schema.evaluation import MeanKind, RoundingMode, StageCode, TieBy
from program_admin.programs.schema.kpis import KPI_GROUP_NAMES, Better
from program_admin.programs.schema.outside import ORDER_ROW_NAMES
from program_admin.programs.schema.papers import LATE_POLICY_NAMES, CheckedAt, Fact, Need
from program_admin.programs.schema.paperwork import APPROVAL_KIND_NAMES, ApprovalAct, AskedOf, ConsentKind
from program_admin.programs.schema.steps import STEP_NAMES

ACT_NAMES = {
    ApprovalAct.SCREENING_RESULT: "요건검토 결과",
    ApprovalAct.PANEL: "평가위원회 구성",
    ApprovalAct.RANKING: "종합평가와 선정",
    ApprovalAct.RESULT_NOTICE: "선정 결과 통보",
    ApprovalAct.OBJECTION: "이의신청 처리",
    ApprovalAct.AGREEMENT: "협약 체결",
    ApprovalAct.AGREEMENT_CHANGE: "협약 변경",
    ApprovalAct.PAYMENT: "지급결정",
    ApprovalAct.FINAL_INSPECTION: "최종점검 승인",
    ApprovalAct.SETTLEMENT: "정산 확인",
    ApprovalAct.SANCTION: "제재 요청과 처분",
    ApprovalAct.EXTENSION: "마감 연장",
    ApprovalAct.CORRECTION: "정정공고",
}

QUESTION_TYPES = {
    "short_text": "한 줄 글",
    "long_text": "여러 줄 글",
    "whole_number": "정수",
    "decimal": "소수(단위 있음)",
    "won": "금액(원)",
    "date": "날짜",
    "yes_no": "예·아니요",
    "one_of": "하나 고르기",
    "many_of": "여러 개 고르기",
    "table": "표",
    "file": "파일",
}

RULE_KINDS = {
    "size_class": "기업 규모",
    "ksic": "업종(표준산업분류)",
    "plant_in_korea": "국내 생산 사업장",
    "region": "시·도 연고",
    "district": "자치구 연고",
    "employees": "상시 근로자 수",
    "age": "업력",
    "must_not": "결격 사유(신청자가 답함)",
    "concurrent_projects": "동시 수행 과제 수",
    "earlier_award": "최근 지원받은 기업 제한",
}

_NAMES: dict[str, dict[Any, str]] = {
    "Level": {**LEVEL_NAMES},
    "CashBase": {CashBase.TOTAL: "총사업비", CashBase.COMPANY_SHARE: "기업부담금"},
    "PeriodKind": {**PERIOD_KIND_NAMES},
    "StepCode": {**STEP_NAMES},
    "SizeClass": {**SIZE_CLASS_NAMES},
    "SiteKind": {**SITE_KIND_NAMES},
    "OnFail": {OnFail.REFUSE: "제출을 막습니다", OnFail.REVIEW: "담당자가 확인합니다"},
    "DeclarationKind": {
        DeclarationKind.CLOSED: "휴업·폐업",
        DeclarationKind.NATIONAL_TAX_ARREARS: "국세 체납",
        DeclarationKind.LOCAL_TAX_ARREARS: "지방세 체납",
        DeclarationKind.INSOLVENCY: "파산·회생",
        DeclarationKind.PROGRAM_BAN: "참여제한",
        DeclarationKind.SAME_PROJECT: "같은 과제 중복 지원",
        DeclarationKind.CAPITAL_IMPAIRMENT: "자본잠식",
    },
    "Need": {Need.ALWAYS: "모두 내야 함", Need.WHEN: "조건에 맞으면 내야 함", Need.OPTIONAL: "원하면 냄"},
    "Fact": {
        Fact.TRACK: "지원 유형",
        Fact.SITE_KIND: "사업장 종류",
        Fact.VAT_EXEMPT: "부가가치세 면세사업자",
        Fact.HAS_SUPPLIER: "공급기업을 정함",
        Fact.UNDER_THREE_YEARS: "설립 3년 미만",
        Fact.BONUS: "가점을 신청함",
        Fact.QUESTION: "추가 질문",
    },
    "LatePolicy": {**LATE_POLICY_NAMES},
    "CheckedAt": {CheckedAt.SUBMISSION: "제출할 때", CheckedAt.AGREEMENT: "협약할 때", CheckedAt.PAYMENT: "지급할 때"},
    "SourceKind": {
        SourceKind.SUPPORT: "지원금",
        SourceKind.COMPANY_CASH: "기업 현금",
        SourceKind.COMPANY_IN_KIND: "기업 현물",
    },
    "PaysThrough": {**PAYS_THROUGH_NAMES},
    "NotTrading": {NotTrading.SUSPENDED: "휴업", NotTrading.CLOSED: "폐업"},
    "Payee": {Payee.COMPANY: "도입기업", Payee.SUPPLIER: "공급기업"},
    "MeanKind": {MeanKind.MEAN: "모든 점수의 평균", MeanKind.TRIMMED: "최고·최저점을 뺀 평균"},
    "RoundingMode": {
        RoundingMode.HALF_UP: "반올림",
        RoundingMode.HALF_EVEN: "반올림(5는 짝수 쪽으로)",
        RoundingMode.DOWN: "버림",
    },
    "StageCode": {StageCode.SITE: "현장평가", StageCode.PANEL: "기술성평가"},
    "TieBy": {
        TieBy.STAGE: "평가 단계 점수",
        TieBy.GROUP: "묶음 점수",
        TieBy.CRITERION: "평가항목 점수",
        TieBy.BONUS: "가점",
        TieBy.SUBMITTED_AT: "먼저 제출한 순서",
    },
    "KpiGroup": {**KPI_GROUP_NAMES},
    "Better": {Better.UP: "높을수록 좋음", Better.DOWN: "낮을수록 좋음"},
    "ApprovalKind": {**APPROVAL_KIND_NAMES},
    "ApprovalAct": {**ACT_NAMES},
    "ConsentKind": {
        ConsentKind.COLLECTION: "개인정보 수집·이용",
        ConsentKind.THIRD_PARTY: "제3자 제공",
        ConsentKind.COMPANY_LOOKUP: "기업정보 조회",
        ConsentKind.PHOTOS: "사진 활용",
    },
    "AskedOf": {AskedOf.COMPANY: "신청 기업", AskedOf.NAMED_PERSON: "이름이 적힌 담당자와 기술자"},
    "OrderRows": {**ORDER_ROW_NAMES},
    "MonthFrom": {**MONTH_FROM_NAMES},
    "InstalmentCode": {
        InstalmentCode.ADVANCE: "선금",
        InstalmentCode.INTERIM: "중도금",
        InstalmentCode.BALANCE: "잔금",
    },
    "CheckAnswer": {
        CheckAnswer.YES_NO: "예·아니요",
        CheckAnswer.GRADE: "점수",
        CheckAnswer.NUMBER: "숫자",
        CheckAnswer.DATE: "날짜",
        CheckAnswer.TEXT: "글",
    },
}

_WORDS = {
    "officer": "담당자",
    "approver": "결재권자",
    "company": "도입기업",
    "supplier": "공급기업",
    "operator": "운영기관",
    "own": "우리 번호를 씀",
    "groupware": "그룹웨어 번호를 씀",
    "before": "기술성평가 앞",
    "after": "기술성평가 뒤",
    "30": "30년",
    "10": "10년",
    "5": "5년",
    "3": "3년",
    "1": "1년",
    **QUESTION_TYPES,
}


def choices_of(closed: Any) -> list[tuple[str, str]]:
    """The values of an enumeration or Literal as (value, name) pairs, in their own order."""
    if isinstance(closed, type) and issubclass(closed, StrEnum):
        return [(each.value, name_of(each)) for each in closed]
    return [(str(each), _WORDS.get(str(each), str(each))) for each in get_args(closed)]


def name_of(value: StrEnum) -> str:
    """The name of one value of an enumeration; a kind of file is its ending in capitals."""
    return _NAMES.get(type(value).__name__, {}).get(value, value.value.upper())
