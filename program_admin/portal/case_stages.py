"""Which stage a case reached, also when it ended on the way."""

from program_admin.agreements.models import Agreement, InspectionKind
from program_admin.agreements.queries import agreement_of_application, inspections_of
from program_admin.applications.models import Application, Status
from program_admin.portal.queries.stages import Stage, stage_of

ENDED_AT = {
    Status.WITHDRAWN: Stage.RECEIVED,
    Status.RETURNED: Stage.RECEIVED,
    Status.INELIGIBLE: Stage.SCREENING,
    Status.REJECTED: Stage.EVALUATION,
    Status.ABANDONED: Stage.SELECTION,
}


def agreement_in_force(application: Application) -> Agreement | None:
    """The application's agreement, discarded ones left out."""
    found = agreement_of_application(application.id)
    return found if found is not None and found.status != "discarded" else None


def reached(application: Application, agreement: Agreement | None) -> int:
    """The place (from 1) of the stage the case stands at or ended at; 0 for a draft."""
    stage: Stage | None
    if agreement is not None:
        final = InspectionKind.FINAL in inspections_of(agreement.id)
        stage = stage_of(application.status, agreement.status, final_planned=final) or Stage.BUILDING
    else:
        status = Status(application.status)
        stage = stage_of(status) or ENDED_AT.get(status)
    return list(Stage).index(stage) + 1 if stage else 0
