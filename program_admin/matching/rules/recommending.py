"""Which suppliers fit a need, in which order, and the sentences that say why; nobody is refused by a number."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NEWCOMER_POINTS = Decimal(60)


@dataclass(frozen=True, slots=True)
class Need:
    """What the company looks for: trade by KSIC division, its places, wanted solution kinds (may be empty)."""

    ksic: str
    trade_name: str
    sidos: frozenset[str]
    districts: frozenset[str]
    solution_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """One solution of a supplier."""

    kind: str
    kind_name: str
    ksic_codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """What the scorecard says: overall 0–100 (None = no facts yet), and its sentences with n.

    While facts are too few to show, `overall` still counts (it lies near 60) and the sentences hold no number.
    """

    overall: Decimal | None
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered supplier as matching sees it; `banned_until` is text for the reader or empty."""

    supplier_id: uuid.UUID
    name: str
    sido: str
    district: str
    district_name: str
    offers: tuple[Offer, ...]
    record: Record
    open_projects: int
    banned_until: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """Parts of the total of 100, and the limit of concurrent projects; settings of the round."""

    industry: int = 30
    solution: int = 20
    place: int = 10
    performance: int = 30
    capacity: int = 10
    concurrent_projects_max: int = 10


@dataclass(frozen=True, slots=True)
class Share:
    """What one weight gave: its name, the points, and how many there were to get."""

    label: str
    points: Decimal
    most: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A supplier with its points of 100 and the reasons, best first; `cautions` are shown beside them."""

    supplier_id: uuid.UUID
    name: str
    points: Decimal
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    points: Decimal
    reasons: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


def recommend(
    need: Need, candidates: Sequence[Candidate], weights: Weights, *, limit: int = 10
) -> tuple[Recommendation, ...]:
    """Return the best fitting suppliers; those banned or without a free place are left out (see left_out)."""
    fitting = [judge(need, candidate, weights) for candidate in candidates if not left_out(candidate, weights)]
    fitting.sort(key=lambda found: (-found.points, found.name, str(found.supplier_id)))
    return tuple(fitting[:limit])


def left_out(candidate: Candidate, weights: Weights) -> list[str]:
    """Why a supplier is not on the list at all; empty when it may be."""
    reasons = []
    if candidate.banned_until:
        reasons.append(f"{candidate.banned_until}까지 참여가 제한되었습니다.")
    if candidate.open_projects >= weights.concurrent_projects_max:
        reasons.append(f"진행 중인 과제가 {candidate.open_projects}건으로 한도에 이르렀습니다.")
    return reasons


def judge(need: Need, candidate: Candidate, weights: Weights) -> Recommendation:
    """Return one supplier's points with what gave them, whether or not it may be on the list."""
    judged = (
        ("업종", weights.industry, _industry(need, candidate, weights.industry)),
        ("솔루션", weights.solution, _solution(need, candidate, weights.solution)),
        ("사후관리 성과", weights.performance, _performance(candidate, weights.performance)),
        ("지역", weights.place, _place(need, candidate, weights.place)),
        ("여력", weights.capacity, _capacity(candidate, weights)),
    )
    parts = [part for _, _, part in judged]
    points = sum((part.points for part in parts), Decimal(0))
    return Recommendation(
        supplier_id=candidate.supplier_id,
        name=candidate.name,
        points=_tenth(points),
        reasons=tuple(reason for part in parts for reason in part.reasons),
        cautions=tuple(caution for part in parts for caution in part.cautions),
        shares=tuple(Share(label, _tenth(part.points), most) for label, most, part in judged),
    )


def _tenth(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _industry(need: Need, candidate: Candidate, weight: int) -> _Part:
    fitting = [offer for offer in candidate.offers if need.ksic in offer.ksic_codes]
    if not fitting:
        return _Part(Decimal(0), cautions=(f"{need.trade_name} 업종용으로 등록한 솔루션이 없습니다.",))
    names = ", ".join(dict.fromkeys(offer.kind_name for offer in fitting))
    return _Part(Decimal(weight), (f"{need.trade_name} 업종용 솔루션이 있습니다: {names}.",))


def _solution(need: Need, candidate: Candidate, weight: int) -> _Part:
    if not need.solution_kinds:
        return _Part(Decimal(weight))
    found = {offer.kind: offer.kind_name for offer in candidate.offers if offer.kind in need.solution_kinds}
    share = Decimal(len(found)) / len(need.solution_kinds)
    if not found:
        return _Part(Decimal(0), cautions=("찾으시는 종류의 솔루션을 등록하지 않았습니다.",))
    return _Part(share * weight, (f"찾으시는 솔루션을 갖추었습니다: {', '.join(found.values())}.",))


def _performance(candidate: Candidate, weight: int) -> _Part:
    record = candidate.record
    points = NEWCOMER_POINTS if record.overall is None else record.overall
    if record.overall is None:
        none = "아직 사후관리 기록이 없습니다. 성과는 보통(60점)으로 보았습니다."
        return _Part(points * weight / 100, cautions=(none,))
    return _Part(points * weight / 100, record.sentences, record.warnings)


def _place(need: Need, candidate: Candidate, weight: int) -> _Part:
    if candidate.district and candidate.district in need.districts:
        return _Part(Decimal(weight), (f"같은 {candidate.district_name}에 있습니다.",))
    if candidate.sido in need.sidos:
        return _Part(Decimal(weight) * 6 / 10, ("같은 시·도에 있습니다.",))
    return _Part(Decimal(0), cautions=("사업장과 다른 지역에 있습니다.",))


def _capacity(candidate: Candidate, weights: Weights) -> _Part:
    free = max(0, weights.concurrent_projects_max - candidate.open_projects)
    points = Decimal(weights.capacity) * free / weights.concurrent_projects_max
    if candidate.open_projects == 0:
        return _Part(points, ("지금 맡은 과제가 없어 바로 시작할 수 있습니다.",))
    return _Part(points, (f"지금 과제 {candidate.open_projects}건을 하고 있습니다.",))
