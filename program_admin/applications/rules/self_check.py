"""자가진단: what the round's rules say about answers given without an application, rule by rule and track by track."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from program_admin.applications.rules.eligibility import met
from program_admin.applications.rules.values import CompanyFacts
from program_admin.programs.editing.names import RULE_KINDS
from program_admin.programs.schema import eligibility
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level, Track
from program_admin.programs.schema.round_file import RoundFile


class Asked(StrEnum):
    """What the self-check asks about the company."""

    SIZE = "size_class"
    TRADE = "ksic"
    EMPLOYEES = "employees"
    FOUNDED = "founded_on"
    SITES = "sites"
    LEVEL = "level"
    RUNNING = "running"
    AWARDS = "awards"


class Verdict(StrEnum):
    """What a rule says: met, unmet, to be looked at by the officer, or not answered."""

    MET = "met"
    UNMET = "unmet"
    REVIEW = "review"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered: the company as far as told, what was left open, the declarations by rule code.

    `kinds_left_open` are the kinds of site nothing was said about, while others were answered.
    """

    company: CompanyFacts
    left_open: frozenset[Asked]
    declared: Mapping[str, str]
    kinds_left_open: frozenset[eligibility.SiteKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule says: what it is about, its sentence (what to do when it isn't met), its clause, the verdict."""

    code: str
    about: str
    sentence: str
    clause: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TrackFound:
    """What the rules say about one track: the findings that are its own, and the verdict over all."""

    name: str
    own: tuple[Found, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The whole answer: findings common to every track, each track, and the best verdict there is."""

    common: tuple[Found, ...]
    tracks: tuple[TrackFound, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the track that stands best."""
        return min((track.verdict for track in self.tracks), key=_BEST.index)


LEVEL = "지금 스마트공장 수준"
_BEST = (Verdict.MET, Verdict.REVIEW, Verdict.UNKNOWN, Verdict.UNMET)
ASKED_BY: dict[type[eligibility.Rule], Asked] = {
    eligibility.SizeRule: Asked.SIZE,
    eligibility.TradeRule: Asked.TRADE,
    eligibility.PlantRule: Asked.SITES,
    eligibility.RegionRule: Asked.SITES,
    eligibility.DistrictRule: Asked.SITES,
    eligibility.EmployeesRule: Asked.EMPLOYEES,
    eligibility.AgeRule: Asked.FOUNDED,
    eligibility.ConcurrentRule: Asked.RUNNING,
    eligibility.EarlierAwardRule: Asked.AWARDS,
}
"""Which answer each kind of rule needs; declarations are asked by themselves."""


def rules_in_use(terms: RoundFile) -> tuple[eligibility.EligibilityRule, ...]:
    """The rules of the round that are switched on."""
    return tuple(rule for rule in terms.eligibility if rule.on)


def asked_in(terms: RoundFile) -> tuple[Asked, ...]:
    """What has to be asked in this round, in the order of the page."""
    wanted = {ASKED_BY[type(rule)] for rule in rules_in_use(terms) if type(rule) in ASKED_BY} | {Asked.LEVEL}
    return tuple(each for each in Asked if each in wanted)


def declarations_in(terms: RoundFile) -> tuple[eligibility.DeclarationRule, ...]:
    """What is asked to be declared."""
    return tuple(rule for rule in rules_in_use(terms) if isinstance(rule, eligibility.DeclarationRule))


def self_check(terms: RoundFile, answers: Answers, today: date) -> SelfCheck:
    """What the rules of the round say about these answers on that day."""
    common = tuple(_found(rule, answers, today) for rule in rules_in_use(terms) if not rule.tracks)
    return SelfCheck(common, tuple(_track(track, terms, answers, today, common) for track in terms.tracks))


def _track(track: Track, terms: RoundFile, answers: Answers, today: date, common: tuple[Found, ...]) -> TrackFound:
    own = [_found(rule, answers, today) for rule in rules_in_use(terms) if track.code in rule.tracks]
    own.insert(0, _level(track, answers))
    verdicts = {each.verdict for each in (*common, *own)}
    return TrackFound(track.name, tuple(own), max(verdicts, key=_BEST.index))


def _level(track: Track, answers: Answers) -> Found:
    names = ", ".join(LEVEL_NAMES[level] for level in track.levels_before)
    sentence = f"지금 스마트공장 수준이 {names}인 기업이 신청할 수 있습니다. 수준확인서를 확인해 주세요."
    if Asked.LEVEL in answers.left_open:
        return Found("level", LEVEL, sentence, "", Verdict.UNKNOWN)
    fits = Level(answers.company.level) in track.levels_before
    return Found("level", LEVEL, sentence, "", Verdict.MET if fits else Verdict.UNMET)


def _found(rule: eligibility.EligibilityRule, answers: Answers, today: date) -> Found:
    about = rule.question if isinstance(rule, eligibility.DeclarationRule) else RULE_KINDS[rule.kind]
    return Found(rule.code, about, rule.sentence, rule.clause or "", _verdict(rule, answers, today))


def _verdict(rule: eligibility.EligibilityRule, answers: Answers, today: date) -> Verdict:
    fails = Verdict.REVIEW if rule.on_fail is eligibility.OnFail.REVIEW else Verdict.UNMET
    if isinstance(rule, eligibility.DeclarationRule):
        answer = answers.declared.get(rule.code, "")
        return {"no": Verdict.MET, "yes": fails}.get(answer, Verdict.UNKNOWN)
    if ASKED_BY[type(rule)] in answers.left_open:
        return Verdict.UNKNOWN
    if met(rule, answers.company, today):
        return Verdict.MET
    return Verdict.UNKNOWN if _kinds_of(rule) & answers.kinds_left_open else fails


def _kinds_of(rule: eligibility.EligibilityRule) -> frozenset[eligibility.SiteKind]:
    """The kinds of site by which a rule may be met."""
    if isinstance(rule, eligibility.PlantRule | eligibility.RegionRule):
        return frozenset(rule.site_kinds)
    return frozenset(eligibility.SiteKind) if isinstance(rule, eligibility.DistrictRule) else frozenset()
