"""The life of an application as a table: who may take which step from where, and what readers are told."""

import pytest

from program_admin.applications.models import Status
from program_admin.applications.states import PROCESS, SUPPLEMENT


def test_every_state_can_be_reached():
    assert PROCESS.unreachable() == set()
    assert SUPPLEMENT.unreachable() == set()


@pytest.mark.parametrize(
    ("name", "of", "to"),
    [
        ("submit", {Status.DRAFT}, Status.SUBMITTED),
        ("withdraw", {Status.SUBMITTED}, Status.WITHDRAWN),
        ("restore", {Status.WITHDRAWN}, Status.SUBMITTED),
        ("revise", {Status.WITHDRAWN}, Status.DRAFT),
        ("return", {Status.SUBMITTED}, Status.RETURNED),
        ("start_screening", {Status.SUBMITTED}, Status.SCREENING),
        ("answer_supplement", {Status.SUPPLEMENT_ASKED}, Status.SUPPLEMENTED),
        ("pass", {Status.SCREENING, Status.SUPPLEMENTED}, Status.ELIGIBLE),
        ("fail", {Status.SCREENING, Status.SUPPLEMENT_ASKED, Status.SUPPLEMENTED}, Status.INELIGIBLE),
        ("select", {Status.ELIGIBLE}, Status.SELECTED),
        ("reserve", {Status.ELIGIBLE}, Status.RESERVE),
        ("reject", {Status.ELIGIBLE}, Status.REJECTED),
        ("promote", {Status.RESERVE}, Status.SELECTED),
        ("abandon", {Status.SELECTED, Status.RESERVE}, Status.ABANDONED),
    ],
)
def test_each_step_leads_from_here_to_there(name, of, to):
    step = PROCESS.step(name)

    assert (set(step.of), step.to) == (of, to)


def test_an_applicant_does_not_read_that_screening_was_passed():
    assert PROCESS.label(Status.ELIGIBLE, staff=True) == "적합"
    assert PROCESS.label(Status.ELIGIBLE, staff=False) == "평가 중"


def test_steps_against_somebody_need_a_reason():
    assert {step.name for step in PROCESS.steps if step.needs_reason} == {
        "return",
        "fail",
        "reject",
        "promote",
        "abandon",
    }
