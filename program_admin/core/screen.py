"""What every template may use: Korean dates and money, the office's name, the demo mark."""

import re

from flask import Flask

from program_admin.core import korean, money
from program_admin.core.settings import Settings, settings

PRESSING_DAYS = 7
_ONE_PIECE = re.compile(
    r"[\w가-힣]{1,12}(-\w{1,8}){1,3}"  # register, business and telephone numbers
    r"|\d{4}\. \d{1,2}\. \d{1,2}\.(\(\w\))?( \d{2}:\d{2})?"  # dates and moments
    r"|-?[\d,.]+\S{0,4}"  # numbers with a unit
)


def is_one_piece(value: object) -> bool:
    """Whether a value is a number, date, phone or register number, which must not be broken over two lines."""
    return _ONE_PIECE.fullmatch(str(value)) is not None


def is_pressing(left: str) -> bool:
    """Whether '4일 3시간 남음' is less than a week."""
    days = re.match(r"(\d+)일", left)
    return days is None or int(days[1]) < PRESSING_DAYS


def set_up_screen(app: Flask) -> None:
    """Register the template filters and the values that stand on every page."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "date": korean.korean_date,
        "weekday": korean.korean_date_weekday,
        "moment": korean.korean_datetime,
        "clock": korean.time_text,
        "particle": korean.with_particle,
        "won": money.won,
        "hangul": money.hangul_amount,
    }
    app.jinja_env.tests |= {"one_piece": is_one_piece, "pressing": is_pressing}
    app.context_processor(_office)


def _office() -> dict[str, object]:
    chosen: Settings = settings()
    return {
        "demo": chosen.demo,
        "service_name": chosen.service_name,
        "official_masthead": chosen.official_masthead,
        "office": {"name": chosen.office_name, "address": chosen.office_address, "phone": chosen.office_phone},
    }
