"""사진 활용: every place that holds photos says whether they may leave the case, and the signed paper says it too."""

from types import SimpleNamespace

import pypdfium2
import pytest

from program_admin.agreements.models import InspectionKind
from program_admin.applications import services as applications
from program_admin.applications.models import Consent
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.queries import document_bytes, documents_about
from program_admin.jobs.runner import run_pending
from tests.aftercare.world import make_done, make_filled, sign
from tests.builders import agreements
from tests.fixtures.clients import sign_in

REFUSED = "기업이 사진 활용에 동의하지 않았습니다. 과제 확인에만 쓰고 홍보에는 쓰지 않습니다."
GIVEN = "홍보에 쓸 수 있습니다(2026. 3. 9. 동의, 우수사례 홍보, 보유 기간 촬영 후 3년)."


def agree(application, at) -> None:
    """Let the company have agreed to the use of photos when it handed in."""
    row = Consent(application_id=application.id, code="photos", version=1, agreed_at=at)
    row.agreed_by_id = application.submitted_by_id
    db.session.add(row)
    db.session.commit()


@pytest.mark.both_databases
def test_photos_leave_the_case_only_while_the_consent_stands(app, clock):
    started = clock.now
    visit, cast = make_done(clock)
    application = visit.agreement.application

    before = photo_use_of(application)
    agree(application, started)
    given = photo_use_of(application)
    with transaction() as now:
        applications.withdraw_consent(application, "photos", by=cast.owner, now=now)
    after = photo_use_of(application)

    assert (before.allowed, before.sentence) == (False, REFUSED)
    assert (given.allowed, given.sentence) == (True, GIVEN)
    assert after.allowed is False
    assert after.sentence.endswith("사진 활용 동의를 철회했습니다. 과제 확인에만 쓰고 홍보에는 쓰지 않습니다.")


def test_a_round_that_does_not_ask_allows_nothing(app, clock):
    visit, _ = make_done(clock)
    application = visit.agreement.application
    terms = application.terms
    consents = tuple(each for each in terms.consents if each.code != "photos")

    unasked = SimpleNamespace(
        id=application.id, status=application.status, terms=terms.model_copy(update={"consents": consents})
    )

    assert photo_use_of(unasked).sentence.startswith("이 사업은 사진 활용 동의를 받지 않았습니다.")


def test_whoever_takes_or_reads_photos_is_told(client, new_client, clock):
    started = clock.now
    visit, cast = make_filled(clock)
    visitor, officer = sign_in(client, cast.visitor), sign_in(new_client(), cast.officer)

    typed = visitor.get(f"/visits/{visit.id}/sheet")
    sign(visit, cast.visitor)
    read = officer.get(f"/visits/{visit.id}")
    agree(visit.agreement.application, started)
    again = officer.get(f"/visits/{visit.id}")

    assert [REFUSED in each.text for each in (typed, read, again)] == [True, True, False]
    assert GIVEN in again.text


def test_the_inspectors_page_says_it_where_photos_are_taken(client, app, clock):
    cast = agreements.make_cast()
    inspection = agreements.make_inspection(agreements.make_concluded(cast), cast, InspectionKind.INTERIM)

    page = sign_in(client, cast.visitor).get(f"/inspections/{inspection.id}/sheet")

    assert REFUSED in page.text


def test_the_signed_paper_says_it(app, clock):
    visit, _ = make_done(clock)
    db.session.commit()
    run_pending()

    content = document_bytes(documents_about("Visit", visit.id)[0])
    with pypdfium2.PdfDocument(content) as opened:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in opened)

    assert "사진활용" + "".join(REFUSED.split()) in text
