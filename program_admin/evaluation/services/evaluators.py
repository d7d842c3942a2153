"""The pool of evaluators: adding, changing, and the ties that exclude them from cases."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import business_number_faults, digits_of
from program_admin.evaluation import permissions as may
from program_admin.evaluation.models import Evaluator, EvaluatorTie, TieKind
from program_admin.evaluation.queries import evaluator_of
from program_admin.evaluation.services.locking import lock, require


@dataclass(frozen=True, slots=True)
class Profile:
    """What an evaluator offers; `sidos` are province codes, `half_days` like "mon-am"."""

    field: str
    employer: str
    employer_business_number: str = ""
    sidos: tuple[str, ...] = ()
    half_days: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie to a company or supplier; `until` None means it still holds."""

    kind: TieKind
    business_number: str
    name: str
    until: date | None = None


def add_evaluator(new: NewPerson, profile: Profile, *, by: Person, now: datetime) -> Evaluator:
    """Put somebody into the pool; without an account they get a link to set a password.

    Raises RuleBroken when that person is an evaluator already or the employer's business number is wrong.
    """
    require(may.MANAGE_POOL, by)
    values = _checked(profile)
    person = invite(new, Role.EVALUATOR, by=by, now=now, next_page="/sheets/")
    if evaluator_of(person.id) is not None:
        sentence = f"{person.name}님은 이미 평가위원 명단에 있습니다. 명단에서 찾아 고쳐 주세요."
        raise RuleBroken([sentence], {"phone": [sentence]})
    evaluator = Evaluator(person_id=person.id, person=person, created_at=now, **values)
    db.session.add(evaluator)
    db.session.flush()
    record("evaluator:add", "Evaluator", evaluator.id, by=by, now=now)
    return evaluator


def change_evaluator(evaluator: Evaluator, profile: Profile, *, by: Person, now: datetime) -> None:
    """Change field, employer, regions, half-days, or whether the evaluator may be asked."""
    require(may.MANAGE_POOL, by)
    lock(evaluator)
    values = _checked(profile)
    changed = tuple(name for name, value in values.items() if getattr(evaluator, name) != value)
    for name in changed:
        setattr(evaluator, name, values[name])
    if changed:
        record("evaluator:change", "Evaluator", evaluator.id, by=by, now=now, fields=changed)


def add_tie(evaluator: Evaluator, new: NewTie, *, by: Person, now: datetime) -> EvaluatorTie:
    """Record a tie by business number (제척 사유); raises RuleBroken when the number is wrong."""
    require(may.MANAGE_POOL, by)
    _refuse_number(new.business_number, "business_number")
    tie = EvaluatorTie(
        evaluator_id=evaluator.id,
        kind=new.kind.value,
        business_number=digits_of(new.business_number),
        name=new.name,
        until=new.until,
        created_at=now,
    )
    db.session.add(tie)
    db.session.flush()
    record("evaluator:add_tie", "Evaluator", evaluator.id, by=by, now=now, after=new.kind.value)
    return tie


def end_tie(tie: EvaluatorTie, until: date, *, by: Person, now: datetime) -> None:
    """Note the day on which a tie ended; it goes on to exclude for the years of the round."""
    require(may.MANAGE_POOL, by)
    tie.until = until
    record("evaluator:end_tie", "Evaluator", tie.evaluator_id, by=by, now=now, after=until.isoformat())


def _checked(profile: Profile) -> dict[str, object]:
    if profile.employer_business_number:
        _refuse_number(profile.employer_business_number, "employer_business_number")
    number = digits_of(profile.employer_business_number)
    lists = {"sidos": list(profile.sidos), "half_days": list(profile.half_days)}
    return asdict(profile) | {"employer_business_number": number} | lists


def _refuse_number(number: str, field: str) -> None:
    faults = business_number_faults(number)
    if faults:
        raise RuleBroken(faults, {field: faults})
