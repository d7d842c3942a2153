"""What a signed visit leads to: the paper, the scorecard, and the reasons of the next recommendation."""

import os
from pathlib import Path

from program_admin.aftercare import services
from program_admin.aftercare.queries import company_todo, officer_todo, supplier_todo, visitor_todo
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.queries import document_bytes, documents_about
from program_admin.jobs.runner import run_pending
from program_admin.matching.queries import recommendations
from program_admin.suppliers.models import FactKind
from tests.aftercare.world import make_done, make_filled, make_planned, sign
from tests.builders.suppliers import note_facts


def test_the_next_recommendation_says_what_the_visit_found(app, clock):
    visit, cast = make_filled(clock)
    note_facts(visit.agreement.supplier, FactKind.OPERATING, "1", "1")
    before = recommendations(cast.application, ("mes",), clock.now)[0]

    sign(visit, cast.visitor)
    clock.advance(days=visit.agreement.terms.suppliers.reply_days + 1)
    after = recommendations(cast.application, ("mes",), clock.now)[0]

    assert after.points > before.points
    assert ["시스템 가동 100%(3건)" in " ".join(each.reasons) for each in (before, after)] == [False, True]


def test_the_paper_is_made_from_the_signed_rows(app, clock):
    visit, _ = make_done(clock)
    db.session.commit()
    run_pending()

    content = document_bytes(documents_about("Visit", visit.id)[0])

    assert content.startswith(b"%PDF")
    folder = os.environ.get("SHOTS")
    if folder:
        (Path(folder) / "visit.pdf").write_bytes(content)


def test_the_desks_say_what_waits(app, clock):
    visits, cast = make_planned()
    clock.advance(days=170)
    titles = [todo.title for todo in officer_todo(cast.officer, clock.now)]
    with transaction() as now:
        services.assign(visits[0], services.Assignment(cast.visitor, visits[0].due_on), by=cast.officer, now=now)

    assert titles == ["점검위원을 정할 방문"]
    assert [todo.title for todo in visitor_todo(cast.visitor, clock.now)] == ["예정된 방문"]
    assert [todo.title for todo in company_todo(cast.owner, clock.now)] == ["첫 방문 예정"]
    assert supplier_todo(cast.supplier_person, clock.now) == []


def test_corrective_actions_wait_for_company_and_supplier(app, clock):
    _, cast = make_done(clock)

    assert [todo.title for todo in company_todo(cast.owner, clock.now)] == ["이행할 시정조치"]
    assert [todo.title for todo in supplier_todo(cast.supplier_person, clock.now)] == ["이행할 시정조치"]
