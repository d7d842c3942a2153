"""Forms of questions on a round."""

from program_admin.core.fields import LongText, OneOf
from program_admin.core.forms import ActForm
from program_admin.programs.inquiries.models import TOPIC_NAMES, Topic
from program_admin.programs.inquiries.services import PublicAnswer

TOPICS = [(topic.value, name) for topic, name in TOPIC_NAMES.items()]
NO_FIRM = "어느 기업의 문의인지 알 수 없게 줄이거나 고쳐 적으세요. 원문은 담당자만 봅니다."


class AskForm(ActForm):
    """A question on the announcement."""

    topic = OneOf("무엇에 대한 문의입니까?", TOPICS)
    text = LongText(
        "문의 내용",
        hint="답변은 질문과 함께 누구나 보게 됩니다. 기업 이름이나 연락처는 적지 마세요.",
        longest=1000,
        shortest=5,
        rows=5,
    )


class AnswerForm(ActForm):
    """The answer as the public reads it."""

    topic = OneOf("주제", TOPICS)
    question = LongText("공개할 질문", hint=NO_FIRM, longest=500, shortest=5, rows=3)
    text = LongText("답변", longest=3000, shortest=5, rows=6)

    def public(self) -> PublicAnswer:
        """The answer; only of a valid form."""
        return PublicAnswer(Topic(self.topic.data), self.question.data, self.text.data)


class CorrectForm(AnswerForm):
    """A corrected answer with its reason."""

    reason = LongText("고치는 사유", hint="답변 아래에 공개됩니다.", longest=300, rows=2)


class DeclineForm(ActForm):
    """Why a question gets no public answer."""

    reason = LongText("답변하지 않는 사유", hint="문의한 사람에게만 알립니다.", longest=500, rows=3)
