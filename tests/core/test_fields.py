"""Fields and forms: what they read, what they refuse, how they are drawn."""

import uuid
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FieldList, FormField
from wtforms.validators import EqualTo, Length

from program_admin.core.errors import RuleBroken
from program_admin.core.fields import (
    BusinessNumber,
    Check,
    Date,
    DecimalNumber,
    Email,
    File,
    Grade,
    GradeChoice,
    Hidden,
    LongText,
    ManyOf,
    OneOf,
    OneTimeCode,
    Password,
    Phone,
    Text,
    WholeNumber,
    Won,
    YesNo,
)
from program_admin.core.forms import EXPIRED, ActForm, RowForm
from program_admin.core.screen import is_one_piece, is_pressing
from tests.fixtures.html import faults_of

GRADES = [Grade("5", "매우우수", Decimal("10.00")), Grade("4", "우수", 9), Grade("3", "보통", Decimal("8.5"))]
AREAS = [("seoul", "서울"), ("other", "다른 지역")]


class Row(RowForm):
    item = Text("항목")
    amount = Won("금액")


class Sample(ActForm):
    name = Text("기업 이름", longest=10)
    story = LongText("공정", required=False, longest=20, shortest=5, hint="어떤 공정입니까?")
    workers = WholeNumber("근로자 수", required=False, unit="명", least=1, most=1000)
    rate = DecimalNumber("불량률", required=False, unit="%", places=1)
    sales = Won("매출액", required=False)
    since = Date("등록일", required=False, least=date(2000, 1, 1))
    phone = Phone("전화", required=False)
    email = Email("전자우편", required=False)
    number = BusinessNumber("사업자등록번호", required=False)
    area = OneOf("지역", AREAS, required=False)
    solutions = ManyOf("솔루션", [("mes", "MES"), ("erp", "ERP"), ("plm", "PLM")], required=False)
    direct = YesNo("직접생산", required=False)
    grade = GradeChoice("구체성", GRADES, required=False)
    agreed = Check("동의", required=False)
    code = OneTimeCode("인증번호", required=False)


@pytest.fixture
def request_app() -> Flask:
    app = Flask("fields", root_path=str(Path(__file__).parents[2]), template_folder="templates")
    app.config |= {"SECRET_KEY": "fields", "WTF_CSRF_ENABLED": False}
    app.jinja_env.tests |= {"one_piece": is_one_piece, "pressing": is_pressing}
    app.add_url_rule("/uploads/", "uploads.begin", lambda: "")
    with app.test_request_context("/", method="GET"):
        yield app


def sent(form_class=Sample, draft=False, **values):
    pairs = [(name, each) for name, value in values.items() for each in (value if isinstance(value, list) else [value])]
    form = form_class(MultiDict(pairs), draft=draft)
    form.validate()
    return form


READ = [
    ("name", " 한빛\u1100\u1161 ", "한빛가"),
    ("name", "가\x00나\n다", "가나 다"),
    ("story", "첫째 줄\r\n둘째 줄", "첫째 줄\n둘째 줄"),
    ("workers", "1,000", 1000),
    ("workers", "３４명", 34),
    ("rate", "12.5", Decimal("12.5")),
    ("rate", "12.5 %", Decimal("12.5")),
    ("sales", "1,000,000", 1_000_000),
    ("sales", "4280000000원", 4_280_000_000),
    ("since", "2026-03-27", date(2026, 3, 27)),
    ("since", "2026. 3. 27.", date(2026, 3, 27)),
    ("since", "20260327", date(2026, 3, 27)),
    ("since", "2026년 3월 27일", date(2026, 3, 27)),
    ("since", "2026.3.27", date(2026, 3, 27)),
    ("phone", "01012345678", "010-1234-5678"),
    ("phone", "+82 10-1234-5678", "010-1234-5678"),
    ("phone", "02 944 0000", "02-944-0000"),
    ("phone", "1588-1234", "1588-1234"),
    ("email", "hong@Example.KR", "hong@example.kr"),
    ("number", "123-45-67891", "1234567891"),
    ("number", "1234567891", "1234567891"),
    ("area", "seoul", "seoul"),
    ("solutions", ["plm", "mes"], ["mes", "plm"]),
    ("direct", "yes", True),
    ("direct", "no", False),
    ("grade", "5", "5"),
    ("agreed", "yes", True),
    ("code", "123 456", "123456"),
]


@pytest.mark.parametrize(("field", "typed", "expected"), READ)
def test_a_field_reads_what_people_type(request_app, field, typed, expected):
    form = sent(**{"name": "한빛", field: typed})

    assert (form[field].data, form.errors) == (expected, {})


REFUSED = [
    ("name", "열한 자가 되는 이름입", "10자까지 입력할 수 있습니다. 2자를 줄여 주세요."),
    ("story", "짧다", "5자 이상 입력해 주세요. 지금은 2자입니다."),
    ("workers", "서른", "숫자만 입력해 주세요. 예: 12"),
    ("workers", "0", "1명 이상으로 입력해 주세요."),
    ("workers", "1001", "1,000명 이하로 입력해 주세요."),
    ("rate", "1e5", "숫자로 입력해 주세요. 예: 12.5"),
    ("rate", "NaN", "숫자로 입력해 주세요. 예: 12.5"),
    ("rate", "1.25", "소수점 아래 1자리까지 입력해 주세요."),
    ("sales", "백만", "금액은 원 단위 숫자로 적어 주십시오. 예: 1,000,000"),
    ("sales", "-1", "0원 이상으로 입력해 주세요."),
    ("sales", "9" * 16, "금액이 너무 큽니다. 단위를 확인해 주세요."),
    ("since", "2026-02-30", "달력에 없는 날짜입니다. 연·월·일을 확인해 주세요."),
    ("since", "03/27/2026", "날짜를 2026. 3. 27. 또는 20260327 형식으로 입력해 주세요."),
    ("since", "1999-12-31", "2000. 1. 1. 이후 날짜를 입력해 주세요."),
    ("phone", "전화 없음", "전화번호를 숫자로 입력해 주세요. 예: 010-1234-5678"),
    ("email", "hong@example", "전자우편 주소를 name@example.kr 형식으로 입력해 주세요."),
    ("number", "12", "사업자등록번호는 숫자 10자리로 입력해 주세요. 예: 123-45-67891"),
    ("area", "mars", "목록에 있는 것을 골라 주세요."),
    ("solutions", ["mes", "x"], "목록에 있는 것을 골라 주세요."),
    ("grade", "11", "목록에 있는 것을 골라 주세요."),
    ("code", "12345", "인증번호 숫자 6자리를 입력해 주세요."),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED)
def test_a_field_says_what_is_wrong(request_app, field, typed, sentence):
    form = sent(**{"name": "한빛", field: typed})

    assert form.errors == {field: [sentence]}


def test_what_was_typed_wrong_is_shown_again(request_app):
    form = sent(name="한빛", sales="백만", area="mars")

    assert 'value="백만"' in form.sales()
    assert "checked" not in form.area()


def test_a_missing_required_value_is_named(request_app):
    assert sent(name="  ").errors == {"name": ["‘기업 이름’ 항목을 입력해 주세요."]}


def test_a_draft_may_leave_required_values_out_but_not_garble_them(request_app):
    form = sent(draft=True, name="", story="짧다", workers="x")

    assert form.errors == {"workers": ["숫자만 입력해 주세요. 예: 12"]}
    assert "(필수)" in form.name()


def test_emptying_a_field_empties_its_value(request_app):
    empty = MultiDict({"name": "한빛", "sales": "", "since": "", "area": "", "story": ""})

    form = Sample(empty, data={"sales": 5, "since": date(2026, 1, 1), "area": "seoul", "story": "이야기입니다"})

    assert (form.sales.data, form.since.data, form.area.data, form.story.data) == (None, None, None, "")


def test_a_required_box_must_be_ticked_and_a_required_file_be_there(request_app):
    class Consent(ActForm):
        agreed = Check("개인정보 수집에 동의합니다")
        paper = File("사업자등록증")

    form = sent(Consent, paper=FileStorage(filename=""))

    assert form.errors == {
        "agreed": ["‘개인정보 수집에 동의합니다’에 표시해 주세요."],
        "paper": ["‘사업자등록증’ 파일을 골라 주세요."],
    }


def test_a_choice_gives_back_what_coerce_makes_of_it(request_app):
    first, second = uuid.uuid4(), uuid.uuid4()

    class Pick(ActForm):
        company = OneOf("기업", [(str(first), "가"), (str(second), "나")], coerce=uuid.UUID)

    assert sent(Pick, company=str(second)).company.data == second
    assert sent(Pick, company="").errors == {"company": ["‘기업’ 항목을 골라 주세요."]}
    assert Pick(None, company=second).company.chosen_label() == "나"


def test_more_than_seven_choices_become_a_list(request_app):
    class Pick(ActForm):
        few = OneOf("적은 것", [(str(n), str(n)) for n in range(7)])
        many = OneOf("많은 것", [(str(n), str(n)) for n in range(8)])

    form = Pick(None)

    assert ("<select" in form.few(), "<select" in form.many()) == (False, True)


def test_a_grade_knows_its_points_and_shows_them_without_idle_zeros(request_app):
    form = sent(name="한빛", grade="3")

    assert form.grade.points == Decimal("8.5")
    assert [part.split("<")[0] for part in form.grade().split("<span>")[2::2]] == ["10점", "9점", "8.5점"]
    assert 'data-points="10"' in form.grade()


def test_label_hint_error_and_control_are_tied_together(request_app):
    form = sent(name="한빛", story="짧다")

    drawn = form.story()

    assert 'for="story"' in drawn
    assert 'aria-describedby="story-hint story-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="story-error">5자 이상' in drawn


def test_a_bare_control_carries_its_error_but_not_the_hint(request_app):
    form = sent(name="한빛", story="짧다")

    drawn = form.story.control(aria_label="공정")

    assert 'aria-describedby="story-error"' in drawn
    assert faults_of(drawn) == []
    assert "어떤 공정입니까?" not in drawn


def test_a_stored_revision_stands_on_every_control_of_its_field(request_app):
    form = Sample(None)
    form.area.revision = 3
    form.name.revision = 0

    assert form.area().count('data-revision="3"') == 2
    assert form.name().count('data-revision="0"') == 1


def test_a_password_and_a_code_are_never_shown_again(request_app):
    class Enter(ActForm):
        secret = Password("비밀번호")
        code = OneTimeCode("인증번호")

    form = sent(Enter, secret=" 비밀 문장 ", code="123456")

    assert form.secret.data == " 비밀 문장 "
    assert "비밀 문장" not in form.secret()
    assert "123456" not in form.code()


def test_what_people_type_is_escaped(request_app):
    form = sent(name="<b>'\"", story='"><script>')

    assert "<b>" not in form.name()
    assert "<script>" not in form.story()


def test_every_field_is_sound_html(request_app):
    for form in (Sample(None), sent(name="", workers="x", area="mars", grade="x", solutions=["x"])):
        assert faults_of("".join(str(field()) for field in form if field.name != "act")) == []


@pytest.mark.parametrize("name", ["process", "validate", "data", "errors", "summary", "act", "draft", "meta"])
def test_a_field_may_not_hide_a_part_of_its_form(name):
    for base in (ActForm, RowForm):
        with pytest.raises(TypeError, match=f"{name}: a field of that name shadows"):
            type("Broken", (base,), {name: Text("값")})


def test_each_drawing_of_an_unsent_form_has_a_key_of_its_own(request_app):
    form = Sample(None)

    first, second = str(form.hidden_tag()), str(form.hidden_tag())

    assert first != second
    assert " id=" not in first


def test_a_refused_form_keeps_the_key_it_was_sent_with(request_app):
    key = str(uuid.uuid4())

    assert f'value="{key}"' in sent(name="", act=key).hidden_tag()


def test_hidden_values_travel_without_ids(request_app):
    class Step(ActForm):
        stage = Hidden()

    assert '<input name="stage" type="hidden" value="two">' in Step(None, stage="two").hidden_tag()


def test_a_stale_token_becomes_one_sentence_of_the_form(request_app):
    request_app.config["WTF_CSRF_ENABLED"] = True
    form = Sample(MultiDict({"name": "한빛"}))

    assert form.validate() is False
    assert form.summary == [("", EXPIRED)]


def test_the_summary_leads_to_each_faulty_control_in_order(request_app):
    class Order(ActForm):
        name = Text("이름")
        area = OneOf("지역", AREAS)
        rows = FieldList(FormField(Row))

    form = sent(Order, **{"rows-0-item": "센서", "rows-0-amount": "x"})

    assert form.summary == [
        ("name", "‘이름’ 항목을 입력해 주세요."),
        ("area-0", "‘지역’ 항목을 골라 주세요."),
        ("rows-0-amount", "금액은 원 단위 숫자로 적어 주십시오. 예: 1,000,000"),
    ]


def test_what_a_rule_objects_to_stands_at_its_field_and_once_in_the_summary(request_app):
    form = sent(name="한빛")

    form.refuse(RuleBroken(["이미 등록된 이름입니다.", "마감이 지났습니다."], {"name": ["이미 등록된 이름입니다."]}))

    assert form.summary == [("", "마감이 지났습니다."), ("name", "이미 등록된 이름입니다.")]
    assert "이미 등록된 이름입니다." in form.name()


def test_messages_of_plain_wtforms_validators_are_korean(request_app):
    class Twice(ActForm):
        first = Text("첫째", validators=[Length(min=3)])
        second = Text("둘째", validators=[EqualTo("first")])

    assert sent(Twice, first="가", second="나").errors == {
        "first": ["3자 이상 입력해 주세요."],
        "second": ["두 값이 서로 다릅니다. 같은 값을 입력해 주세요."],
    }


def test_the_macros_of_parts_and_charts_are_sound_html(request_app):
    drawn = render_template_string(
        """{% import "_parts/parts.html" as parts %}{% from "_parts/charts/bars.html" import bars %}
        {% from "_parts/charts/line.html" import line %}{% from "_parts/charts/intervals.html" import intervals %}
        {% from "_parts/charts/funnel.html" import funnel %}
        {{ parts.steps(["가", "나"], 2) }}
        {{ parts.task_list([("가", "/a", "완료", "success"), ("나", "", "대기", "")]) }}
        {{ parts.data_table("표", [("가", ""), ("나", "num")], [["1", {"text": "2", "tone": "danger"}]]) }}
        {{ parts.upload_form("/u", form, ["pdf"], 20) }}
        {{ parts.post_button("지우기", "/d", form, confirm="지웁니까?") }}
        {{ parts.signature("sign", "서명") }}{{ parts.job_progress("/j", 1, 2, "만드는 중") }}
        {{ parts.stats([("가", 1, "점", "")]) }}{{ parts.error_summary([("", "가"), ("", "나")]) }}
        {{ bars("막대", [("가", 1, none), ("나", none, 2)], mean_label="평균") }}{{ bars("빈 막대", []) }}
        {{ line("선", ["1"], [("가", [none])]) }}{{ line("선", ["1", "2"], [("가", [1, 2]), ("나", [none, 2])]) }}
        {{ intervals("구간", [("가", 5, 1, 9, 10), ("나", none, none, none, 2)]) }}
        {{ funnel("단계", [("가", 0, "")]) }}""",
        form=Sample(None),
    )

    assert faults_of(drawn) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [("010-1234-5678", True), ("협약-2025-0008", True), ("2026. 3. 27.(금) 18:00", True), ("42,400,000원", True),
     ("현장 단말과 바코드", False), ("의복, 의복 액세서리 제조업", False)],
)  # fmt: skip
def test_numbers_and_dates_stay_on_one_line_and_words_may_wrap(text, whole):
    assert is_one_piece(text) == whole


@pytest.mark.parametrize(
    ("left", "pressing"), [("17일 22시간 남음", False), ("7일 남음", False), ("6일 3시간 남음", True), ("마감됨", True)]
)
def test_only_the_last_week_before_a_deadline_is_alarming(left, pressing):
    assert is_pressing(left) == pressing
