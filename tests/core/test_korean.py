from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.core import korean

PAIRS = ["은/는", "이/가", "을/를", "와/과", "으로/로", "는/은", "로/으로", "이나/나"]


@pytest.mark.parametrize(
    ("word", "pair", "text"),
    [
        ("회사", "은/는", "회사는"),
        ("공급기업", "은/는", "공급기업은"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("도입기업", "와/과", "도입기업과"),
        ("회사", "과/와", "회사와"),
        ("한빛테크(주)", "은/는", "한빛테크(주)는"),
        ("㈜한빛", "이/가", "㈜한빛이"),
        ("홍길동(대표)", "이/가", "홍길동(대표)이"),
        ("「사업계획서」", "을/를", "「사업계획서」를"),
        ("'견적서'", "을/를", "'견적서'를"),
        ("MES", "을/를", "MES를"),
        ("PLM", "은/는", "PLM은"),
        ("OEM", "으로/로", "OEM으로"),
        ("SQL", "으로/로", "SQL로"),
        ("AI", "이/가", "AI가"),
        ("Google", "으로/로", "Google로"),
        ("robot", "을/를", "robot을"),
        ("software", "을/를", "software를"),
        ("system", "은/는", "system은"),
        ("1", "으로/로", "1로"),
        ("3", "이/가", "3이"),
        ("2026", "은/는", "2026은"),
        ("10", "은/는", "10은"),
        ("1,000", "을/를", "1,000을"),
        ("1,000,000,000,000", "을/를", "1,000,000,000,000를"),
        ("5", "와/과", "5와"),
        ("010-1234-5672", "으로/로", "010-1234-5672로"),
        ("30%", "이/가", "30%가"),
        ("120㎡", "은/는", "120㎡는"),
        ("5kg", "을/를", "5kg을"),
        ("2026. 3. 22.", "이/가", "2026. 3. 22.이"),
        ("2026. 3. 22.(일)", "으로/로", "2026. 3. 22.(일)로"),
        ("18:00", "이/가", "18:00가"),
        ("14:30", "으로/로", "14:30으로"),
        ("ㄹ", "으로/로", "ㄹ로"),
        ("漢", "은/는", "漢은(는)"),
        ("漢", "으로/로", "漢(으)로"),
    ],
)
def test_particle_follows_the_sound(word, pair, text):
    assert korean.with_particle(word, pair) == text


def test_unknown_pair_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        korean.with_particle("회사", "에게")


@given(st.text(max_size=20), st.sampled_from(PAIRS))
def test_particles_never_crash_and_are_one_of_the_pair(word, pair):
    first, second = pair.split("/")
    both = {f"{a}({b})" for a in (first, second) for b in (first, second)} | {"(으)로", "(이)나"}

    assert korean.particle(word, pair) in {first, second} | both


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_every_syllable_with_a_final_takes_the_closed_form(syllable):
    closed = (ord(syllable) - 0xAC00) % 28 != 0

    assert korean.particle(syllable, "은/는") == ("은" if closed else "는")


def test_dates_as_papers_write_them():
    moment = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)

    assert korean.korean_date(date(2026, 11, 22)) == "2026. 11. 22."
    assert korean.korean_date_weekday(date(2026, 3, 27)) == "2026. 3. 27.(금)"
    assert korean.korean_datetime(moment) == "2026. 3. 27.(금) 18:00"
    assert korean.time_text(moment) == "18:00"
    assert korean.korean_period(date(2026, 3, 2), date(2026, 3, 27)) == "2026. 3. 2. ~ 2026. 3. 27."


def test_late_evening_in_utc_is_the_next_day_in_seoul():
    assert korean.korean_datetime(datetime(2026, 12, 31, 15, 30, tzinfo=UTC)) == "2027. 1. 1.(금) 00:30"


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="시간대"):
        korean.korean_datetime(datetime(2026, 3, 27, 9, 0))


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=4, hours=3, minutes=9), "4일 3시간 남음"),
        (timedelta(days=2), "2일 남음"),
        (timedelta(hours=5, minutes=2), "5시간 2분 남음"),
        (timedelta(hours=1), "1시간 남음"),
        (timedelta(minutes=35, seconds=50), "35분 남음"),
        (timedelta(seconds=59), "1분 미만 남음"),
        (timedelta(0), "1분 미만 남음"),
        (timedelta(seconds=-1), "마감됨"),
    ],
)
def test_remaining_time_is_one_short_sentence(left, text):
    now = datetime(2026, 3, 1, tzinfo=UTC)

    assert korean.remaining(now + left, now) == text


@pytest.mark.parametrize(
    ("name", "masked"), [("홍길동", "홍*동"), ("김철", "김*"), ("남궁민수", "남**수"), ("김", "*"), ("", "")]
)
def test_names_are_masked(name, masked):
    assert korean.mask_name(name) == masked


def test_numbers_and_addresses_are_masked():
    assert korean.mask_phone("010-1234-5678") == "010-****-5678"
    assert korean.mask_phone("02-944-0000") == "02-***-0000"
    assert korean.mask_phone("x") == "*"
    assert korean.mask_business_number("1234567891") == "123-45-*****"
    assert korean.mask_email("hong@example.kr") == "ho**@example.kr"
    assert korean.mask_email("a@example.kr") == "*@example.kr"


def test_item_marks_of_official_letters():
    assert [korean.item_mark(level, 0) for level in range(8)] == ["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]
    assert korean.item_mark(1, 13) == "하."
    assert korean.item_mark(1, 14) == "거."
    assert korean.item_mark(6, 20) == "㉑"
    with pytest.raises(IndexError):
        korean.item_mark(8, 0)


@pytest.mark.parametrize("name", ["㈜ 한빛 테크", "주식회사 한빛테크", "한빛테크(주)", "(주)한빛-테크", "한빛테크"])
def test_legal_forms_and_spaces_fold_away(name):
    assert korean.company_name_key(name) == "한빛테크"


def test_a_name_of_legal_forms_alone_is_kept():
    assert korean.company_name_key("주식회사") == "주식회사"


def test_names_stand_in_the_order_of_a_korean_list():
    names = ["㈜하나", "제10공장", "ABC", "주식회사 가나", "3M", "제2공장", "abd", "나라"]

    ordered = korean.in_name_order(names)

    assert ordered == ["주식회사 가나", "나라", "제2공장", "제10공장", "㈜하나", "ABC", "abd", "3M"]


@given(st.text(max_size=40))
def test_sort_keys_are_plain_so_that_no_collation_matters(text):
    assert set(korean.sort_key(text)) <= set("0123456789abcdef")
