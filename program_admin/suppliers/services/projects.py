"""Agreements open and close the projects a supplier works on; their number limits what it may take on."""

import uuid
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.suppliers.models import OpenProject
from program_admin.suppliers.queries import open_project_of


def open_project(
    supplier_id: uuid.UUID, agreement_id: uuid.UUID, title: str, *, by: Person | None, now: datetime
) -> OpenProject:
    """Note that a supplier works on the project of an agreement; the same agreement twice is one project."""
    known = open_project_of(agreement_id)
    if known is not None:
        return known
    project = OpenProject(supplier_id=supplier_id, agreement_id=agreement_id, title=title, opened_at=now)
    db.session.add(project)
    db.session.flush()
    record("supplier:open_project", "Supplier", supplier_id, by=by, now=now, after=agreement_id)
    return project


def close_project(agreement_id: uuid.UUID, *, by: Person | None, now: datetime) -> None:
    """Note that the project of an agreement has ended (completed or cancelled); raises Missing."""
    project = open_project_of(agreement_id)
    if project is None:
        raise Missing("open project")
    if project.closed_at is None:
        project.closed_at = now
        record("supplier:close_project", "Supplier", project.supplier_id, by=by, now=now, after=agreement_id)
