"""Turns the faults that rules found by field into one refusal."""

from program_admin.companies.rules import Faults
from program_admin.core.errors import RuleBroken


def refuse_if(faults: Faults) -> None:
    """Raise RuleBroken with every sentence, each at its field, if there is any."""
    if faults:
        raise RuleBroken([sentence for sentences in faults.values() for sentence in sentences], faults)
