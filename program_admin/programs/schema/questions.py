"""Extra questions of a round, one class per type of answer."""

from typing import Annotated, Literal

from pydantic import Field

from program_admin.programs.schema.base import AT_LEAST_ONE, BY_CODE, Code, Line, Note, Number, Part, Whole
from program_admin.programs.schema.papers import FileType


class ShownIf(Part):
    """A question is shown only when an earlier answer is one of these (예/아니요는 yes/no)."""

    question: Code = Field(title="앞 질문의 코드", examples=["collects_now"])
    is_one_of: tuple[Line, ...] = Field(title="다음 중 하나일 때", min_length=1, examples=[["yes"]])


class Option(Part):
    """One answer to choose."""

    code: Code = Field(title="코드", examples=["sensor"])
    name: Line = Field(title="이름", examples=["센서 자동 수집"])


class Asked(Part):
    """What every question has."""

    code: Code = Field(title="코드", examples=["collection_sites"])
    section: Line = Field(title="묶음 제목", examples=["데이터 수집"])
    label: Line = Field(title="질문", examples=["데이터를 모을 사업장은 몇 곳입니까?"])
    help: Note = Field(title="도움말", default="")
    required: bool = Field(title="필수", default=True)
    shown_if: ShownIf | None = Field(title="보이는 조건", default=None)


class ShortText(Asked):
    """한 줄 글."""

    type: Literal["short_text"] = Field(title="종류")
    max_chars: Whole = Field(title="최대 글자 수", ge=1, le=500, default=100)


class LongText(Asked):
    """여러 줄 글, counted."""

    type: Literal["long_text"] = Field(title="종류")
    max_chars: Whole = Field(title="최대 글자 수", ge=1, le=20_000, default=1000)


class WholeNumber(Asked):
    """정수."""

    type: Literal["whole_number"] = Field(title="종류")
    unit: Line | None = Field(title="단위", default=None, examples=["곳"])
    minimum: Whole | None = Field(title="최소", default=None)
    maximum: Whole | None = Field(title="최대", default=None)


class DecimalNumber(Asked):
    """소수 and unit."""

    type: Literal["decimal"] = Field(title="종류")
    unit: Line = Field(title="단위", examples=["%"])
    places: Whole = Field(title="소수 자릿수", ge=1, le=6, default=1)
    minimum: Number | None = Field(title="최소", default=None)
    maximum: Number | None = Field(title="최대", default=None)


class WonAmount(Asked):
    """금액(원)."""

    type: Literal["won"] = Field(title="종류")
    minimum: Whole = Field(title="최소(원)", default=0)
    maximum: Whole | None = Field(title="최대(원)", default=None)


class DateAnswer(Asked):
    """날짜."""

    type: Literal["date"] = Field(title="종류")


class YesNo(Asked):
    """예 또는 아니요."""

    type: Literal["yes_no"] = Field(title="종류")


class OneOf(Asked):
    """하나 고르기."""

    type: Literal["one_of"] = Field(title="종류")
    options: Annotated[tuple[Option, ...], BY_CODE] = Field(title="보기", min_length=2)


class ManyOf(Asked):
    """여러 개 고르기."""

    type: Literal["many_of"] = Field(title="종류")
    options: Annotated[tuple[Option, ...], BY_CODE] = Field(title="보기", min_length=2)
    at_most: Whole | None = Field(title="최대 개수", ge=1, default=None)


class Column(Part):
    """One column of a table question."""

    code: Code = Field(title="코드", examples=["machine"])
    label: Line = Field(title="열 이름", examples=["설비"])
    type: Literal["short_text", "whole_number", "decimal", "won", "date", "yes_no", "one_of"] = Field(title="종류")
    unit: Line | None = Field(title="단위", default=None, examples=["대"])
    options: Annotated[tuple[Option, ...], BY_CODE] = Field(title="보기", default=())
    required: bool = Field(title="필수", default=True)


class TableRows(Asked):
    """표: rows of typed cells."""

    type: Literal["table"] = Field(title="종류")
    columns: Annotated[tuple[Column, ...], BY_CODE] = Field(title="열", max_length=8, json_schema_extra=AT_LEAST_ONE)
    min_rows: Whole = Field(title="최소 줄 수", ge=0, le=100, default=1)
    max_rows: Whole = Field(title="최대 줄 수", ge=1, le=200, default=20)


class FileAnswer(Asked):
    """파일."""

    type: Literal["file"] = Field(title="종류")
    types: tuple[FileType, ...] = Field(title="파일 형식", min_length=1, examples=[["pdf", "jpg"]])
    max_mb: Whole = Field(title="최대 크기(MB)", ge=1, le=200, default=20)


Question = Annotated[
    ShortText
    | LongText
    | WholeNumber
    | DecimalNumber
    | WonAmount
    | DateAnswer
    | YesNo
    | OneOf
    | ManyOf
    | TableRows
    | FileAnswer,
    Field(discriminator="type"),
]
