"""The questions of the self-check, made from the round's rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field

from program_admin.applications.rules.self_check import Answers, Asked, asked_in, declarations_in, rules_in_use
from program_admin.applications.rules.values import CompanyFacts, SiteFacts
from program_admin.core.clock import today
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL, SEOUL_DISTRICTS, SIDO
from program_admin.core.fields import Date, OneOf, WholeNumber, YesNo
from program_admin.core.forms import ActForm
from program_admin.programs.schema.announcement import LEVEL_NAMES
from program_admin.programs.schema.eligibility import (
    SITE_KIND_NAMES,
    SIZE_CLASS_NAMES,
    DistrictRule,
    EarlierAwardRule,
    SiteKind,
)
from program_admin.programs.schema.round_file import RoundFile

NOTHING_ANSWERED = "답한 것이 없습니다. 아는 것부터 하나 이상 답해 주세요."
NOT_MANUFACTURING = "00"
NO_SITE = "none"
SEVERAL = tuple(kind for kind in SiteKind if kind is not SiteKind.HEAD_OFFICE)
"""Kinds of which a company may have several sites."""
MOST_SITES = 20


class SelfCheckForm(ActForm):
    """Answers about a company that nobody keeps; whatever is not known may stay empty."""

    class Meta(ActForm.Meta):
        """The page says once that every question may be left open."""

        marks_optional = False

    terms: RoundFile

    def answers(self) -> Answers:
        """The answers as the rules take them; only of a valid form."""
        given = {each: self._data(each.value) for each in Asked if each is not Asked.SITES}
        sites, kinds_left_open = self._sites()
        left_open: set[Asked] = {each for each, value in given.items() if value is None or value == ""}
        if len(kinds_left_open) == len(SiteKind):
            left_open.add(Asked.SITES)
        company = CompanyFacts(
            size_class=str(given[Asked.SIZE] or ""),
            ksic=str(given[Asked.TRADE] or ""),
            employees=int(given[Asked.EMPLOYEES] or 0),
            founded_on=given[Asked.FOUNDED] or date.min,
            vat_exempt=False,
            under_three_years=False,
            level=str(given[Asked.LEVEL] or ""),
            sites=sites,
            running=int(given[Asked.RUNNING] or 0),
            awards=(today().year,) * int(given[Asked.AWARDS] or 0),
        )
        declared = {rule.code: _WORDS[self._data(f"must_not-{rule.code}")] for rule in declarations_in(self.terms)}
        return Answers(company, frozenset(left_open), declared, kinds_left_open)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every answer, and that there is one."""
        valid = super().validate(extra_validators)
        if valid and not any(self._data(name) not in (None, "") for name in self._fields if name not in _HIDDEN):
            self.form_errors = [NOTHING_ANSWERED]
            return False
        return valid

    def site_fields(self, kind: SiteKind) -> list[Field]:
        """The questions about one kind of site, in order."""
        names = [site_name(kind, place) for place in range(1, MOST_SITES + 1)]
        return [self._fields[name] for name in names if name in self._fields]

    def _sites(self) -> tuple[tuple[SiteFacts, ...], frozenset[SiteKind]]:
        """The sites told of, and the kinds nothing was said about."""
        places = {kind: [field.data for field in self.site_fields(kind) if field.data] for kind in SiteKind}
        told = [(kind, place) for kind, found in places.items() for place in found if place != NO_SITE]
        sites = tuple(SiteFacts(kind.value, place[:2], place if len(place) > 2 else "") for kind, place in told)
        return sites, frozenset(kind for kind, found in places.items() if not found)

    def _data(self, name: str) -> Any:
        field = self._fields.get(name)
        return None if field is None else field.data


_HIDDEN = ("act", "csrf_token")
_WORDS = {True: "yes", False: "no", None: ""}


def site_name(kind: SiteKind, place: int) -> str:
    """The name of the question about one site: `site-own_plant`, `site-own_plant-2` …"""
    return f"site-{kind.value}" if place == 1 else f"site-{kind.value}-{place}"


def sites_sent(sent: Mapping[str, str]) -> dict[SiteKind, int]:
    """How many sites of each kind the form had that was sent, with the one more that `more` asks for."""
    found: dict[SiteKind, int] = {}
    for kind in SEVERAL:
        had = max((place for place in range(1, MOST_SITES + 1) if site_name(kind, place) in sent), default=1)
        found[kind] = min(had + (sent.get("more") == kind.value), MOST_SITES)
    return found


def self_check_form(terms: RoundFile, sites: Mapping[SiteKind, int] | None = None, **binding: Any) -> SelfCheckForm:
    """The form of a round's self-check, with so many questions about each kind of site (one each without `sites`)."""
    fields = {name: field for each in asked_in(terms) for name, field in _fields_of(each, terms, sites or {}).items()}
    for rule in declarations_in(terms):
        fields[f"must_not-{rule.code}"] = YesNo(rule.question, no="아니요", required=False)
    form_class = type("RoundSelfCheckForm", (SelfCheckForm,), {"terms": terms, **fields})
    form: SelfCheckForm = form_class(**binding)
    return form


def _fields_of(asked: Asked, terms: RoundFile, sites: Mapping[SiteKind, int]) -> dict[str, Any]:
    match asked:
        case Asked.SIZE:
            sizes = [(size.value, name) for size, name in SIZE_CLASS_NAMES.items()]
            return {"size_class": OneOf("기업 규모", sizes, required=False, hint="중소기업확인서에 적혀 있습니다.")}
        case Asked.TRADE:
            trades = [(code, f"{code} {name}") for code, name in KSIC_DIVISIONS.choices(today())]
            trades.append((NOT_MANUFACTURING, "제조업이 아님"))
            return {"ksic": OneOf("업종(표준산업분류)", trades, as_list=True, required=False)}
        case Asked.EMPLOYEES:
            return {"employees": WholeNumber("상시 근로자 수", unit="명", most=100_000, required=False)}
        case Asked.FOUNDED:
            return {"founded_on": Date("설립일(개업일)", most=today(), required=False)}
        case Asked.SITES:
            return _site_fields(terms, sites)
        case Asked.LEVEL:
            levels = [(level.value, name) for level, name in LEVEL_NAMES.items()]
            hint = "지원받은 적이 없으면 ‘미구축’입니다."
            return {"level": OneOf("지금 스마트공장 수준", levels, required=False, hint=hint)}
        case Asked.RUNNING:
            return {"running": WholeNumber("지금 진행 중인 지원 과제 수", unit="건", most=100, required=False)}
        case Asked.AWARDS:
            years = max(rule.within_years for rule in rules_in_use(terms) if isinstance(rule, EarlierAwardRule))
            label = f"최근 {years}년 동안 지원 대상으로 선정된 횟수"
            return {"awards": WholeNumber(label, unit="번", most=100, required=False)}


def _site_fields(terms: RoundFile, sites: Mapping[SiteKind, int]) -> dict[str, Any]:
    day = today()
    places: list[tuple[str, str]] = []
    if any(isinstance(rule, DistrictRule) for rule in rules_in_use(terms)):
        places += [(code, f"서울 {name}") for code, name in SEOUL_DISTRICTS.choices(day)]
        places += [(code, name) for code, name in SIDO.choices(day) if code != SEOUL]
    else:
        places += SIDO.choices(day)
    fields = {}
    for kind in SiteKind:
        for place in range(1, sites.get(kind, 1) + 1):
            none = [(NO_SITE, "없음")] if kind in SEVERAL and place == 1 else []
            label = SITE_KIND_NAMES[kind] + (f" {place}" if place > 1 else "")
            fields[site_name(kind, place)] = OneOf(label, none + places, as_list=True, required=False)
    return fields
