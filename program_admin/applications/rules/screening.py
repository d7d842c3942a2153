"""요건검토: the items of the screening sheet with what the program finds on each, and what speaks against a verdict."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from program_admin.applications.rules import budget
from program_admin.applications.rules.bonus import claimed_items, evidence_objections
from program_admin.applications.rules.eligibility import Finding, eligibility_findings
from program_admin.applications.rules.papers import (
    Slot,
    evidence_slot,
    paper_objections,
    proves_only,
    slots,
    valid_until,
)
from program_admin.applications.rules.sharing import LABELS, Kind, Shared
from program_admin.applications.rules.values import Filled, HandedPaper
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.programs.schema import eligibility
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SIZE_CLASS_NAMES, SiteKind, SizeClass

UNREGISTERED_PLANT_BELOW_M2 = Decimal(500)
"""Below this a plant need not be registered (domain: 신청 자격)."""


class Outlook(StrEnum):
    """What a finding speaks for; OPEN where only people can tell."""

    PASSED = "passed"
    FAILED = "failed"
    TO_SUPPLEMENT = "to_supplement"
    OPEN = ""


class Group(StrEnum):
    """The parts of the sheet, in order; an item's code begins with its group."""

    ELIGIBILITY = "eligibility"
    SITE = "site"
    PAPER = "paper"
    BUDGET = "budget"
    BONUS = "bonus"
    CONTACT = "contact"


GROUP_NAMES = {
    Group.ELIGIBILITY: "신청 자격",
    Group.SITE: "사업장",
    Group.PAPER: "제출서류",
    Group.BUDGET: "사업비",
    Group.BONUS: "가점",
    Group.CONTACT: "신청 경로",
}
RULE_NAMES = {
    "size_class": "기업 규모",
    "ksic": "업종",
    "plant_in_korea": "국내 생산 사업장",
    "region": "지역 연고",
    "district": "자치구",
    "employees": "상시 근로자 수",
    "age": "업력",
    "concurrent_projects": "진행 중인 과제",
    "earlier_award": "최근 지원 이력",
}
_MET = "기준에 맞습니다."
BUSINESS = f"{Group.ELIGIBILITY}-business_status"
"""The item about the business status."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its code, what is looked at, what the finding speaks for, the finding, the values it rests on."""

    code: str
    label: str
    outlook: Outlook
    finding: str
    evidence: str = ""

    @property
    def group(self) -> Group:
        """The part of the sheet it stands in."""
        return group_of(self.code)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A paper with the day on which it was handed in (a supplement counts from its own day)."""

    paper: HandedPaper
    on: date


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """A site as the sheet shows it."""

    kind: str
    name: str
    sido: str
    district: str
    area_m2: Decimal | None
    registration_number: str


@dataclass(frozen=True, slots=True)
class BusinessSeen:
    """The newest look at the business status: whether it trades, the status in words, when and where it was found."""

    trades: bool
    word: str
    checked_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the sheet is made from: what was handed in, when, the sites, what other companies share."""

    filled: Filled
    submitted_on: date
    papers: tuple[HandedOn, ...]
    sites: tuple[SiteSeen, ...]
    sharing: tuple[Shared, ...] = ()
    business: BusinessSeen | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with the officer's result ("" while open) and note."""

    code: str
    label: str
    result: str
    note: str


def group_of(code: str) -> Group:
    """The group an item's code names."""
    return Group(code.partition("-")[0])


def items(seen: Seen) -> tuple[Item, ...]:
    """Every item of the sheet, in the order of its groups."""
    return (
        *_eligibility(seen),
        _business(seen),
        *_sites(seen),
        *_papers(seen),
        *_budget(seen),
        *_bonus(seen),
        *_contact(seen),
    )


def objections_to_passing(
    checked: Iterable[Checked], *, open_supplements: int, unproven: Set[str] = frozenset()
) -> list[str]:
    """Why an application can't be proposed as 적합: items open, failed or to be supplemented, requests unanswered.

    `unproven` are the claimed bonus items without evidence, which may not be accepted.
    """
    found = list(checked)
    codes = {f"{Group.BONUS}-{code}" for code in unproven}
    empty = [each.label for each in found if each.code in codes and each.result == "passed"]
    said = _bonus_refused_without_note(found)
    if empty:
        said.append(f"증빙을 내지 않은 가점은 인정할 수 없습니다: {_listed(empty)}.")
    for result, words in (
        ("", "판정하지 않은 항목이 있습니다"),
        ("failed", "‘부적합’으로 판정한 항목이 있습니다"),
        ("to_supplement", "‘보완 필요’로 판정한 항목이 있습니다"),
    ):
        labels = [
            each.label for each in found if each.result == result and not (_is_bonus(each) and result == "failed")
        ]
        if labels:
            said.append(f"{words}: {_listed(labels)}. 모두 ‘적합’이어야 적합으로 올릴 수 있습니다.")
    if open_supplements:
        said.append(f"끝나지 않은 보완 요청이 {open_supplements}건 있습니다. 보완을 인정한 뒤 올려 주세요.")
    return said


def objections_to_failing(checked: Iterable[Checked]) -> list[str]:
    """Why an application can't be proposed as 부적합: there must be an item that failed."""
    failed = [each for each in checked if each.result == "failed" and not _is_bonus(each)]
    return [] if failed else ["‘부적합’으로 판정한 항목이 없습니다. 어떤 항목이 부적합한지 먼저 판정해 주세요."]


def proposed_reason(checked: Iterable[Checked]) -> str:
    """The reasons for 부적합 as the notes say them, one line per failed item."""
    failed = [each for each in checked if each.result == "failed" and not _is_bonus(each)]
    return "\n".join(f"{each.label}: {each.note}" if each.note else each.label for each in failed)


def _is_bonus(each: Checked) -> bool:
    return group_of(each.code) is Group.BONUS


def _bonus_refused_without_note(checked: list[Checked]) -> list[str]:
    silent = [each.label for each in checked if _is_bonus(each) and each.result == "failed" and not each.note.strip()]
    return [f"가점을 인정하지 않는 사유를 메모에 적어 주세요: {_listed(silent)}."] if silent else []


def _listed(labels: list[str], most: int = 5) -> str:
    shown = ", ".join(labels[:most])
    return shown if len(labels) <= most else f"{shown} 외 {len(labels) - most}건"


def _eligibility(seen: Seen) -> Iterator[Item]:
    filled = seen.filled
    unmet = {finding.code: finding for finding in eligibility_findings(filled, seen.submitted_on)}
    for rule in filled.terms.eligibility:
        if not rule.on or (rule.tracks and filled.track.code not in rule.tracks):
            continue
        if isinstance(rule, eligibility.DeclarationRule):
            yield _declaration(rule, filled)
            continue
        found = unmet.get(rule.code)
        label = RULE_NAMES[rule.kind] + (f" ({rule.clause})" if rule.clause else "")
        yield Item(
            f"{Group.ELIGIBILITY}-{rule.code}",
            label,
            _outlook(found),
            found.sentence if found else _MET,
            _evidence(rule, seen),
        )


def _business(seen: Seen) -> Item:
    """휴·폐업: a business that does not trade is excluded; the officer decides on the dated look."""
    found = seen.business
    if found is None:
        sentence = "아직 확인하지 않았습니다. 국세청에서 조회한 결과와 날짜를 ‘휴·폐업 확인’에 적어 주세요."
        return Item(BUSINESS, "휴·폐업", Outlook.OPEN, sentence)
    evidence = f"{korean_date(found.checked_on)} {found.source}"
    outlook = Outlook.PASSED if found.trades else Outlook.FAILED
    return Item(BUSINESS, "휴·폐업", outlook, f"{found.word}입니다.", evidence)


def _outlook(found: Finding | None) -> Outlook:
    if found is None:
        return Outlook.PASSED
    return Outlook.FAILED if found.refuses else Outlook.OPEN


def _declaration(rule: eligibility.DeclarationRule, filled: Filled) -> Item:
    declared = filled.value(f"must_not-{rule.code}") == "yes"
    return Item(
        f"{Group.ELIGIBILITY}-{rule.code}",
        rule.question.removesuffix("?") + (f" ({rule.clause})" if rule.clause else ""),
        Outlook.FAILED if declared else Outlook.OPEN,
        rule.sentence if declared else "신청 기업은 ‘아니요’라고 답했습니다. 서류나 조회로 확인해 주세요.",
        f"신청 기업의 답: {'예' if declared else '아니요'}",
    )


def _evidence(rule: eligibility.EligibilityRule, seen: Seen) -> str:
    company = seen.filled.company
    match rule:
        case eligibility.SizeRule():
            return SIZE_CLASS_NAMES[SizeClass(company.size_class)]
        case eligibility.TradeRule():
            return f"{KSIC_DIVISIONS.name_of(company.ksic[:2])} ({company.ksic})"
        case eligibility.PlantRule() | eligibility.RegionRule() | eligibility.DistrictRule():
            return ", ".join(f"{_kind(site)} {_place(site)}" for site in seen.sites) or "등록한 사업장 없음"
        case eligibility.EmployeesRule():
            return f"상시 근로자 {company.employees:,}명"
        case eligibility.AgeRule():
            return f"{korean_date(company.founded_on)} 설립"
        case eligibility.ConcurrentRule():
            return f"진행 중인 과제 {company.running}건"
        case eligibility.EarlierAwardRule():
            return f"지원받은 해: {', '.join(map(str, company.awards)) or '없음'}"
        case _:
            return ""


def _sites(seen: Seen) -> Iterator[Item]:
    for number, site in enumerate(seen.sites, start=1):
        area = f", {site.area_m2.normalize():,f}㎡" if site.area_m2 is not None else ""
        registered = f", 등록번호 {site.registration_number}" if site.registration_number else ""
        yield Item(
            f"{Group.SITE}-{number}",
            f"{_kind(site)}: {site.name}",
            *_site_finding(site),
            f"{_place(site)}{area}{registered}",
        )


def _site_finding(site: SiteSeen) -> tuple[Outlook, str]:
    if site.kind != SiteKind.OWN_PLANT or site.registration_number:
        return Outlook.OPEN, "사업계획의 내용과 사업장이 맞는지 확인해 주세요."
    if site.area_m2 is not None and site.area_m2 < UNREGISTERED_PLANT_BELOW_M2:
        return Outlook.OPEN, "500㎡ 미만이라 공장등록이 없어도 됩니다. 대체서류를 확인해 주세요."
    return Outlook.TO_SUPPLEMENT, "공장등록번호가 없습니다. 공장등록증명이나 대체서류로 확인해 주세요."


def _kind(site: SiteSeen) -> str:
    return SITE_KIND_NAMES[SiteKind(site.kind)]


def _place(site: SiteSeen) -> str:
    return f"{SIDO.name_of(site.sido)} {SEOUL_DISTRICTS.name_of(site.district) if site.district else ''}".strip()


def _papers(seen: Seen) -> Iterator[Item]:
    for slot in slots(seen.filled):
        handed = [each for each in seen.papers if each.paper.paper == slot.code]
        code = f"{Group.PAPER}-{slot.code}"
        if proves_only(seen.filled, slot.code):
            continue  # judged beside the bonus it proves
        if not handed:
            if slot.required:
                yield Item(code, slot.name, Outlook.TO_SUPPLEMENT, "아직 내지 않았습니다. 보완을 요청해 주세요.")
            continue
        said = [sentence for each in handed for sentence in paper_objections(slot, each.paper, each.on)]
        evidence = "\n".join(_paper_evidence(slot, each) for each in handed)
        substitutes = [found for each in handed if (found := slot.substitute(each.paper.substitute)) is not None]
        if said:
            yield Item(code, slot.name, Outlook.TO_SUPPLEMENT, " ".join(said), evidence)
        elif substitutes:
            names = ", ".join(each.name for each in substitutes)
            yield Item(code, slot.name, Outlook.OPEN, f"대체서류({names})입니다. 인정할지 확인해 주세요.", evidence)
        else:
            yield Item(code, slot.name, Outlook.PASSED, _in_force(slot), evidence)


def _in_force(slot: Slot) -> str:
    return "냈고, 낸 날에 유효합니다." if slot.validity_days is not None else "냈습니다."


def _paper_evidence(slot: Slot, handed: HandedOn) -> str:
    parts = [f"{korean_date(handed.on)} 제출"]
    issued = handed.paper.issued_on
    if issued is not None:
        parts.append(f"{korean_date(issued)} 발급")
        if slot.validity_days is not None:
            parts.append(f"{korean_date(valid_until(issued, slot.validity_days))}까지 유효")
    if handed.paper.reason:
        parts.append(f"대체 사유: {handed.paper.reason}")
    return ", ".join(parts)


def _budget(seen: Seen) -> Iterator[Item]:
    worked_out = budget.funding(seen.filled)
    said: dict[str, list[str]] = {"support": [], "cash": [], "lines": []}
    for fault in worked_out.faults:
        said[fault.field if fault.field in ("support", "cash") else "lines"].append(fault.sentence)
    shares = ", ".join(f"{share.name} {won(share.won)}({share.percent}%)" for share in worked_out.shares)
    for code, label, evidence in (
        (
            "support",
            "지원 한도와 비율",
            f"지원금 {won(worked_out.support_won)}, 한도 {won(worked_out.support_max_won)}",
        ),
        (
            "cash",
            "기업 부담금",
            f"현금 {won(worked_out.company_cash_won)}, 최소 {won(worked_out.minimum_cash_won)}",
        ),
        ("lines", "비목과 총사업비", f"총사업비 {won(worked_out.total_won)}. {shares}"),
    ):
        found = Outlook.FAILED if said[code] else Outlook.PASSED
        yield Item(f"{Group.BUDGET}-{code}", label, found, " ".join(said[code]) or _MET, evidence)


def _bonus(seen: Seen) -> Iterator[Item]:
    """가점: each claim with its evidence beside it; the officer's decision there settles whether it counts."""
    for item in claimed_items(seen.filled):
        slot = evidence_slot(seen.filled, item.paper)
        handed = [each for each in seen.papers if slot is not None and each.paper.paper == slot.code]
        lines = [f"증빙: {item.evidence}", *(_paper_evidence(slot, each) for each in handed if slot is not None)]
        label = f"{item.name} ({item.points.normalize():f}점)"
        yield Item(f"{Group.BONUS}-{item.code}", label, *_bonus_finding(slot, handed), "\n".join(lines))


def _bonus_finding(slot: Slot | None, handed: list[HandedOn]) -> tuple[Outlook, str]:
    said = evidence_objections(slot, [(each.paper, each.on) for each in handed]) if slot is not None else []
    if said:
        return Outlook.TO_SUPPLEMENT, " ".join(said)
    return Outlook.OPEN, "증빙을 확인하고 인정할지 정해 주세요. 인정한 점수만 평가에 더합니다."


def _contact(seen: Seen) -> Iterator[Item]:
    phone = seen.filled.value("project-contact_phone")
    for kind in Kind:
        found = [each for each in seen.sharing if each.kind is kind]
        sentence, evidence = " ".join(each.sentence for each in found), "\n".join(each.evidence for each in found)
        if found:
            yield Item(f"{Group.CONTACT}-{kind}", LABELS[kind], Outlook.OPEN, sentence, evidence)
        elif kind is Kind.PHONE:
            none = "같은 연락처를 쓴 다른 신청이 없습니다."
            yield Item(f"{Group.CONTACT}-{kind}", LABELS[kind], Outlook.PASSED, none, phone)
