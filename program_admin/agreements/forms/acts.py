"""The forms of single acts: dates, signature, claim, look-up, payment, reasons."""

import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError
from wtforms import ValidationError

from program_admin.agreements.models import BUSINESS_STATUS_NAMES
from program_admin.core.fields import Check, Date, Hidden, LongText, OneOf, Text, Won, Year
from program_admin.core.forms import ActForm
from program_admin.documents.fields import SentFile

PNG = "data:image/png;base64,"
LARGEST_DRAWING = 300_000
PAPER_TYPES = ("pdf", "jpg", "png", "heic", "hwp", "hwpx", "docx", "xlsx")
PHOTO_TYPES = ("jpg", "png", "heic")
MOST_MB = 20


class PeriodForm(ActForm):
    """When a project begins and ends."""

    starts_on = Date("시작하는 날", hint="예: 2026. 3. 27.")
    ends_on = Date("끝나는 날")


class SignForm(ActForm):
    """A signature: drawn or typed, under the text of that fingerprint."""

    content_sha256 = Hidden()
    signature = Hidden()
    signature_typed = Text("서명자 이름", required=False, longest=40, id="signature-typed")
    agreed = Check("협약서를 끝까지 읽었고 그 내용에 동의합니다.")

    def validate_signature(self, field: Hidden) -> None:
        """A drawing is a small PNG picture, or nothing."""
        drawn = field.data or ""
        if not drawn:
            return
        broken = "서명 그림을 읽지 못했습니다. 다시 서명해 주세요."
        if not drawn.startswith(PNG) or len(drawn) > LARGEST_DRAWING:
            raise ValidationError(broken)
        try:
            with Image.open(io.BytesIO(base64.b64decode(drawn.removeprefix(PNG), validate=True))) as picture:
                picture.verify()
                png = picture.format == "PNG"
        except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError) as unreadable:
            raise ValidationError(broken) from unreadable
        if not png:
            raise ValidationError(broken)


class ClaimForm(ActForm):
    """A claim: the tax invoice and the transfer."""

    tax_invoice_number = Text("세금계산서 승인번호", hint="24자리. 띄어쓰기와 줄표는 빼고 읽습니다.", longest=40)
    supply_won = Won("공급가액", hint="부가세를 뺀 금액입니다.")
    transferred_on = Date("이체일", hint="기업 부담금을 보낸 날입니다.")


class FileForm(ActForm):
    """One file."""

    file = SentFile("파일")


class BusinessForm(ActForm):
    """What a look at a payee's business said."""

    business_status = OneOf("조회 결과", [(each.value, name) for each, name in BUSINESS_STATUS_NAMES.items()])
    checked_on = Date("조회한 날", hint="홈택스 등에서 조회한 날입니다.")
    ended_on = Date("휴업·폐업일", required=False)
    reason = LongText("사유", required=False, longest=500, rows=2, hint="계속사업자가 아닐 때만 적습니다.")


class PayForm(ActForm):
    """That money moved."""

    paid_on = Date("지급일")
    fiscal_year = Year("회계연도", unit="년", least=2000, most=2100)
    outside_number = Text("외부 지급번호", required=False, hint="RCMS나 보탬e의 번호가 있으면 적습니다.", longest=60)


class ReasonForm(ActForm):
    """Why something is done."""

    reason = LongText("사유", longest=500, rows=3)


class OpinionForm(ActForm):
    """What a signer adds."""

    opinion = Text("결재 의견", required=False, longest=200)


class PlanForm(ActForm):
    """Who inspects, and when."""

    inspector_id = OneOf("점검위원", as_list=True)
    planned_on = Date("점검일")


class AnswerForm(ActForm):
    """What was mended after an inspection."""

    words = LongText("보완한 내용", longest=2000, rows=5)
    file = SentFile("증빙 파일", required=False, extensions=PAPER_TYPES)
