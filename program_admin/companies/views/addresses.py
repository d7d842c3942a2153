"""Finding a road address while a form is filled in: searched and picked in the form itself, nothing typed is lost."""

from dataclasses import dataclass

from flask import request
from wtforms import Field

from program_admin.companies.address_search import Address, find_addresses, is_on
from program_admin.companies.forms import PlaceFields
from program_admin.core.clock import today
from program_admin.core.codes import SEOUL, SEOUL_DISTRICTS, SIDO
from program_admin.core.outside import Unreachable

TYPE_IT = "주소를 직접 적어 주세요."


@dataclass(frozen=True, slots=True)
class Help:
    """The addresses found, a sentence about the search; `asked` when the form was sent only to search or pick."""

    on: bool
    asked: bool = False
    found: tuple[Address, ...] = ()
    sentence: str = ""

    def __bool__(self) -> bool:
        """Whether the search is offered at all."""
        return self.on


def help_with_address(form: PlaceFields) -> Help:
    """Search when ‘주소 찾기’ was pressed, fill the form in when an address was picked."""
    if not is_on() or request.method != "POST":
        return Help(is_on())
    if "pick" in request.form:
        area, _, road = request.form["pick"].partition("|")
        _fill(form, Address(road, "", area))
        return Help(on=True, asked=True)
    if "find" not in request.form:
        return Help(on=True)
    keyword = request.form.get("address", "").strip()
    if len(keyword) < 2:
        return Help(on=True, asked=True, sentence="도로명이나 건물 이름을 두 글자 이상 적고 다시 찾아 주세요.")
    try:
        found = find_addresses(keyword)
    except Unreachable as lost:
        return Help(on=True, asked=True, sentence=f"{lost.reason} {TYPE_IT}")
    none = f"찾은 주소가 없습니다. 도로명과 건물 번호로 다시 찾거나 {TYPE_IT}"
    return Help(on=True, asked=True, found=found, sentence="" if found else none)


def _fill(form: PlaceFields, picked: Address) -> None:
    _set(form.address, picked.road)
    if SIDO.find(picked.sido, today()) is not None:
        _set(form.sido, picked.sido)
    in_seoul = picked.sido == SEOUL and SEOUL_DISTRICTS.find(picked.district, today()) is not None
    _set(form.district, picked.district if in_seoul else "")


def _set(field: Field, value: str) -> None:
    field.data, field.raw_data, field.process_errors = value, [value], ()
