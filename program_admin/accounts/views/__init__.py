"""Pages of accounts, one file per use case."""

from program_admin.accounts.views import (
    account,
    codes,
    links,
    passwords,
    people,
    person,
    second_factor,
    sign_in,
    sign_up,
)
from program_admin.accounts.views.blueprint import pages

__all__ = [
    "account", "codes", "links", "pages", "passwords", "people", "person", "second_factor", "sign_in", "sign_up",
]  # fmt: skip
