"""One case on one page (과제 한눈에)."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Application, Status
from program_admin.applications.permissions import NUMBER
from program_admin.applications.queries import application_by_id
from program_admin.core.pages import page
from program_admin.portal import permissions as may
from program_admin.portal.case_shown import case_of
from program_admin.portal.links import link_to
from program_admin.portal.readers import in_office
from program_admin.portal.views.blueprint import pages


@pages.get("/cases/<uuid:application_id>")
@needs(may.SEE_CASE, application_by_id, logs="과제 한눈에")
def case(application: Application) -> ResponseReturnValue:
    """Show everything about one case that its reader may know."""
    own = not in_office(current_user)
    buttons = [
        ("신청서 읽기", link_to("applications.read", application_id=application.id)),
        ("외부 번호", _numbers_page(application)),
        ("요건검토", link_to("screening.sheet", application_id=application.id) if not own else ""),
        ("처리 이력", link_to("portal.history", kind="Application", subject_id=application.id)),
        ("이어서 쓰기" if application.status == Status.DRAFT else "내 신청서",
         link_to("applications.show", application_id=application.id) if own else ""),
    ]  # fmt: skip
    return page(
        "portal/case.html",
        case=case_of(application, current_user),
        application=application,
        buttons=[(label, href) for label, href in buttons if href],
        home=link_to("applications.mine") if own else link_to("applications.of_round", round_id=application.round_id),
    )


def _numbers_page(application: Application) -> str:
    asked = application.round.terms.outside_numbers and NUMBER.allows(current_user, application)
    return link_to("portal.case_numbers", application_id=application.id) if asked else ""
