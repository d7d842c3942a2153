"""The clock of the evaluation, and a world to evaluate in."""

import pytest

from tests.evaluation.world import EVALUATION_DAY, World, make_world


@pytest.fixture(autouse=True)
def evaluation_day(clock):
    """Stand in the week of the evaluation."""
    clock.set(EVALUATION_DAY)
    return clock


@pytest.fixture
def world(app) -> World:
    """Two eligible applications and eight evaluators."""
    return make_world()
