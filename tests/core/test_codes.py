from datetime import date

import pytest

from program_admin.core import codes

TODAY = date(2026, 3, 9)


def test_lists_are_complete():
    assert len(codes.KSIC_DIVISIONS.on(TODAY)) == 25
    assert len(codes.SEOUL_DISTRICTS.on(TODAY)) == 25
    assert len(codes.SIDO.on(TODAY)) == 17
    assert codes.SIDO.name_of(codes.SEOUL) == "서울특별시"


def test_a_province_changes_code_on_its_day():
    assert codes.SIDO.code_of("강원도", date(2023, 6, 10)) == "42"
    assert codes.SIDO.code_of("강원도", date(2023, 6, 11)) is None
    assert codes.SIDO.code_of("강원특별자치도", date(2023, 6, 11)) == "51"
    assert codes.SIDO.find("52", date(2024, 1, 17)) is None
    assert codes.SIDO.name_of("45") == "전라북도"


def test_choices_are_pairs_for_a_form():
    assert codes.KSIC_DIVISIONS.choices(TODAY)[4] == ("14", "의복, 의복 액세서리 및 모피제품 제조업")


def test_unknown_code_is_shown_as_it_stands():
    assert codes.SEOUL_DISTRICTS.name_of("99999") == "99999"


@pytest.mark.parametrize(("ksic", "holds"), [("14", True), ("C18", True), ("27192", True), ("46", False), ("", False)])
def test_manufacturing_is_section_c(ksic, holds):
    assert codes.is_manufacturing(ksic) is holds
