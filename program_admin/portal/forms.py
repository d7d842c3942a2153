"""Forms of the portal: a reason, a word to look for."""

from program_admin.core.field_choices import OneOf
from program_admin.core.fields import File, LongText, Text
from program_admin.core.forms import ActForm
from program_admin.programs.schema.round_file import RoundFile


class ReasonForm(ActForm):
    """Why somebody takes a file with personal data out of the system."""

    reason = LongText("내려받는 사유", hint="예: 2026년 상반기 정기감사 자료 제출", longest=500, shortest=5, rows=3)


class OrderForm(ActForm):
    """Why a file for another system is made, and of which kind."""

    kind = OneOf("파일 종류", choices=[("xlsx", "XLSX(엑셀)"), ("csv", "CSV")], default="xlsx")
    reason = LongText("내려받는 사유", hint="예: RCMS 과제 등록", longest=500, shortest=5, rows=2)


class NumbersFileForm(ActForm):
    """A file that brings outside numbers in."""

    file = File(
        "번호를 적은 파일", extensions=("xlsx", "csv"), hint="첫 줄에 열 제목(접수번호와 외부 번호 이름), 5MB까지"
    )


def numbers_form(terms: RoundFile, standing: dict[str, str]) -> ActForm:
    """The outside numbers of one case, a field each (`number_<code>`)."""
    fields = {
        f"number_{each.code}": Text(
            each.name, required=False, longest=60, hint=f"형식: {each.pattern}" if each.pattern else ""
        )
        for each in terms.outside_numbers
    }
    form_class = type("NumbersForm", (ActForm,), fields)
    return form_class(data={f"number_{code}": number for code, number in standing.items()})
