"""The small forms of aftercare: assigning, a photo, signing, answering, a reason."""

from collections.abc import Mapping

from program_admin.aftercare.rules.signing import SignedBy
from program_admin.core.field_base import cleaned
from program_admin.core.fields import Date, Hidden, LongText, OneOf, Text
from program_admin.core.forms import ActForm
from program_admin.documents.fields import SentFile

PHOTO_ENDINGS = ("jpg", "jpeg", "png", "heic")


class AssignForm(ActForm):
    """Who visits on which day; the view sets the choices."""

    visitor = OneOf("점검위원", as_list=True)
    day = Date("방문일")


class ReasonForm(ActForm):
    """Why something is done."""

    reason = LongText("사유", longest=500, rows=3)


class PhotoForm(ActForm):
    """One photo."""

    file = SentFile("사진", extensions=PHOTO_ENDINGS)


class SignForm(ActForm):
    """Who signs for the company, and the fingerprint of what was read; the signatures themselves are parts."""

    read_sha256 = Hidden()
    company_name = Text("서명하는 사람", longest=40, attributes={"class_": "medium"})
    company_position = Text("직위", longest=40, attributes={"class_": "medium"})
    reason = LongText("거부한 사유", longest=500, rows=3)
    witness = Text("입회자", longest=40, attributes={"class_": "medium"})

    def ask_only(self, *, company_signs: bool, refused: bool) -> None:
        """Leave out what this outcome of a visit doesn't ask."""
        asked = {
            "company_name": company_signs,
            "company_position": company_signs,
            "reason": refused,
            "witness": refused,
        }
        for name, wanted in asked.items():
            if not wanted:
                del self[name]

    def signed(self, sent: Mapping[str, str]) -> SignedBy:
        """What was signed; `sent` holds what the two signature parts posted."""
        return SignedBy(
            visitor_typed=cleaned(sent.get("visitor_typed", "")),
            visitor_drawing=sent.get("visitor", ""),
            company_name=self._text("company_name"),
            company_position=self._text("company_position"),
            company_typed=cleaned(sent.get("company_typed", "")),
            company_drawing=sent.get("company", ""),
            reason=self._text("reason"),
            witness=self._text("witness"),
        )

    def _text(self, name: str) -> str:
        return str(self[name].data or "") if name in self._fields else ""


class AnswerForm(ActForm):
    """What was done about a corrective action, with a photo or without."""

    words = LongText("이행한 내용", longest=1000, rows=4)
    file = SentFile("사진", extensions=PHOTO_ENDINGS, required=False, hint="JPG, PNG, HEIC · 20MB까지")


class CloseForm(ActForm):
    """What was checked before an action is closed."""

    words = LongText("확인한 내용", longest=500, rows=3, required=False)
