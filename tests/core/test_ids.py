"""Identifiers from a seed: a rehearsal repeats its own, however many were drawn apart."""

import pytest

from program_admin.core import ids


def drawn(apart: int) -> list[object]:
    """What a seed gives before and after so many ids were drawn apart."""
    ids.use_seed(5)
    before = ids.new_id()
    with ids.apart():
        aside = [ids.new_id() for _ in range(apart)]
    after = ids.new_id()
    ids.use_seed(None)
    assert len({before, after, *aside}) == apart + 2
    return [before, after, aside[:1]]


@pytest.mark.parametrize("apart", [2, 40])
def test_how_many_ids_are_drawn_apart_changes_none_of_the_others(apart):
    assert drawn(apart) == drawn(1)


def test_without_a_seed_ids_drawn_apart_are_random_too():
    with ids.apart():
        first = ids.new_id()
    with ids.apart():
        assert ids.new_id() != first


def test_ids_of_one_act_stand_side_by_side_and_are_all_different():
    made = [ids.new_ids(40), ids.new_ids(40)]

    assert ids.new_ids(0) == []
    assert len({own for act in made for own in act}) == 80
    assert [len({own.int >> 48 for own in act}) for act in made] == [1, 1]
    assert {(own.version, own.variant) for own in made[0]} == {(4, "specified in RFC 4122")}
