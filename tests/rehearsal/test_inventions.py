"""Invented companies: what they tell holds on the day they tell it."""

import random
from datetime import date

from program_admin.companies.rules import YEARS, finance_faults
from program_admin.rehearsal.inventions.companies import invent_companies


def test_figures_are_complete_on_the_day_they_are_told_also_past_a_new_year():
    invented = invent_companies(range(200), random.Random(5), date(2024, 12, 20))
    ages = {len(each.figures) for each in invented}

    for day in (date(2024, 12, 20), date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 3)):
        for each in invented:
            told = each.figures_on(day)
            young, founded = len(told) < YEARS, each.new.basics.founded_on
            assert finance_faults(told, under_three_years=young, founded_on=founded, today=day) == {}
            assert told[0].year == day.year - 1
    assert ages == {1, 2, 3}
