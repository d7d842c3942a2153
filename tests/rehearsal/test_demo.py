"""The demo as `make run` plays it: the sign-ins that both READMEs list are those it prints; it is loaded once."""

import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.core import ids
from program_admin.core.database import db
from program_admin.evaluation.models import Evaluator, Sheet
from program_admin.rehearsal.acts import applying, pictures
from program_admin.rehearsal.demo import SEED, load_demo, play_demo, sign_ins
from tests.builders.people import make_person

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<role>[^|]+) \| (?P<phone>010-\d{4}-\d{4}) \|", re.MULTILINE)


def silent(_title: str, _done: int, _total: int) -> None:
    """Draw no bars."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def listed(text: str) -> list[tuple[str, str]]:
    """Role and telephone of each sign-in in a README's table; an English word behind the role is left out."""
    return [(re.sub(r" [a-z]+$", "", row["role"]), row["phone"]) for row in ROW.finditer(text)]


@pytest.fixture
def demo(app, clock):
    """The demo's rounds but for the PDFs."""
    ids.use_seed(SEED)
    yield play_demo(silent)
    applying._paper_in.cache_clear()  # the next test's store is empty
    pictures._photo_in.cache_clear()


@pytest.mark.slow
def test_both_readmes_list_the_sign_ins_that_the_demo_prints(demo):
    printed = sign_ins()
    english, korean = read("README.md"), read("README.ko.md")
    digits = dict(listed(korean))["평가위원"].replace("-", "")
    own = select(func.count()).select_from(Sheet).join(Evaluator, Sheet.evaluator_id == Evaluator.id).join(Person)
    sheets = db.session.scalar(own.where(Person.phone == digits))

    expected = [(role, phone) for role, _name, phone, _password in printed]
    assert (listed(english), listed(korean)) == (expected, expected)
    [password] = {password for *_, password in printed}
    assert (f"`{password}`" in english, f"`{password}`" in korean) == (True, True)
    assert (sheets, "nine score sheets" in english, "평가표 9개" in korean) == (9, True, True)


def test_the_demo_is_not_loaded_over_people_who_are_there(app):
    make_person(name="먼저 온 사람")

    assert load_demo(silent) is False
