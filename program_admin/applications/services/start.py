"""Starting an application."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, DraftField
from program_admin.applications.queries import open_application
from program_admin.applications.services.locking import closed_to_new, require
from program_admin.audit.trail import record
from program_admin.companies.models import Company
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.programs.models import Round


def start_application(company: Company, round_: Round, track: str, *, by: Person, now: datetime) -> Application:
    """Begin a company's application for a track of an open round; who begins is proposed as its contact.

    Raises NotAllowed for strangers, RuleBroken when the round takes nothing or the company has one already.
    """
    require(may.START, by, company)
    objections = closed_to_new(round_, now)
    if round_.terms.track(track) is None:
        raise RuleBroken([*objections, "지원 유형을 골라 주세요."], fields={"track": ["지원 유형을 골라 주세요."]})
    if open_application(round_.id, company.id) is not None:
        objections.append(f"{company.name}의 신청서가 이 회차에 이미 있습니다. 내 신청에서 이어서 작성해 주세요.")
    if objections:
        raise RuleBroken(objections)
    application = Application(
        id=new_id(),
        round_id=round_.id,
        round_version_id=round_.current_version.id,
        company_id=company.id,
        company_name=company.name,
        track=track,
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(application)
    db.session.flush()
    contact = (("name", by.name), ("phone", by.phone), ("email", by.email))
    for name, value in contact:
        db.session.add(
            DraftField(
                application_id=application.id,
                name=f"project-contact_{name}",
                value=value,
                person_id=by.id,
                at=now,
            )
        )
    record("application:start", "Application", application.id, by=by, now=now, after=application.status)
    return application
