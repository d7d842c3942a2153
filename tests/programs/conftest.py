"""The sample round as text and as a document, and an officer."""

from decimal import Decimal
from pathlib import Path

import pytest

from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.roles import Role
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.programs.loading import read_round
from program_admin.programs.schema.evaluation import TieBreak, TieBy

SAMPLE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"


@pytest.fixture(scope="session")
def sample_text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample(sample_text):
    return read_round(sample_text)


@pytest.fixture(scope="session")
def slim(sample):
    """The sample round with few rows per list: reading YAML is slow, and properties read it often."""
    [panel] = sample.evaluation.stages
    [first, *_] = panel.groups
    criterion = first.criteria[0].model_copy(update={"max_points": Decimal(100), "grades": (), "code": "only"})
    group = first.model_copy(update={"criteria": (criterion,)})
    evaluation = {"stages": (panel.model_copy(update={"groups": (group,)}),), "tie_break": (TieBreak(by=TieBy.BONUS),)}
    bonus = sample.evaluation.bonus
    unproven = tuple(item.model_copy(update={"paper": None}) for item in bonus.items)
    evaluation["bonus"] = bonus.model_copy(update={"items": unproven})
    few = dict.fromkeys(("eligibility", "papers", "questions", "consents", "column_orders", "outside_numbers"), ())
    kpis = sample.kpis.model_copy(update={"presets": (), "measures": sample.kpis.measures[:1]})
    return sample.model_copy(update=few | {"kpis": kpis, "evaluation": sample.evaluation.model_copy(update=evaluation)})


@pytest.fixture
def person_with(app):
    """Make a person who holds a role."""

    def make(role: Role, phone: str = "01012340000") -> Person:
        now = program_clock.now()
        person = Person(
            name="김담당", phone=phone, created_at=now, totp_secret="JBSWY3DPEHPK3PXP", totp_confirmed_at=now
        )
        person.grants = [RoleGrant(role=role.value, granted_at=now)]
        db.session.add(person)
        db.session.commit()
        return person

    return make


@pytest.fixture
def officer(person_with):
    return person_with(Role.OFFICER)
