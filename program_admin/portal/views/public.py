"""What anybody may read: the first page, the guide, the privacy notice."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import public
from program_admin.core import clock
from program_admin.core.korean import korean_datetime, remaining
from program_admin.core.pages import page
from program_admin.portal.guidance import GUIDE, PRIVACY
from program_admin.portal.views.blueprint import pages
from program_admin.programs.models import Round
from program_admin.programs.queries import coming_rounds, open_rounds


@pages.get("/")
@public
def home() -> ResponseReturnValue:
    """Show what the service is for and which rounds take applications; who is signed in goes to the desk."""
    if current_user.is_authenticated:
        return redirect(url_for(".desk"))
    now = clock.now()
    return page(
        "portal/home.html",
        rounds=[_card(each, "접수 마감", each.closes_at, remaining(each.closes_at, now)) for each in open_rounds(now)],
        coming=[_card(each, "접수 시작", each.opens_at, "") for each in coming_rounds(now)],
    )


@pages.get("/guide")
@public
def guide() -> ResponseReturnValue:
    """Say in short steps how each role works."""
    return page("portal/guide.html", parts_of_guide=GUIDE)


@pages.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Say what becomes of personal data (개인정보 보호법 제30조)."""
    return page("portal/privacy.html", sections=PRIVACY)


def _card(round_: Round, word: str, moment: object, left: str) -> dict[str, object]:
    return {
        "id": round_.id,
        "title": round_.title,
        "summary": round_.terms.announcement.summary,
        "word": word,
        "moment": korean_datetime(moment),  # type: ignore[arg-type]
        "left": left,
    }
