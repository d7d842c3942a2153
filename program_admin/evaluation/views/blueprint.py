"""The blueprint to which every page of the evaluation belongs, and what its addresses load."""

import uuid
from dataclasses import dataclass

from flask import Blueprint

from program_admin.applications.models import Application, Paper
from program_admin.applications.queries import application_by_id
from program_admin.evaluation.models import Sheet
from program_admin.evaluation.queries import paper_of_sheet, sheet_by_id

pages = Blueprint("evaluation", __name__)


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One paper of the application that a sheet judges."""

    sheet: Sheet
    paper: Paper

    @property
    def id(self) -> uuid.UUID:
        """The paper's id (for the access log)."""
        return self.paper.id


def get_sheet_paper(sheet_id: uuid.UUID, paper_id: uuid.UUID) -> SheetPaper:
    """Load a paper through the sheet that judges its application; raises Missing."""
    sheet = sheet_by_id(sheet_id)
    return SheetPaper(sheet, paper_of_sheet(sheet, paper_id))


def get_application(application_id: uuid.UUID) -> Application:
    """Load the application of an address; raises Missing."""
    return application_by_id(application_id)
