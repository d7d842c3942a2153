"""What a play came to, in numbers that a second play of the same seed must repeat."""

from sqlalchemy import func, select

from program_admin.applications.models import Application
from program_admin.applications.queries import counts_by_status
from program_admin.audit.verification import verify
from program_admin.core.database import db
from program_admin.documents.models import IssuedDocument, RenderedDocument
from program_admin.evaluation.models import RankedPlace
from program_admin.evaluation.queries import ranking_of
from program_admin.rehearsal.world import World
from program_admin.suppliers.scorecards import Scorecard, scorecards


def summary_of(world: World) -> dict[str, object]:
    """Return counts per state, money (won), the ranking, scorecards, documents with their fingerprints, the trail."""
    round_id = world.played_round.id
    trail = verify()
    return {
        "round": world.played_round.code,
        "applications": {status.value: count for status, count in counts_by_status(round_id).items()},
        "money": _money(world),
        "ranking": _ranking(world),
        "scorecards": _scorecards(world),
        "documents": _documents(),
        "trail": {"entries": trail.entries, "head": trail.head_digest, "intact": trail.intact},
    }


def _money(world: World) -> dict[str, int]:
    sums = select(
        func.coalesce(func.sum(Application.total_won), 0), func.coalesce(func.sum(Application.subsidy_won), 0)
    ).where(Application.round_id == world.played_round.id)
    asked_total, asked_support = db.session.execute(sums.where(Application.number.is_not(None))).one()
    total, support = db.session.execute(sums.where(Application.status == "selected")).one()
    return {
        "asked_total_won": int(asked_total),
        "asked_support_won": int(asked_support),
        "selected_total_won": int(total),
        "selected_support_won": int(support),
    }


def _ranking(world: World) -> list[dict[str, object]]:
    ranking = ranking_of(world.played_round.id)
    if ranking is None:
        return []
    places = db.session.scalars(
        select(RankedPlace).where(RankedPlace.ranking_id == ranking.id).order_by(RankedPlace.place)
    )
    return [
        {
            "place": place.place,
            "application": place.application.number,
            "company": place.application.company_name,
            "points": str(place.points),
            "outcome": place.outcome,
        }
        for place in places
    ]


def _scorecards(world: World) -> list[dict[str, object]]:
    by_id = {played.supplier.id: played.supplier for played in world.suppliers}
    cards = scorecards(list(by_id), world.time.now)
    known = [card for card in cards.values() if card.figures]
    known.sort(key=lambda card: by_id[card.supplier_id].registration_number or "")
    return [{"supplier": by_id[card.supplier_id].registration_number} | _card(card) for card in known]


def _card(card: Scorecard) -> dict[str, object]:
    lines = {line.terms.kind: {"n": line.n, "mean": str(line.mean)} for line in card.figures}
    return {"overall": str(card.overall), "lines": lines}


def _documents() -> list[dict[str, object]]:
    rows = db.session.execute(
        select(IssuedDocument.kind, IssuedDocument.number, IssuedDocument.content_sha256, RenderedDocument)
        .outerjoin(RenderedDocument, RenderedDocument.document_id == IssuedDocument.id)
        .order_by(IssuedDocument.kind, IssuedDocument.number)
    )
    return [
        {
            "kind": kind,
            "number": number,
            "content_sha256": content,
            "unsigned_sha256": made.unsigned_sha256 if made else None,
            "pages": made.pages if made else None,
        }
        for kind, number, content, made in rows
    ]
