"""Forms of companies: who it is, what it does, its sites, its figures, its people."""

import re
from typing import Any

from wtforms import FieldList, FormField

from program_admin.companies.models import LEGAL_FORM_NAMES, Company, LegalForm
from program_admin.companies.rules import Basics, Business, NewCompany, NewSite, YearFigures
from program_admin.core.clock import today
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.fields import (
    BusinessNumber,
    Check,
    Date,
    DecimalNumber,
    Email,
    Hidden,
    LongText,
    OneOf,
    Phone,
    Text,
    WholeNumber,
    Won,
    YesNo,
)
from program_admin.core.forms import ActForm, RowForm
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SIZE_CLASS_NAMES, SiteKind, SizeClass

SITE_NOTES = {
    SiteKind.OWN_PLANT.value: "회사 소유의 공장",
    SiteKind.LEASED_UNIT.value: "빌려 쓰는 공장이나 지식산업센터 호실",
    SiteKind.OUTSOURCER.value: "우리 제품을 대신 만드는 다른 회사",
}


def names_in(text: str) -> tuple[str, ...]:
    """The names of a line: '김정민, 이수현' and '김정민·이수현' are two."""
    return tuple(name.strip() for name in re.split(r"[,·/;\n]", text) if name.strip())


class NumberFields(ActForm):
    """The number by which a company is known."""

    business_number = BusinessNumber("사업자등록번호", hint="숫자 10자리입니다. 붙임표(-)는 있어도 없어도 됩니다.")


class BasicsFields(ActForm):
    """Who a company is."""

    name = Text("회사 이름", longest=120, hint="사업자등록증에 적힌 이름입니다. 예: 주식회사 한빛정밀")
    legal_form = OneOf("사업자 구분", [(form.value, LEGAL_FORM_NAMES[form]) for form in LegalForm])
    corporate_number = Text(
        "법인등록번호",
        longest=16,
        required=False,
        attributes={"class_": "medium"},
        hint="법인만 적습니다. 예: 110111-1234567",
    )
    representatives = Text(
        "대표자", longest=200, hint="공동대표이면 쉼표로 나누어 모두 적어 주세요. 예: 김정민, 이수현"
    )
    founded_on = Date("설립일(개업일)")
    ksic = OneOf("업종(표준산업분류)", as_list=True)
    trade = Text("세부 업종", longest=60, required=False, hint="예: 치과기공소, 봉제(셔츠), 옵셋 인쇄")
    size_class = OneOf("기업 규모", [(size.value, SIZE_CLASS_NAMES[size]) for size in SizeClass])
    vat_exempt = YesNo("부가가치세 면세사업자", hint="면세이면 사업비의 부가가치세를 돌려받지 못합니다. 예: 치과기공소")
    phone = Phone("대표 전화")
    email = Email("대표 전자우편", required=False)

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.ksic.choices = [(code, f"{code} {name}") for code, name in KSIC_DIVISIONS.choices(today())]

    def basics(self) -> Basics:
        """What was typed."""
        return Basics(
            name=self.name.data,
            legal_form=self.legal_form.data,
            representatives=names_in(self.representatives.data),
            founded_on=self.founded_on.data,
            ksic=self.ksic.data,
            size_class=SizeClass(self.size_class.data),
            corporate_number=self.corporate_number.data,
            trade=self.trade.data,
            vat_exempt=self.vat_exempt.data,
            phone=self.phone.data,
            email=self.email.data,
        )


class BasicsForm(BasicsFields):
    """Who a registered company is."""

    version = Hidden()

    @classmethod
    def of(cls, company: Company) -> "BasicsForm":
        """The form as the company stands now, or as it was sent."""
        form = cls(obj=company)
        if form.representatives.raw_data is None:
            form.representatives.data = ", ".join(company.representatives)
        return form


class SiteNameFields(ActForm):
    """What a site is."""

    kind = OneOf("종류", [(kind.value, SITE_KIND_NAMES[kind]) for kind in SiteKind], notes=SITE_NOTES, big=True)
    name = Text("사업장 이름", longest=80, hint="예: 화성 제2공장, 가산 701호, ○○염색(외주)")


class PlaceFields(ActForm):
    """Where a site is."""

    address = Text(
        "주소", longest=200, hint="도로명 주소로 적어 주세요. 예: 서울특별시 금천구 가산디지털1로 168, 701호"
    )
    sido = OneOf("시·도", as_list=True, hint="주소에 있는 시·도입니다.")
    district = OneOf("자치구", as_list=True, required=False, hint="서울에 있을 때만 고릅니다.")

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.sido.choices = SIDO.choices(today())
        self.district.choices = SEOUL_DISTRICTS.choices(today())


class NewCompanyForm(NumberFields, BasicsFields, PlaceFields):
    """A company that isn't known yet, with its head office."""

    def new_company(self) -> NewCompany:
        """What was typed."""
        head_office = NewSite(
            SiteKind.HEAD_OFFICE, "본사", self.address.data, self.sido.data, district=self.district.data or ""
        )
        return NewCompany(self.business_number.data, self.basics(), head_office)


class BusinessForm(ActForm):
    """What a company makes, and with how many people."""

    version = Hidden()
    main_product = LongText("주요 제품", longest=500, rows=3)
    main_process = LongText("주요 공정", longest=1000, rows=4, hint="예: 구강 스캔 → 설계 → 밀링 → 소결 → 검수")
    customers = LongText("주요 거래처", longest=500, rows=3, required=False)
    employees = WholeNumber("상시 근로자", unit="명", most=99_999, hint="고용보험 가입자 수입니다.")
    production_workers = WholeNumber("그 가운데 생산직", unit="명", most=99_999)
    system_level = OneOf("지금의 스마트공장 수준", [(level.value, LEVEL_NAMES[level]) for level in Level])

    def business(self) -> Business:
        """What was typed."""
        return Business(
            main_product=self.main_product.data,
            main_process=self.main_process.data,
            customers=self.customers.data,
            employees=self.employees.data,
            production_workers=self.production_workers.data,
            system_level=Level(self.system_level.data),
        )


class SiteForm(SiteNameFields, PlaceFields):
    """A place of work."""

    version = Hidden()
    business_number = BusinessNumber(
        "이 사업장의 사업자등록번호", required=False, hint="본사와 다를 때 적습니다. 외주처는 꼭 적어 주세요."
    )
    area_m2 = DecimalNumber(
        "면적", unit="㎡", required=False, most=9_999_999, hint="500㎡ 미만이면 공장등록을 하지 않아도 됩니다."
    )
    registration_number = Text("공장등록번호", longest=40, required=False)

    def new_site(self) -> NewSite:
        """What was typed."""
        return NewSite(
            SiteKind(self.kind.data),
            self.name.data,
            self.address.data,
            self.sido.data,
            district=self.district.data or "",
            business_number=self.business_number.data,
            area_m2=self.area_m2.data,
            registration_number=self.registration_number.data,
        )


class YearRow(RowForm):
    """The figures of one year, all or none."""

    year = Hidden()
    revenue_won = Won("매출액", required=False)
    operating_profit_won = Won("영업이익", required=False, least=None)
    assets_won = Won("자산총계", required=False)
    debts_won = Won("부채총계", required=False)
    equity_won = Won("자본총계", required=False, least=None)

    COLUMNS = ("revenue_won", "operating_profit_won", "assets_won", "debts_won", "equity_won")

    def figures(self, year: int) -> YearFigures | None:
        """What was typed, or None when something is missing."""
        values = [self[name].data for name in self.COLUMNS]
        return None if None in values else YearFigures(year, *values)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a year of which only some figures are given."""
        valid = bool(super().validate(extra_validators))
        empty = [self[name] for name in self.COLUMNS if self[name].data is None and not self[name].errors]
        if not empty or len(empty) == len(self.COLUMNS):
            return valid
        for each in empty:
            each.errors = [*each.errors, f"{self.year.data}년 {each.label.text}을 입력해 주세요."]
        return False


class FinanceForm(ActForm):
    """The figures of the last three years."""

    under_three_years = Check(
        "설립한 지 3년이 되지 않았습니다", required=False, hint="표시하면 있는 해의 재무만 적어도 됩니다."
    )
    years = FieldList(FormField(YearRow))


class MemberForm(ActForm):
    """Somebody who is to act for the company."""

    name = Text("이름", longest=60)
    phone = Phone("휴대전화 번호", hint="비밀번호를 정하는 주소를 문자로 보냅니다.")
    email = Email("전자우편", required=False)
    position = Text("직위", longest=60, required=False)


class ReasonForm(ActForm):
    """An act that needs nothing but a reason."""

    reason = Text("사유", longest=200, hint="이력에 남습니다.")
