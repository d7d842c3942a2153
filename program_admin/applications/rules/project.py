"""구축 계획: the statutory fields of the project and what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from program_admin.applications.rules.values import Fault, Filled, whole
from program_admin.core.korean import with_particle
from program_admin.suppliers.models import SOLUTION_NAMES

SECTION = "plan"
SOLUTIONS = tuple((kind.value, name) for kind, name in SOLUTION_NAMES.items())


@dataclass(frozen=True, slots=True)
class TextField:
    """A statutory field of several lines: at least and at most so many characters."""

    name: str
    label: str
    hint: str
    least: int
    most: int


TITLE = TextField("project-title", "과제명", "무엇을 어디에 만드는지 한 줄로 적어 주세요.", 5, 100)
TEXTS = (
    TextField(
        "project-problem",
        "지금 현장의 문제",
        "어떤 일이 얼마나 자주 잘못되는지 숫자로 적으면 평가위원이 이해하기 쉽습니다.",
        20,
        1500,
    ),
    TextField(
        "project-plan",
        "구축 내용과 데이터 수집 계획",
        "어떤 설비와 공정에서 어떤 데이터를 얼마나 자주 모을지 적어 주세요.",
        20,
        3000,
    ),
    TextField("project-effect", "기대 효과", "구축한 뒤 무엇이 얼마나 좋아지는지 적어 주세요.", 10, 1500),
)
CONTACT = (("project-contact_name", "실무책임자 이름"), ("project-contact_phone", "실무책임자 휴대전화"))
EMAIL = "project-contact_email"
NAMES = (
    TITLE.name,
    "project-solutions",
    *(field.name for field in TEXTS),
    "project-months",
    *(name for name, _ in CONTACT),
    EMAIL,
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def project_faults(filled: Filled) -> Iterator[Fault]:
    """Every fault of the statutory fields."""
    for field in (TITLE, *TEXTS):
        yield from _text_faults(field, filled.value(field.name))
    known = {code for code, _ in SOLUTIONS}
    picked = filled.chosen("project-solutions")
    if not picked:
        yield Fault(SECTION, "project-solutions", "도입할 솔루션을 하나 이상 골라 주세요.")
    elif not set(picked) <= known:
        yield Fault(SECTION, "project-solutions", "목록에 있는 솔루션을 골라 주세요.")
    yield from _months_faults(filled)
    for name, label in CONTACT:
        if not filled.value(name):
            yield Fault(SECTION, name, f"{with_particle(label, '을/를')} 적어 주세요.")
    phone = re.sub(r"[\s-]", "", filled.value("project-contact_phone"))
    if phone and not re.fullmatch(r"0\d{8,10}", phone):
        yield Fault(SECTION, "project-contact_phone", "휴대전화 번호를 숫자로 적어 주세요. 예: 010-1234-5678")
    email = filled.value(EMAIL)
    if email and not _EMAIL.fullmatch(email):
        yield Fault(SECTION, EMAIL, "전자우편 주소를 name@example.kr 형식으로 적어 주세요.")


def _text_faults(field: TextField, text: str) -> Iterator[Fault]:
    if not text:
        yield Fault(SECTION, field.name, f"‘{field.label}’ 항목을 적어 주세요.")
    elif len(text) < field.least:
        yield Fault(
            SECTION,
            field.name,
            f"‘{field.label}’ 항목을 {field.least}자 이상 적어 주세요. 지금은 {len(text)}자입니다.",
        )
    elif len(text) > field.most:
        yield Fault(
            SECTION,
            field.name,
            f"‘{field.label}’ 항목은 {field.most:,}자까지입니다. {len(text) - field.most:,}자를 줄여 주세요.",
        )


def _months_faults(filled: Filled) -> Iterator[Fault]:
    most = filled.track.build_months_max
    months = whole(filled.value("project-months"))
    if months is None:
        yield Fault(SECTION, "project-months", "구축 기간을 개월 수로 적어 주세요.")
    elif not 1 <= months <= most:
        yield Fault(SECTION, "project-months", f"구축 기간은 1개월에서 {most}개월까지 적을 수 있습니다.")
