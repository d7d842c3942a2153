"""Forms of suppliers: who it is, its solutions, its engineers, decisions about it, words about facts."""

from decimal import Decimal
from typing import Any

from program_admin.companies.forms import PlaceFields, names_in
from program_admin.core.clock import today
from program_admin.core.codes import KSIC_DIVISIONS
from program_admin.core.fields import (
    BusinessNumber,
    Check,
    Date,
    DecimalNumber,
    Email,
    Hidden,
    LongText,
    ManyOf,
    OneOf,
    Phone,
    Text,
    WholeNumber,
    Won,
    YesNo,
)
from program_admin.core.forms import ActForm
from program_admin.suppliers.models import ENGINEER_GRADE_NAMES, SOLUTION_NAMES, EngineerGrade, SolutionKind, Supplier
from program_admin.suppliers.rules import Measure, NewBan, NewEngineer, NewSolution, NewSupplier, Profile, terms_of


class ProfileForm(PlaceFields):
    """Who a supplier is."""

    version = Hidden()
    name = Text("회사 이름", longest=120, hint="사업자등록증에 적힌 이름입니다.")
    representatives = Text("대표자", longest=200, hint="공동대표이면 쉼표로 나누어 모두 적어 주세요.")
    founded_on = Date("설립일(개업일)")
    employees = WholeNumber("상시 근로자", unit="명", most=99_999, hint="고용보험 가입자 수입니다.")
    phone = Phone("대표 전화")
    email = Email("대표 전자우편", required=False)
    introduction = LongText(
        "회사 소개",
        longest=1500,
        rows=6,
        required=False,
        hint="도입기업이 읽습니다. 잘하는 업종과 대표 구축 사례를 적어 주세요.",
    )
    council_member = YesNo("서울지역 스마트공장 공급기업 협의회 회원")

    @classmethod
    def of(cls, supplier: Supplier) -> "ProfileForm":
        """The form as the supplier stands now, or as it was sent."""
        return cls(obj=supplier, data={"representatives": ", ".join(supplier.representatives)})

    def profile(self) -> Profile:
        """What was typed."""
        return Profile(
            name=self.name.data,
            representatives=names_in(self.representatives.data),
            founded_on=self.founded_on.data,
            address=self.address.data,
            sido=self.sido.data,
            district=self.district.data or "",
            phone=self.phone.data,
            email=self.email.data,
            employees=self.employees.data,
            introduction=self.introduction.data,
            council_member=self.council_member.data,
        )


class NewSupplierForm(ProfileForm):
    """A supplier that isn't known yet."""

    business_number = BusinessNumber("사업자등록번호", hint="숫자 10자리입니다. 붙임표(-)는 있어도 없어도 됩니다.")

    def new_supplier(self) -> NewSupplier:
        """What was typed."""
        return NewSupplier(self.business_number.data, self.profile())


class SolutionForm(ActForm):
    """A solution."""

    version = Hidden()
    kind = OneOf("종류", [(kind.value, SOLUTION_NAMES[kind]) for kind in SolutionKind], as_list=True)
    name = Text("솔루션 이름", longest=80, hint="예: 한빛 MES 치과기공 판")
    ksic_codes = ManyOf("쓰이는 업종", hint="도입기업의 업종과 맞으면 추천에서 앞에 놓입니다.")
    description = LongText("설명", longest=1000, rows=4, required=False)
    cost_from_won = Won("보통 비용(부터)", required=False, hint="부가가치세를 뺀 금액입니다.")
    cost_to_won = Won("보통 비용(까지)", required=False)

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.ksic_codes.choices = [(code, f"{code} {name}") for code, name in KSIC_DIVISIONS.choices(today())]

    def new_solution(self) -> NewSolution:
        """What was typed."""
        return NewSolution(
            kind=self.kind.data,
            name=self.name.data,
            ksic_codes=tuple(self.ksic_codes.data),
            description=self.description.data,
            cost_from_won=self.cost_from_won.data,
            cost_to_won=self.cost_to_won.data,
        )


class EngineerForm(ActForm):
    """An engineer."""

    version = Hidden()
    name = Text("이름", longest=60)
    grade = OneOf("등급", [(grade.value, ENGINEER_GRADE_NAMES[grade]) for grade in EngineerGrade])
    field = Text("분야", longest=80, required=False, hint="예: MES 설계, PLC 제어")
    joined_on = Date("입사일", required=False)
    consent = Check("이 기술자에게 등록을 알리고 동의를 받았습니다")

    def new_engineer(self) -> NewEngineer:
        """What was typed."""
        return NewEngineer(self.name.data, self.grade.data, self.field.data, self.joined_on.data)


class ReasonForm(ActForm):
    """A decision with its reason."""

    reason = LongText("사유", longest=500, rows=3, hint="공급기업에 그대로 알립니다.")


class BanForm(ReasonForm):
    """참여제한."""

    starts_on = Date("시작하는 날")
    ends_on = Date("끝나는 날")
    decided_by = Text("결정한 기관", longest=80, hint="예: 중소벤처기업부, 서울테크노파크")

    def new_ban(self) -> NewBan:
        """What was typed."""
        return NewBan(self.starts_on.data, self.ends_on.data, self.decided_by.data)


class ReplyForm(ActForm):
    """What a supplier says to a fact."""

    words = LongText("의견", longest=1000, rows=5, hint="기록 옆에 함께 보입니다. 낸 뒤에는 고칠 수 없습니다.")


class CorrectionForm(ActForm):
    """A fact put right."""

    value = DecimalNumber("바로잡은 값", least=Decimal(-10_000), most=Decimal(10_000))
    reason = LongText("사유", longest=500, rows=3, hint="이력에 남습니다. 무엇을 보고 바로잡는지 적어 주세요.")

    def explain(self, kind: str) -> None:
        """Say in which unit a fact of that kind is written."""
        terms = terms_of(kind)
        self.value.label.text = f"바로잡은 값: {terms.label}"
        self.value.description = "예는 1, 아니오는 0으로 적습니다." if terms.measure is Measure.SHARE else terms.unit
