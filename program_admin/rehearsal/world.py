"""Everything the play knows: its luck, its time, the round, and who takes part."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.agreements.models import Agreement
from program_admin.applications.models import Application
from program_admin.companies.models import Company
from program_admin.core.writing import transaction
from program_admin.programs.models import Round
from program_admin.rehearsal.calendar import PlayedTime
from program_admin.rehearsal.inventions.companies import InventedCompany
from program_admin.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the centre."""

    administrator: Person
    officer: Person
    second_officer: Person
    leader: Person
    director: Person
    visitors: tuple[Person, ...]
    auditor: Person


@dataclass(slots=True)
class PlayedSupplier:
    """A supplier with the person who acts for it; `skill` (0–1) decides how its projects turn out."""

    supplier: Supplier
    person: Person
    skill: float
    trades: tuple[str, ...]


@dataclass(slots=True)
class PlayedCompany:
    """A company with its owner, what was invented for it, its supplier, and what becomes of it."""

    invented: InventedCompany
    company: Company
    owner: Person
    fate: str
    supplier: PlayedSupplier | None = None
    application: Application | None = None
    agreement: Agreement | None = None


@dataclass(slots=True)
class World:
    """One play."""

    luck: random.Random
    time: PlayedTime
    password_hash: str
    documents: str
    tell: Callable[[str, int, int], None]
    phones: Iterator[int]
    places: Iterator[int]
    staff: Staff | None = None
    round: Round | None = None
    suppliers: list[PlayedSupplier] = field(default_factory=list)
    companies: list[PlayedCompany] = field(default_factory=list)
    evaluators: list[Person] = field(default_factory=list)
    serial: int = 0

    @property
    def centre(self) -> Staff:
        """The staff, once invited."""
        if self.staff is None:
            raise ValueError("nobody works at the centre yet")
        return self.staff

    @property
    def played_round(self) -> Round:
        """The round, once opened."""
        if self.round is None:
            raise ValueError("no round yet")
        return self.round

    @contextmanager
    def act(self) -> Iterator[datetime]:
        """One act of somebody: a few seconds pass, then everything inside commits together."""
        self.time.pass_(seconds=self.luck.randint(2, 9))
        with transaction() as now:
            yield now
