"""신청 자격: each switched-on rule of the round that the company does not meet, as a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from program_admin.applications.rules.values import CompanyFacts, Fault, Filled
from program_admin.programs.schema import eligibility
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level

SECTION = "company"
SITES = "sites"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that isn't met: its code, sentence, clause of the announcement, and whether it stops the submission."""

    code: str
    sentence: str
    clause: str
    refuses: bool
    about_sites: bool


def eligibility_findings(filled: Filled, today: date) -> Iterator[Finding]:
    """Every rule on company and sites that isn't met on that day (declarations are asked, see rules.consents)."""
    for rule in filled.terms.eligibility:
        if not rule.on or (rule.tracks and filled.track.code not in rule.tracks):
            continue
        if not met(rule, filled.company, today):
            yield Finding(
                code=rule.code,
                sentence=rule.sentence,
                clause=rule.clause or "",
                refuses=rule.on_fail is eligibility.OnFail.REFUSE,
                about_sites=isinstance(rule, eligibility.PlantRule | eligibility.RegionRule | eligibility.DistrictRule),
            )


def company_faults(filled: Filled, today: date) -> Iterator[Fault]:
    """What stops the submission on the company's side: rules of the round, the level, the confirmation."""
    for finding in eligibility_findings(filled, today):
        if finding.refuses and not finding.about_sites:
            yield Fault(SECTION, "confirm-company", finding.sentence)
    allowed = [level.value for level in filled.track.levels_before]
    if filled.company.level not in allowed:
        names = ", ".join(LEVEL_NAMES[Level(level)] for level in allowed)
        yield Fault(
            SECTION,
            "confirm-company",
            f"{filled.track.name}에는 현재 수준이 {names}인 기업이 신청할 수 있습니다. 수준을 확인해 주세요.",
        )
    if filled.value("confirm-company") != "yes":
        yield Fault(SECTION, "confirm-company", "기업 정보가 맞는지 확인하고 표시해 주세요.")


def site_faults(filled: Filled, today: date) -> Iterator[Fault]:
    """What stops the submission on the side of the sites, and the confirmation."""
    for finding in eligibility_findings(filled, today):
        if finding.refuses and finding.about_sites:
            yield Fault(SITES, "confirm-sites", finding.sentence)
    if filled.value("confirm-sites") != "yes":
        yield Fault(SITES, "confirm-sites", "사업장이 맞는지 확인하고 표시해 주세요.")


def met(rule: eligibility.EligibilityRule, company: CompanyFacts, today: date) -> bool:
    """Whether the company meets a rule on that day; what is declared is asked, not looked up."""
    match rule:
        case eligibility.SizeRule():
            return company.size_class in rule.allowed
        case eligibility.TradeRule():
            return company.ksic[:2] in rule.divisions
        case eligibility.PlantRule():
            return any(site.kind in rule.site_kinds for site in company.sites)
        case eligibility.RegionRule():
            return any(site.kind in rule.site_kinds and site.sido == rule.sido for site in company.sites)
        case eligibility.DistrictRule():
            return any(site.district in rule.districts for site in company.sites)
        case eligibility.EmployeesRule():
            return company.employees >= rule.minimum and (rule.maximum is None or company.employees <= rule.maximum)
        case eligibility.AgeRule():
            return _years(company.founded_on, today) >= rule.minimum_years
        case eligibility.ConcurrentRule():
            return company.running <= rule.maximum
        case eligibility.EarlierAwardRule():
            return sum(year > today.year - rule.within_years for year in company.awards) <= rule.maximum
        case _:
            return True


def _years(start: date, today: date) -> int:
    return today.year - start.year - ((today.month, today.day) < (start.month, start.day))
