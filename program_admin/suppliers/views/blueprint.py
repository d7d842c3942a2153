"""The blueprint to which every page of suppliers belongs, and the loaders of its addresses."""

import uuid

from flask import Blueprint, request

from program_admin.suppliers.models import Engineer, PerformanceFact, Solution, Supplier
from program_admin.suppliers.queries import engineer_by_id, fact_by_id, solution_by_id, supplier_by_id

pages = Blueprint("suppliers", __name__, url_prefix="/suppliers")


def get_supplier(supplier_id: uuid.UUID) -> Supplier:
    """Load the supplier of an address; raises Missing."""
    return supplier_by_id(supplier_id)


def get_solution(solution_id: uuid.UUID) -> Solution:
    """Load the solution of an address; raises Missing."""
    return solution_by_id(solution_id)


def get_engineer(engineer_id: uuid.UUID) -> Engineer:
    """Load the engineer of an address; raises Missing."""
    return engineer_by_id(engineer_id)


def get_fact(fact_id: uuid.UUID) -> PerformanceFact:
    """Load the fact of an address; raises Missing."""
    return fact_by_id(fact_id)


def shown_status() -> int:
    """The status of a form page: 200 when opened, 422 when what was sent is refused."""
    return 200 if request.method == "GET" else 422
