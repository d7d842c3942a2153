"""Forms of the public verification page, and of files that come in pieces."""

from program_admin.core.fields import File, Text, WholeNumber
from program_admin.core.forms import ActForm


class LookUpForm(ActForm):
    """The two numbers printed on a document; sent by GET, so that the result can be kept as a link."""

    class Meta(ActForm.Meta):
        """A look changes nothing, so it needs no token."""

        csrf = False

    number = Text("발급번호", hint="문서 오른쪽 위에 있습니다. 예: 접수-2026-0001", longest=80)
    code = Text("확인번호", hint="QR 코드 옆 12자리입니다. 예: 7F3A-91BC-04D2", longest=40)


class CompareForm(ActForm):
    """The PDF somebody holds, to be compared with the one issued."""

    paper = File("가지고 있는 PDF 파일", extensions=("pdf",), hint="파일은 비교만 하고 저장하지 않습니다.")


class BeginForm(ActForm):
    """The file that will come: its name, its size in bytes, and what tells it from others of that name and size."""

    name = Text("파일 이름", longest=300)
    size = WholeNumber("파일 크기")
    stamp = Text("고친 때", required=False, longest=40)


class PieceForm(ActForm):
    """A piece, and where in the file it begins."""

    offset = WholeNumber("시작 위치", least=0)
    piece = File("조각")
