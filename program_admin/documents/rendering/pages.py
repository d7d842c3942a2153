"""Fills a document's template; nothing but its frame and content reaches it, and a missing value stops it."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from program_admin.core import clock, korean, money
from program_admin.documents.papers import Paper
from program_admin.documents.rendering import pictures

TEMPLATES = Path(__file__).parents[3] / "templates"
WORDS = (
    clock.to_seoul,
    korean.korean_date,
    korean.korean_date_weekday,
    korean.korean_datetime,
    korean.korean_period,
    korean.time_text,
    korean.item_mark,
    korean.with_particle,
    money.won,
    money.won_in_words,
    money.hangul_amount,
    money.thousand_won,
    pictures.qr,
    pictures.seal,
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update({word.__name__: word for word in WORDS})
    return environment


def html_of(template: str, paper: Paper, content: object) -> str:
    """Return the HTML of one document from its frame and its content."""
    return _environment().get_template(template).render(paper=paper, content=content)
