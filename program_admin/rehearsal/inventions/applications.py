"""What an invented company types into its application."""

import random
from collections.abc import Sequence
from decimal import Decimal

from program_admin.applications.rules.engineers import name_of
from program_admin.core.money import truncate_thousand
from program_admin.programs.schema.announcement import Track
from program_admin.programs.schema.round_file import RoundFile
from program_admin.rehearsal.inventions.any_round import answers_to, measures_for, split_over, totals_around
from program_admin.rehearsal.inventions.companies import InventedCompany
from program_admin.rehearsal.inventions.trades import Measure

COSTS = {"new": (38_000_000, 72_000_000), "upgrade1": (90_000_000, 260_000_000)}
ENGINEERS = 2
SPLIT = (
    ("software", "현장 실적 수집 화면과 서버 개발", 58),
    ("hardware", "현장 단말과 바코드 스캐너", 17),
    ("sensors", "설비 신호 수집기와 센서", 18),
    ("network", "현장 무선망 공사", 7),
)


def typed_application(invented: InventedCompany, track: str, terms: RoundFile, luck: random.Random) -> dict[str, str]:
    """Return every field of a faultless application by its name, as it would be typed."""
    trade = invented.trade
    values = {
        "confirm-company": "yes",
        "confirm-sites": "yes",
        "project-title": luck.choice(trade.titles),
        "project-solutions": ",".join(trade.solutions),
        "project-problem": trade.problem,
        "project-plan": trade.plan,
        "project-effect": trade.effect,
        "project-months": str(luck.randint(4, 8)),
        "project-contact_name": invented.owner_name,
        "project-contact_phone": "010-0000-0000",
    }
    values["project-months"] = str(min(int(values["project-months"]), _track(terms, track).build_months_max))
    values |= answers_to(terms) | _answers(invented, terms, luck)
    values |= _kpis(measures_for(trade, terms.kpis), luck)
    values |= _costs(terms, track, luck)
    values |= {f"must_not-{rule.code}": "no" for rule in terms.eligibility if rule.kind == "must_not"}
    values |= {f"consent-{consent.code}": "yes" for consent in terms.company_consents}
    values["bonus-claimed"] = "no"
    if trade.outsourced and luck.random() < 0.5:
        codes = [item.code for item in terms.evaluation.bonus.items]
        claimed = next((code for code in codes if code == "multi_site"), codes[0] if codes else "")
        values |= {"bonus-claimed": "yes", f"bonus-{claimed}": "yes"} if claimed else {}
    return values


def typed_engineers(names: Sequence[str], work: str) -> dict[str, str]:
    """Return the fields of 참여인력 for these engineers of the chosen supplier, as they would be typed."""
    values: dict[str, str] = {}
    for row, name in enumerate(names[:ENGINEERS], start=1):
        cells = {"name": name, "work": work, "phone": "010-0000-0000"}
        values |= {name_of(row, part): value for part, value in cells.items()}
    return values


def _track(terms: RoundFile, code: str) -> Track:
    return next(track for track in terms.tracks if track.code == code)


def _answers(invented: InventedCompany, terms: RoundFile, luck: random.Random) -> dict[str, str]:
    collects = luck.random() < 0.6
    outsourced = invented.trade.outsourced
    known = {
        "collects_now": "yes" if collects else "no",
        "collects_how": "paper,excel" if collects else "",
        "collection_sites": str(1 + len(invented.other_sites)),
        "site_plan-1-site": "본사",
        "site_plan-1-subject": invented.trade.subject,
        "site_plan-1-method": luck.choice(("scan", "machine", "sensor")),
        "site_plan-1-machines": str(luck.randint(2, 14)),
        "outsourced": "yes" if outsourced else "no",
        "outsourcer_agreement": "signed" if outsourced else "",
        "data_use": "공정 팀장이 날마다 지연된 작업을 보고 순서를 바꾸고, 달마다 불량 원인을 나눕니다.",
        "defect_rate": f"{luck.uniform(1, 7):.2f}",
    }
    codes = {question.code for question in terms.questions}
    return {f"question-{name}": value for name, value in known.items() if value and name.split("-")[0] in codes}


def _kpis(measures: tuple[Measure, ...], luck: random.Random) -> dict[str, str]:
    weights = {1: (100,), 2: (60, 40), 3: (40, 35, 25)}.get(len(measures)) or _even(len(measures))
    values: dict[str, str] = {}
    for row, (measure, weight) in enumerate(zip(measures, weights, strict=True), start=1):
        before = Decimal(f"{luck.uniform(*measure.before):.1f}")
        target = (before * (1 + Decimal(f"{luck.uniform(*measure.change):.3f}"))).quantize(Decimal("0.1"))
        cells = {"measure": measure.code, "before": str(before), "target": str(target), "weight": str(weight)}
        values |= {f"kpi-{row}-{part}": value for part, value in cells.items()}
    return values


def _even(count: int) -> tuple[int, ...]:
    return (100 - 100 // count * (count - 1), *(100 // count for _ in range(count - 1)))


def _costs(terms: RoundFile, track: str, luck: random.Random) -> dict[str, str]:
    total = luck.randint(*COSTS.get(track) or totals_around(_track(terms, track)))
    values: dict[str, str] = {}
    for row, (item, description, percent) in enumerate(split_over(terms.budget, SPLIT), start=1):
        amount = truncate_thousand(total * percent // 100)
        cells = {"item": item, "description": description, "amount": f"{amount:,}"}
        values |= {f"cost-{row}-{part}": value for part, value in cells.items()}
    return values
