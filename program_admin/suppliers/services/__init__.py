"""Use cases of suppliers, one file each."""

from program_admin.suppliers.services.deciding import (
    apply_again,
    refuse_registration,
    register,
    restore,
    suspend,
)
from program_admin.suppliers.services.engineers import add_engineer, change_engineer, end_engineer
from program_admin.suppliers.services.performance import (
    NewFact,
    Source,
    correct_fact,
    record_performance,
    reply_to_fact,
)
from program_admin.suppliers.services.projects import close_project, open_project
from program_admin.suppliers.services.registering import change_profile, register_supplier
from program_admin.suppliers.services.solutions import add_solution, change_solution, end_solution

__all__ = [
    "NewFact",
    "Source",
    "add_engineer",
    "add_solution",
    "apply_again",
    "change_engineer",
    "change_profile",
    "change_solution",
    "close_project",
    "correct_fact",
    "end_engineer",
    "end_solution",
    "open_project",
    "record_performance",
    "refuse_registration",
    "register",
    "register_supplier",
    "reply_to_fact",
    "restore",
    "suspend",
]
