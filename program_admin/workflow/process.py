"""A process written down as data: its states, its steps, and what each is called on screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission


class Subject(Protocol):
    """A record that a process moves."""

    status: str


Objections = Callable[..., list[str]]


def no_objection(_subject: object) -> list[str]:
    """Nothing speaks against the step."""
    return []


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of a process.

    `objections` gets the subject and returns all reasons why not, each a sentence; `needs_reason` asks for a typed one.
    """

    name: str
    label: str
    of: frozenset[StrEnum]
    to: StrEnum
    needs: Permission | None
    objections: Objections = no_objection
    needs_reason: bool = False
    dangerous: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What a state is called: to the staff, and to the people outside; `tone` colours its badge."""

    staff: str
    public: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Process:
    """Every arrow of one record's life. `noun` is the permission noun, `title` the Korean name."""

    noun: str
    title: str
    states: type[StrEnum]
    start: StrEnum
    steps: tuple[Step, ...]
    labels: Mapping[StrEnum, Label]

    def __post_init__(self) -> None:
        missing = set(self.states) - set(self.labels)
        if missing:
            raise ValueError(f"{self.noun}: states without a label: {sorted(missing)}")
        PROCESSES[self.noun] = self

    def step(self, name: str) -> Step:
        """Return the step of that name; KeyError if the process has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(f"{self.noun}:{name}")

    def label(self, status: str, *, staff: bool) -> str:
        """Return the state's name for that reader."""
        label = self.labels[self.states(status)]
        return label.staff if staff else label.public

    def tone(self, status: str) -> str:
        """Return the badge tone of a state."""
        return self.labels[self.states(status)].tone

    def open_to(self, person: Person, subject: Subject) -> list[Step]:
        """Return the steps this person could take now: what the buttons on the page are made from."""
        return [
            step
            for step in self.steps
            if subject.status in step.of and step.needs is not None and step.needs.allows(person, subject)
        ]

    def unreachable(self) -> set[StrEnum]:
        """Return the states no row of steps leads to."""
        seen, waiting = {self.start}, [self.start]
        while waiting:
            here = waiting.pop()
            for step in self.steps:
                if here in step.of and step.to not in seen:
                    seen.add(step.to)
                    waiting.append(step.to)
        return set(self.states) - seen


PROCESSES: dict[str, Process] = {}


def one(*states: StrEnum) -> frozenset[StrEnum]:
    """Return the from-states of a step."""
    return frozenset(states)
