"""Sending a code to a phone and trying it, with limits against guessing and flooding."""

from datetime import timedelta

from flask import request
from wtforms import Field

from program_admin.accounts.services.sign_up import code_faults
from program_admin.core.limits import count_try
from program_admin.core.writing import transaction

PER_PHONE = 5
PER_ADDRESS = 60
WITHIN = timedelta(minutes=30)


def count_sending(phone: str) -> None:
    """Count one code to this phone from this address; raises TooMany."""
    count_try(f"code-from:{request.remote_addr}", at_most=PER_ADDRESS, within=WITHIN)
    count_try(f"code:{phone}", at_most=PER_PHONE, within=WITHIN)


def code_fits(field: Field, phone: str, purpose: str) -> bool:
    """Try the code in a transaction of its own, so that a wrong try stays counted; say what is wrong at the field."""
    with transaction() as now:
        faults = code_faults(phone, purpose, field.data, now=now)
    field.errors = [*field.errors, *faults]
    return not faults
