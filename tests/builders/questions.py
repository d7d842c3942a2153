"""A round that asks one question of every type, and an answer to each."""

from program_admin.programs.schema.questions import Question
from program_admin.programs.schema.round_file import RoundFile
from tests.builders.applications import VALUES, sample_terms

OPTIONS = [{"code": "paper", "name": "종이 일지"}, {"code": "sensor", "name": "센서"}]
COLUMNS = [
    {"code": "machine", "label": "설비", "type": "short_text"},
    {"code": "count", "label": "대수", "type": "whole_number", "unit": "대"},
    {"code": "hours", "label": "가동", "type": "decimal", "unit": "시간", "required": False},
    {"code": "price", "label": "취득가", "type": "won", "required": False},
    {"code": "since", "label": "도입일", "type": "date", "required": False},
    {"code": "linked", "label": "연결", "type": "yes_no", "required": False},
    {"code": "way", "label": "방법", "type": "one_of", "options": OPTIONS, "required": False},
]


def _when(question: str, *answers: str) -> dict[str, object]:
    return {"question": question, "is_one_of": list(answers)}


ASKED = [
    {"code": "slogan", "type": "short_text", "label": "한 줄 소개", "max_chars": 20},
    {"code": "story", "type": "long_text", "label": "현장 이야기", "max_chars": 60, "help": "숫자로 적어 주세요."},
    {"code": "machines", "type": "whole_number", "label": "설비 수", "unit": "대", "minimum": 1, "maximum": 9000},
    {"code": "defects", "type": "decimal", "label": "불량률", "unit": "%", "places": 2, "minimum": 0, "maximum": 100},
    {"code": "loss", "type": "won", "label": "한 해 손실액", "minimum": 1000, "maximum": 900_000_000},
    {"code": "moved_in", "type": "date", "label": "입주일"},
    {"code": "records", "type": "yes_no", "label": "기록합니까?"},
    {
        "code": "how",
        "type": "one_of",
        "label": "어떻게 기록합니까?",
        "options": OPTIONS,
        "shown_if": _when("records", "yes"),
    },
    {
        "code": "sensors",
        "type": "many_of",
        "label": "어떤 센서입니까?",
        "options": [{"code": "heat", "name": "온도"}, {"code": "power", "name": "전력"}],
        "at_most": 1,
        "shown_if": _when("how", "sensor"),
    },
    {"code": "diagram", "type": "file", "label": "배선도", "types": ["pdf"], "shown_if": _when("sensors", "power")},
    {"code": "inventory", "type": "table", "label": "설비 목록", "columns": COLUMNS, "min_rows": 1, "max_rows": 3},
]
ANSWERS = {
    "question-slogan": "하루 만에 만드는 보철물",
    "question-story": "재제작이 한 달에 20건 넘습니다.\n그래서 시작합니다.",
    "question-machines": "1,200",
    "question-defects": "3.25",
    "question-loss": "12,000,000",
    "question-moved_in": "2026-03-02",
    "question-records": "yes",
    "question-how": "sensor",
    "question-sensors": "power",
    "question-inventory-1-machine": "밀링기",
    "question-inventory-1-count": "1500",
    "question-inventory-1-hours": "7.5",
    "question-inventory-1-price": "30000000",
    "question-inventory-1-since": "20240301",
    "question-inventory-1-linked": "yes",
    "question-inventory-1-way": "paper",
}
OTHERS = {name: value for name, value in VALUES.items() if not name.startswith("question-")}


def terms_of_every_type() -> RoundFile:
    """The sample round with these questions in place of its own."""
    asked = [{"section": "추가 질문", **each} for each in ASKED]
    plain = sample_terms().model_dump(mode="json")
    return RoundFile.model_validate(plain | {"questions": asked})


def question(terms: RoundFile, code: str) -> Question:
    """The question of that code."""
    found = terms.question(code)
    assert found is not None
    return found
