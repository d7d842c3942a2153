"""The text that the parties sign: plain values, the clauses filled in, and its fingerprint."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartyText:
    """One party: how the text calls it (갑), what it is (도입기업), and who it is."""

    code: str
    call: str
    label: str
    name: str
    number: str
    representative: str
    address: str


@dataclass(frozen=True, slots=True)
class PaymentText:
    """One instalment: its name, when it is due, and its whole won."""

    name: str
    when: str
    amount_won: int


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One article: number, title, paragraphs."""

    number: int
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementText:
    """Everything that is agreed; amounts in whole won without VAT, `vat_won` on top."""

    number: str
    title: str
    round_title: str
    project_title: str
    track: str
    parties: tuple[PartyText, ...]
    starts_on: date
    ends_on: date
    total_won: int
    subsidy_won: int
    company_cash_won: int
    company_inkind_won: int
    vat_won: int
    funding: tuple[tuple[str, int], ...]
    payments: tuple[PaymentText, ...]
    clauses: tuple[ClauseText, ...]


def filled_in(text: str, values: dict[str, str]) -> str:
    """A clause with each {name} it knows replaced; unknown braces stay as they are."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def canonical(text: AgreementText) -> str:
    """The text as one line of JSON that is the same for the same values."""
    return json.dumps(asdict(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def fingerprint(content: str) -> str:
    """The SHA-256 of a canonical text."""
    return hashlib.sha256(content.encode()).hexdigest()


def read(content: str) -> AgreementText:
    """The text back from its canonical form."""
    kept = json.loads(content)
    kept["starts_on"], kept["ends_on"] = date.fromisoformat(kept["starts_on"]), date.fromisoformat(kept["ends_on"])
    kept["parties"] = tuple(PartyText(**party) for party in kept["parties"])
    kept["payments"] = tuple(PaymentText(**payment) for payment in kept["payments"])
    kept["funding"] = tuple((name, amount) for name, amount in kept["funding"])
    kept["clauses"] = tuple(
        ClauseText(clause["number"], clause["title"], tuple(clause["paragraphs"])) for clause in kept["clauses"]
    )
    return AgreementText(**kept)
