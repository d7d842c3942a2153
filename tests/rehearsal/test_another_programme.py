"""A round file of another programme runs through the real services to the end, without a change of code."""

from decimal import ROUND_DOWN, Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from program_admin.agreements.models import Agreement, Inspection, Payment, Report
from program_admin.applications.models import Application, BudgetLine
from program_admin.core import ids
from program_admin.core.database import db
from program_admin.evaluation.models import Panel, RankedPlace, Sheet
from program_admin.evaluation.queries import scores_of
from program_admin.programs.loading import read_round
from program_admin.rehearsal.acts import applying, pictures
from program_admin.rehearsal.play import Script, play

FILE = Path(__file__).parents[2] / "rounds" / "2027-small-maker-voucher.yml"

pytestmark = pytest.mark.slow


@pytest.fixture
def played(app):
    terms = read_round(FILE.read_text(encoding="utf-8"))
    script = Script(terms=terms, companies=3, suppliers=2, seed=11, documents="none")
    world, _timings = play(script, lambda _title, _done, _total: None)
    yield world
    ids.use_seed(None)
    applying._paper_in.cache_clear()  # the next test's store is empty
    pictures._photo_in.cache_clear()


def mean(values: list[Decimal]) -> Decimal:
    """The plain mean, cut to one place: this programme's arithmetic, worked out apart from the software's."""
    return (sum(values) / len(values)).quantize(Decimal("0.1"), ROUND_DOWN)


def totals(application_id, stage: str) -> list[Decimal]:
    panels = select(Panel.id).where(Panel.stage == stage)
    asked = select(Sheet).where(Sheet.application_id == application_id, Sheet.panel_id.in_(panels))
    return [sum(scores_of(sheet.id).values(), Decimal(0)) for sheet in db.session.scalars(asked) if scores_of(sheet.id)]


def test_another_programme_runs_to_its_aftercare(played):
    handed = list(db.session.scalars(select(Application).where(Application.number.is_not(None))))
    places = {place.application_id: place for place in db.session.scalars(select(RankedPlace))}
    kinds = {model: set(db.session.scalars(select(model.kind))) for model in (Report, Inspection)}
    instalments = set(db.session.scalars(select(Payment.instalment)))

    sizes = set()
    assert len(handed) == 3
    for application in handed:
        site, panel = totals(application.id, "site"), totals(application.id, "panel")
        sizes.add((len(site), len(panel)))
        expected = (mean(site) * 4 + mean(panel) * 6) / 10
        given = places[application.id].stage_points
        assert given == expected.quantize(Decimal("0.1"), ROUND_DOWN)
    assert sizes == {(2, 5), (1, 4)}  # in each panel one member declares an interest in one case
    assert (kinds[Report], kinds[Inspection]) == ({"final"}, {"final"})
    assert instalments == {"advance", "balance"}
    assert {each.status for each in db.session.scalars(select(Agreement))} == {"completed"}


def test_money_follows_the_settings_of_the_other_programme(played):
    terms = played.played_round.terms
    asked = list(db.session.scalars(select(Application).where(Application.number.is_not(None))))

    for application in asked:
        lines = sum(db.session.scalars(select(BudgetLine.amount_won).filter_by(application_id=application.id)))
        track = application.track_terms
        support = min(track.ceiling_won, application.total_won * int(track.support_max_percent) // 100)
        assert application.total_won == lines // 10_000 * 10_000
        assert application.subsidy_won <= support
        assert application.subsidy_won % terms.budget.truncation_won == 0
