"""A completed project and its visit, filled in and signed through the real services."""

import base64
import io
from datetime import timedelta

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.aftercare import services
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import drafts_of, sheet_terms
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.signing import SignedBy
from program_admin.core import clock
from program_admin.core.korean import korean_date
from program_admin.core.periods import next_working_day
from program_admin.core.writing import transaction
from program_admin.documents.contents import types_named
from program_admin.documents.services import check_in
from tests.builders.agreements import Cast, make_cast, make_completed
from tests.builders.people import make_person
from tests.builders.standing import standing
from tests.documents.files import picture

PHOTOS = types_named(("jpg", "png", "heic"))
DRAWN = "data:image/png;base64," + base64.b64encode(picture("png", (60, 20))).decode()


@standing
def make_planned(cast: Cast | None = None) -> tuple[list[Visit], Cast]:
    """The planned visits of a completed project, and its people."""
    cast = cast or make_cast()
    agreement = make_completed(cast)
    with transaction() as now:
        return services.plan_visits(agreement, by=cast.officer, now=now), cast


@standing
def make_assigned(test_clock, cast: Cast | None = None) -> tuple[Visit, Cast]:
    """The first visit, assigned to the visitor of the cast; it is the morning of its day."""
    visits, cast = make_planned(cast)
    visit = visits[0]
    test_clock.set(test_clock.now + (visit.due_on - clock.today()) - timedelta(days=20))
    day = next_working_day(clock.today() + timedelta(days=7), frozenset())
    with transaction() as now:
        services.assign(visit, services.Assignment(cast.visitor, day), by=cast.officer, now=now)
    test_clock.set(test_clock.now + (day - clock.today()))
    return visit, cast


def sheet_values(visit: Visit, **changed: str) -> dict[str, str]:
    """A whole sheet without a fault: KPI at their targets, every survey item 4, one corrective action."""
    terms = sheet_terms(visit)
    answers = {
        "yes_no": "yes",
        "grade": "4",
        "number": "12",
        "date": korean_date(clock.today()),
        "text": "센서로 자동 수집",
    }
    values = {sheet.OUTCOME: "normal", sheet.OPERATING: "daily", sheet.REMARKS: "생산실적 화면을 함께 확인했습니다."}
    values |= {sheet.check_field(item.code): answers[item.kind] for item in terms.items}
    values |= {sheet.kpi_field(plan.place): f"{plan.target.normalize():f}" for plan in terms.kpis}
    values |= {sheet.asset_field(asset.ordinal): "present" for asset in terms.assets}
    values |= {sheet.survey_field(code): "4" for code, _ in terms.survey}
    asked = clock.today() - timedelta(days=30)
    values |= {"call-1-what": "바코드 단말 교체", "call-1-asked": korean_date(asked)}
    values |= {"call-1-done": korean_date(asked + timedelta(days=2)), "action-1-what": "로그를 날마다 백업합니다."}
    return values | {name.replace("__", "-"): value for name, value in changed.items()}


def fill_in(visit: Visit, by: Person, values: dict[str, str]) -> None:
    """Type these values into the sheet at once."""
    stored = drafts_of(visit.id)
    typed = {
        name: services.TypedField(value, stored[name].revision if name in stored else 0)
        for name, value in values.items()
    }
    with transaction() as now:
        assert services.save_sheet(visit, typed, by=by, now=now) == ()


def add_photos(visit: Visit, by: Person) -> None:
    """One photo for every purpose."""
    for purpose, _ in sheet_terms(visit).purposes:
        checked = check_in(io.BytesIO(picture("jpg")), name=f"{purpose}.jpg", allowed=PHOTOS, max_bytes=20 << 20)
        with transaction() as now:
            services.add_photo(visit, checked, purpose, by=by, now=now)


def signed_by(visitor: Person, **changed: str) -> SignedBy:
    """Both signatures: the visitor's typed, the company's drawn."""
    usual = {
        "visitor_typed": visitor.name,
        "company_name": "박정우",
        "company_position": "대표",
        "company_drawing": DRAWN,
    }
    return SignedBy(**(usual | changed))


@standing
def make_filled(test_clock, cast: Cast | None = None, **changed: str) -> tuple[Visit, Cast]:
    """A visit whose sheet and photos are complete, not signed yet."""
    visit, cast = make_assigned(test_clock, cast)
    fill_in(visit, cast.visitor, sheet_values(visit, **changed))
    add_photos(visit, cast.visitor)
    return visit, cast


def sign(visit: Visit, by: Person, **changed: str) -> None:
    """Sign the sheet as it stands."""
    read = services.sheet_content(visit).sha256
    with transaction() as now:
        services.finish(visit, signed_by(by, **changed), read_sha256=read, by=by, now=now)


@standing
def make_done(test_clock, cast: Cast | None = None, **changed: str) -> tuple[Visit, Cast]:
    """A signed visit."""
    visit, cast = make_filled(test_clock, cast, **changed)
    sign(visit, cast.visitor)
    return visit, cast


def rival_visitor() -> Person:
    """A visitor who has nothing to do with it."""
    return make_person(Role.VISITOR, name="남점검")
