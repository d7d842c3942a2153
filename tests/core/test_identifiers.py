import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.core import identifiers as ids


@pytest.mark.parametrize("text", ["123-45-67891", "1234567891", " 123 45 67891 ", "１２３-４５-６７８９１"])
def test_business_number_with_its_check_digit_is_accepted(text):
    assert ids.business_number_faults(text) == []
    assert ids.normalise_business_number(text) == "1234567891"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("123-45-67890", "사업자등록번호가 맞지 않습니다. 사업자등록증의 번호를 다시 확인해 주십시오."),
        ("123-45-678", "사업자등록번호는 숫자 10자리입니다. 지금은 8자리입니다."),
        ("", "사업자등록번호는 숫자 10자리입니다. 지금은 0자리입니다."),
        ("abc", "사업자등록번호는 숫자와 붙임표(-)로만 적어 주십시오. 예: 123-45-67891"),
    ],
)
def test_business_number_fault_says_what_to_do(text, fault):
    assert ids.business_number_faults(text) == [fault]


def test_business_number_is_shown_in_three_parts():
    assert ids.format_business_number("1234567891") == "123-45-67891"
    assert ids.format_business_number("12") == "12"


@given(st.integers(0, 8_989_999))
def test_invented_business_numbers_pass_but_can_belong_to_nobody(place):
    number = ids.invented_business_number(place)

    assert ids.business_number_faults(number) == []
    assert number[3:5] == "00"


def test_invented_business_numbers_differ():
    assert len({ids.invented_business_number(place) for place in range(20_000)}) == 20_000
    with pytest.raises(ValueError, match="8989999"):
        ids.invented_business_number(8_990_000)


@given(st.integers(0, 8_989_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_but_for_the_ninth(place, position, shift):
    number = ids.invented_business_number(place)
    wrong = f"{number[:position]}{(int(number[position]) + shift) % 10}{number[position + 1 :]}"

    assert position == 8 or not ids.is_business_number(wrong)


def test_corporate_number_without_check_digit_only_warns():
    assert ids.corporate_number_faults("110111-1234567") == []
    assert ids.corporate_number_warnings("130111-0006246") == []
    assert ids.corporate_number_warnings("130111-0006247")[0] == "법인등록번호의 끝자리가 검사 규칙과 다릅니다."
    assert ids.corporate_number_faults("110111") == ["법인등록번호는 숫자 13자리입니다. 지금은 6자리입니다."]
    assert ids.format_corporate_number("1101111234567") == "110111-1234567"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("01012345678", "010-1234-5678"),
        ("+82 10-1234-5678", "010-1234-5678"),
        ("02)944-0000", "02-944-0000"),
        ("0212345678", "02-1234-5678"),
        ("031.123.4567", "031-123-4567"),
        ("07012345678", "070-1234-5678"),
        ("050712345678", "0507-1234-5678"),
        ("1588-1234", "1588-1234"),
        ("010-123", None),
        ("전화 없음", None),
        ("+1 212 555 0100", None),
        ("", None),
    ],
)
def test_phone_numbers_get_their_hyphens(text, phone):
    assert ids.normalise_phone(text) == phone


def test_only_mobile_numbers_take_messages():
    assert ids.is_mobile("01012345678") is True
    assert ids.is_mobile("02-944-0000") is False


def test_resident_number_is_found_and_covered():
    text = "담당 홍길동 900101-1234568 입니다."

    found = ids.resident_lookalikes(text)

    assert [(one.start, one.end, one.certain) for one in found] == [(7, 21, True)]
    assert ids.mask_residents(text) == "담당 홍길동 900101-******* 입니다."


def test_number_since_october_2020_without_check_digit_is_found_as_uncertain():
    assert [one.certain for one in ids.resident_lookalikes("201101-3234567")] == [False]


@pytest.mark.parametrize("text", ["130111-0006246", "991301-1234567", "9001011234567", "010-1234-5678", "123-45-67891"])
def test_other_numbers_are_no_resident_numbers(text):
    assert ids.resident_lookalikes(text) == []


@given(st.text(alphabet="0123456789- 가", max_size=40))
def test_covering_residents_never_changes_the_length(text):
    assert len(ids.mask_residents(text)) == len(text)
