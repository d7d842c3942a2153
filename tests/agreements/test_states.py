"""The tables of states: every arrow as written, nothing out of reach, nothing done by the wrong person."""

from program_admin.accounts.roles import Role
from program_admin.agreements.states import INSPECTION, PAYMENT, PROCESS, REPORT


def arrows(process) -> set[str]:
    """Every arrow as 'from step to'."""
    return {f"{state} {step.name} {step.to}" for step in process.steps for state in step.of}


def test_the_arrows_of_an_agreement():
    assert arrows(PROCESS) == {
        "preparing open signing",
        "signing conclude concluded",
        "preparing discard discarded",
        "signing discard discarded",
        "concluded cancel cancelled",
        "concluded complete completed",
    }


def test_the_arrows_of_a_payment():
    assert arrows(PAYMENT) == {
        "planned claim claimed",
        "returned claim claimed",
        "claimed return returned",
        "approved return returned",
        "claimed put_up waiting",
        "waiting approve approved",
        "waiting send_back claimed",
        "approved pay paid",
    }


def test_the_arrows_of_a_report():
    assert arrows(REPORT) == {
        "writing submit submitted",
        "returned submit submitted",
        "submitted return returned",
        "submitted approve approved",
    }


def test_the_arrows_of_an_inspection():
    assert arrows(INSPECTION) == {
        "planned report reported",
        "supplemented report reported",
        "reported ask_supplement supplement_asked",
        "supplement_asked answer supplemented",
        "reported approve approved",
        "reported put_up waiting",
        "waiting confirm approved",
        "waiting send_back reported",
    }


def test_every_state_can_be_reached():
    assert [process.unreachable() for process in (PROCESS, PAYMENT, REPORT, INSPECTION)] == [set()] * 4


def test_returning_discarding_and_cancelling_ask_for_a_reason():
    asked = [
        f"{process.noun}:{step.name}"
        for process in (PROCESS, PAYMENT, REPORT, INSPECTION)
        for step in process.steps
        if step.needs_reason
    ]

    assert asked == [
        "agreement:discard",
        "agreement:cancel",
        "payment:return",
        "payment:send_back",
        "report:return",
        "inspection:send_back",
    ]


def test_the_company_claims_and_decides_on_reports_and_the_supplier_never_does():
    for step in (PAYMENT.step("claim"), REPORT.step("approve"), REPORT.step("return")):
        assert {role for role, _ in step.needs.held_by} == {Role.APPLICANT}
    assert {role for role, _ in REPORT.step("submit").needs.held_by} == {Role.SUPPLIER}
    assert {role for role, _ in INSPECTION.step("report").needs.held_by} == {Role.VISITOR}
