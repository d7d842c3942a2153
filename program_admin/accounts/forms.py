"""Forms of accounts: signing up, passwords, one-time codes, and the administrator's acts on people."""

from wtforms import Field, Form
from wtforms.validators import ValidationError

from program_admin.accounts.roles import LABELS, Role
from program_admin.accounts.rules import HINT, weak_password
from program_admin.core.fields import Check, Email, Hidden, LongText, OneOf, OneTimeCode, Password, Phone, Text
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import is_mobile

OWN_SIGN_UP = ((Role.APPLICANT.value, "도입기업"), (Role.SUPPLIER.value, "공급기업"))
WHO_IS_WHO = {
    Role.APPLICANT.value: "스마트공장을 도입하려는 제조기업",
    Role.SUPPLIER.value: "솔루션을 구축하는 기업",
}
AGREE = "개인정보 수집·이용에 동의합니다"


def mobile(_form: Form, field: Field) -> None:
    """Refuse a number that can't receive a text message."""
    if field.data and not is_mobile(field.data):
        raise ValidationError("문자를 받을 수 있는 휴대전화 번호를 입력해 주세요. 예: 010-1234-5678")


class SignUpForm(ActForm):
    """Somebody from a company or a supplier asks for an account."""

    role = OneOf("가입 구분", OWN_SIGN_UP, notes=WHO_IS_WHO, big=True)
    name = Text("이름", longest=60, attributes={"autocomplete": "name"})
    phone = Phone("휴대전화 번호", hint="로그인할 때 씁니다. 인증번호를 문자로 보냅니다.", validators=[mobile])
    email = Email("전자우편", required=False)
    password = Password("비밀번호", new=True, hint=HINT)
    agreed = Check(AGREE)

    def validate_password(self, field: Field) -> None:
        """Refuse what is easily guessed."""
        _refuse_weak(field, self.name.data or "", self.phone.data or "")


class CodeForm(ActForm):
    """The code that was sent to the phone."""

    code = OneTimeCode("인증번호", hint="문자로 받은 숫자 6자리입니다. 10분 동안 쓸 수 있습니다.")


class PhoneForm(ActForm):
    """The number of somebody who forgot the password."""

    phone = Phone("휴대전화 번호", hint="가입할 때 쓴 번호입니다. 인증번호를 문자로 보냅니다.", validators=[mobile])


class NewPasswordForm(ActForm):
    """A new password; the page gives the person it is for."""

    password = Password("새 비밀번호", new=True, hint=HINT)

    def __init__(self, person_name: str = "", person_phone: str = "") -> None:
        self.person_name, self.person_phone = person_name, person_phone
        super().__init__()

    def validate_password(self, field: Field) -> None:
        """Refuse what is easily guessed."""
        _refuse_weak(field, self.person_name, self.person_phone)


class LinkForm(NewPasswordForm):
    """An invited person's first password, with the consent."""

    agreed = Check(AGREE)


class ChangePasswordForm(NewPasswordForm):
    """A new password of somebody who knows the old one."""

    current = Password("지금 비밀번호")


class EmailForm(ActForm):
    """The own e-mail address, or none."""

    email = Email("전자우편", required=False, hint="비워 두면 문자와 알림함으로만 안내합니다.")


class SecondFactorForm(ActForm):
    """The code an authenticator app shows now."""

    code = OneTimeCode("인증 앱의 번호", hint="인증 앱에 지금 보이는 숫자 6자리입니다.")
    next_page = Hidden()


class InviteForm(ActForm):
    """Somebody gets an account and a role from the administrator."""

    name = Text("이름", longest=60)
    phone = Phone("휴대전화 번호", hint="비밀번호를 정하는 주소를 문자로 보냅니다.", validators=[mobile])
    email = Email("전자우편", required=False)
    affiliation = Text("소속", longest=100, required=False)
    position = Text("직위", longest=60, required=False)
    role = OneOf("역할", [(role.value, LABELS[role]) for role in Role], as_list=True)


class RoleForm(ActForm):
    """One more role for somebody."""

    role = OneOf("더할 역할", [(role.value, LABELS[role]) for role in Role], as_list=True)


class ReasonForm(ActForm):
    """An act that needs nothing but a reason."""

    reason = LongText("사유", longest=500, rows=3, hint="이력에 남습니다.")


def _refuse_weak(field: Field, name: str, phone: str) -> None:
    faults = weak_password(field.data or "", name=name, phone=phone)
    if faults:
        raise ValidationError(" ".join(faults))
