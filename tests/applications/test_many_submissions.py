"""Many hand in at once, some of them twice: on a real database each application gets one number, without a gap."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from program_admin.applications import services
from program_admin.applications.models import Application, ReceiptCounter, Status, Submission
from program_admin.applications.queries import draft_values, plan_of
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from tests.builders.applications import make_filled, make_round
from tests.fixtures.clients import filled, sign_in

pytestmark = pytest.mark.both_databases
COMPANIES = 6


def at_once(app, acts):
    """Do these acts in threads of their own that set off together; returns what each gave or raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        with app.app_context():
            start.wait(timeout=20)
            try:
                return act()
            except RuleBroken as refused:
                db.session.rollback()
                return refused
            finally:
                db.session.remove()

    db.session.commit()
    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result(timeout=60) for each in [threads.submit(run, act) for act in acts]]


def clicking(app, application, owner, key):
    """The button of the last page, pressed in a browser of that person."""
    client = sign_in(app.test_client(), owner)
    address = f"/applications/{application.id}/submit"
    page = filled(client, address) | {"act": str(key)}
    return lambda: client.post(address, data=page).status_code


def numbers_of(round_):
    db.session.expire_all()
    rows = db.session.execute(
        select(Application.number, Submission.number, Application.submission_sha256, Submission.sha256)
        .join(Submission, Submission.application_id == Application.id)
        .where(Application.round_id == round_.id, Application.status == Status.SUBMITTED.value)
        .order_by(Application.number)
    ).all()
    assert all(own == kept and mine == theirs for own, kept, mine, theirs in rows)
    return [own for own, *_ in rows]


def test_many_companies_each_with_a_double_click_get_gapless_numbers(app, clock):
    round_ = make_round()
    made = [make_filled(round_) for _ in range(COMPANIES)]
    keys = [uuid.uuid4() for _ in made]

    acts = [clicking(app, application, owner, key) for (application, owner), key in zip(made, keys, strict=True)]
    again = [clicking(app, application, owner, key) for (application, owner), key in zip(made, keys, strict=True)]
    statuses = at_once(app, [*acts, *again])
    later = at_once(app, [again[0], acts[1]])

    assert [*statuses, *later] == [303] * (2 * COMPANIES + 2)
    assert numbers_of(round_) == [f"2026-S-{place:04d}" for place in range(1, COMPANIES + 1)]
    assert db.session.scalar(select(ReceiptCounter.last)) == COMPANIES


def test_two_windows_with_keys_of_their_own_make_one_submission(app, clock):
    round_ = make_round()
    application, owner = make_filled(round_)

    statuses = at_once(app, [clicking(app, application, owner, uuid.uuid4()) for _ in range(4)])

    assert sorted(statuses) == [303, 422, 422, 422]
    assert numbers_of(round_) == ["2026-S-0001"]


def test_a_refused_submission_leaves_no_gap(app, clock):
    round_ = make_round()
    made = [make_filled(round_) for _ in range(3)]
    faulty, owner = made[1]
    with transaction() as now:
        services.save_field(faulty, "project-title", "", 1, by=owner, now=now)

    statuses = at_once(app, [clicking(app, application, by, uuid.uuid4()) for application, by in made])

    assert sorted(statuses) == [303, 303, 422]
    assert numbers_of(round_) == ["2026-S-0001", "2026-S-0002"]


def test_first_submissions_of_two_rounds_at_once_get_letters_of_their_own(app, clock):
    rounds = [make_round(), make_round(code="2026-second")]
    made = [make_filled(round_) for round_ in rounds]

    statuses = at_once(app, [clicking(app, application, owner, uuid.uuid4()) for application, owner in made])

    assert statuses == [303, 303]
    assert sorted(numbers_of(rounds[0]) + numbers_of(rounds[1])) == ["2026-S-0001", "2026-S2-0001"]


def test_typing_and_handing_in_at_once_never_splits_what_was_handed_in(app, clock):
    round_ = make_round()
    application, owner = make_filled(round_)
    client = sign_in(app.test_client(), owner)
    address = f"/applications/{application.id}"
    typing = [
        lambda text=text: (
            client.post(
                f"{address}/autosave",
                data={"field": "project-effect", "value": f"재제작률을 {text}% 줄입니다.", "revision": 1},
                headers={"X-Requested-With": "fetch"},
            ).status_code
        )
        for text in (10, 20)
    ]

    first, *_ = at_once(app, [clicking(app, application, owner, uuid.uuid4()), *typing])
    if first == 409:  # the typing came first, so the page no longer showed what would be handed in
        first = clicking(app, application, owner, uuid.uuid4())()

    db.session.expire_all()
    assert first == 303
    submission = db.session.scalars(select(Submission)).one()
    typed = draft_values(application.id)["project-effect"]
    assert plan_of(application.id).effect == typed
    assert f'"project-effect":"{typed}"' in submission.content
