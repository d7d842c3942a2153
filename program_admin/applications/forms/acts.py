"""The small forms: starting, a paper, a supplier, an extension, a reason."""

import re
from datetime import datetime, time

from wtforms import ValidationError

from program_admin.accounts.forms import mobile
from program_admin.applications.models import NAMED_ROLE_NAMES, NamedRole
from program_admin.core.clock import SEOUL
from program_admin.core.fields import BusinessNumber, Check, Date, Hidden, LongText, OneOf, Phone, Text
from program_admin.core.forms import ActForm
from program_admin.documents.fields import SentFile


class StartForm(ActForm):
    """Which round, which company, which track."""

    round_id = OneOf("회차", hint="접수 중인 회차입니다.")
    company_id = OneOf("신청할 기업")
    track = OneOf("지원 유형", big=True)
    carry = Check(
        "지난 신청의 내용을 가져옵니다.",
        required=False,
        hint="가져온 항목은 표시해 두고, 확인하거나 고쳐야 제출할 수 있습니다. 금액과 동의는 새로 적습니다.",
    )


class PaperForm(ActForm):
    """A file with what must be said about it; which of these are asked depends on the paper."""

    anchored: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What is missing on the page with the id of its place, then this form's own errors."""
        return [*self.anchored, *super().summary]

    substitute = OneOf("어떤 서류를 냅니까?", as_list=True)
    reason = LongText("대체서류를 내는 사유", required=False, longest=300, rows=2)
    issued_on = Date("발급일", required=False)
    file = SentFile("파일", many=True)


class KeepNumbersForm(ActForm):
    """Why a file is kept in which something looks like a resident number."""

    reason = LongText("그대로 내는 까닭", longest=300, rows=2, hint="예: 2쪽의 번호는 공급기업의 법인등록번호입니다.")


class SupplierForm(ActForm):
    """The supplier chosen from the registry."""

    supplier_id = Hidden()


class DelegateForm(ActForm):
    """Whom the company asks to type for it, and until when."""

    name = Text("이름", longest=60)
    phone = Phone("휴대전화 번호", hint="이 번호로 초대 주소를 보냅니다.", validators=[mobile])
    firm = Text("소속 기업", longest=120, hint="예: 한빛솔루션. 적은 항목마다 이름과 함께 보입니다.")
    ends_on = Date("언제까지 맡깁니까?", hint="이날까지 작성할 수 있습니다. 그 전에도 언제든 끝낼 수 있습니다.")


class NamedForm(ActForm):
    """A person named in the application who is asked to consent."""

    role = OneOf("구분", [(role.value, NAMED_ROLE_NAMES[role]) for role in NamedRole])
    name = Text("이름", longest=60)
    phone = Phone("휴대전화 번호", hint="이 번호로 동의 화면의 주소를 보냅니다.", validators=[mobile])


class AnswerForm(ActForm):
    """What a named person answers."""

    answer = OneOf("답", [("agree", "동의합니다"), ("refuse", "동의하지 않습니다")], big=True)


class ConsentForm(ActForm):
    """The consent to be taken back."""

    code = Hidden()


class ReviewForm(ActForm):
    """The company looked through what delegates typed; `seen` names what stood on the page."""

    seen = Hidden()


class ReasonForm(ActForm):
    """Why something is done."""

    reason = LongText("사유", longest=500, rows=3)


class ExtensionForm(ActForm):
    """Until when the deadline is moved, for whom and why."""

    scope = OneOf("대상", choices=[("all", "모두"), ("one", "한 신청만")], default="all")
    business_number = BusinessNumber(
        "신청 기업의 사업자등록번호", required=False, hint="‘한 신청만’을 고르면 적어 주세요. 예: 123-45-67891"
    )
    until = Date("새 마감일")
    until_time = Text("새 마감 시각", longest=5, hint="예: 18:00")
    reason = LongText(
        "사유", hint="마감을 연장받는 기업에 알립니다. 모두의 연장이면 공고 화면에도 보입니다.", longest=500, rows=3
    )

    @property
    def moment(self) -> datetime:
        """The new deadline (aware); only of a valid form."""
        return datetime.combine(self.until.data, time.fromisoformat(self.until_time.data), tzinfo=SEOUL)

    def validate_until_time(self, field: Text) -> None:
        """A time of day."""
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", field.data):
            raise ValidationError("시각을 18:00 형식으로 적어 주세요.")

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, and that a single application is named."""
        valid = super().validate(extra_validators)
        if self.scope.data == "one" and not self.business_number.data and not self.business_number.errors:
            self.business_number.errors = ["신청 기업의 사업자등록번호를 적어 주세요."]
            return False
        return valid


class OpinionForm(ActForm):
    """What a signer adds."""

    opinion = LongText("결재 의견", longest=500, rows=2, required=False)


class CorrectionForm(ActForm):
    """The number of a 정정공고 and why it is made."""

    number = Text("정정공고 번호", longest=100, hint="예: 서울테크노파크 공고 제2026-118호")
    reason = LongText("정정 사유", hint="공고 화면에 보이고, 작성 중인 기업에 알립니다.", longest=1000, rows=4)
