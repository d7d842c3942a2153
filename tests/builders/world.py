"""A small world played by the rehearsal, a second open round beside it, and the two rival casts in it."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, Visit, VisitPhoto
from program_admin.agreements.models import Inspection, InspectionPhoto, SupplementAnswer
from program_admin.app import create_app
from program_admin.applications.models import Application, Delegation, NoticeKind, Paper, Status
from program_admin.applications.services import (
    NewDelegate,
    NewExtension,
    begin_correction,
    invite_delegate,
    propose_extension,
)
from program_admin.applications.services.bulk_notices import begin_batch, write_batch
from program_admin.core import ids
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.ids import new_code
from program_admin.documents.models import ArrivingUpload, NumberWarning
from program_admin.evaluation.models import PanelSeat, Sheet
from program_admin.matching.models import MatchRequest
from program_admin.matching.rules import NewProposal, NewRequest
from program_admin.matching.services import ask, propose, start_review
from program_admin.programs.inquiries.models import Topic
from program_admin.programs.inquiries.services import ask as ask_about
from program_admin.programs.loading import read_round
from program_admin.programs.models import Round
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.rehearsal.acts.applying import fill
from program_admin.rehearsal.acts.founding import open_the_round
from program_admin.rehearsal.play import Script, Until, found, new_world, next_round, play_round
from program_admin.rehearsal.world import PlayedCompany, World
from program_admin.suppliers.models import Engineer
from tests.fixtures.databases import settings_for

SAMPLE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"
SEED, COMPANIES, SUPPLIERS = 11, 4, 4
GENEROUS = 1.8
SKILLED, HOPELESS = 0.95, -0.1


@dataclass(frozen=True)
class Cast:
    """One company, its supplier, an evaluator and a visitor, each with records of their own; ids as text."""

    company: str
    company_name: str
    application: str
    open_application: str
    supplier: str
    supplier_name: str
    people: dict[str, str]


class TurnTaking(random.Random):
    """Luck that lets everybody have a turn: suppliers and visitors one after the other, evaluators in a good mood."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._turns: Counter[tuple[str, int]] = Counter()

    def choice(self, seq: Sequence[Any]) -> Any:
        """Take turns among suppliers and people; anything else is left to luck."""
        kind = type(seq[0]).__name__, len(seq)
        if kind[0] not in ("PlayedSupplier", "Person"):
            return super().choice(seq)
        self._turns[kind] += 1
        return seq[self._turns[kind] % len(seq)]

    def expovariate(self, lambd: float = 1.0) -> float:
        """Nobody is asked more often than others."""
        self._turns["expovariate", 0] += 1
        return float(self._turns["expovariate", 0] % SUPPLIERS)

    def uniform(self, a: float, b: float) -> float:
        """Nobody judges severely, so that every project passes."""
        return GENEROUS if (a, b) == (-0.6, 0.6) else super().uniform(a, b)


def build_world(template: Path, folder: Path) -> None:
    """Play the world into folder/world.sqlite3 and folder/var, and write folder/index.json."""
    shutil.copyfile(template, folder / "world.sqlite3")
    app = create_app(settings_for(folder / "var", f"sqlite:///{folder / 'world.sqlite3'}"))
    with app.app_context():
        ids.use_seed(SEED)
        try:
            world = _play()
        finally:
            ids.use_seed(None)
        index = _index(world)
        (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")
        db.session.remove()
        db.engine.dispose()


def _play() -> World:
    terms = read_round(SAMPLE.read_text(encoding="utf-8"))
    script = Script(terms, COMPANIES, SUPPLIERS, SEED, "none", list(Until)[-1])
    world = new_world(script, lambda *_: None)
    world.luck = TurnTaking(SEED)
    with world.time:
        found(world, SUPPLIERS)
        world.suppliers = [replace(one, trades=(), skill=SKILLED) for one in world.suppliers]
        play_round(world, replace(script, until=Until.APPLICATIONS))
        for played in world.companies[:2]:
            played.fate = "supplemented"
        unlucky = world.companies[1]
        unlucky.supplier = replace(unlucky.supplier, skill=HOPELESS)
        play_round(world, script, after=Until.APPLICATIONS)
        _add_pictures(world)
        _write_notice(world)
        _open_another(world)
        _warn_of_numbers(world)
    return world


def _add_pictures(world: World) -> None:
    """Give every inspection and corrective action a picture, which the rehearsal leaves out."""
    upload = db.session.scalars(select(VisitPhoto.upload_id)).first()
    with world.act() as now:
        for inspection in db.session.scalars(select(Inspection)):
            db.session.add(InspectionPhoto(inspection_id=inspection.id, upload_id=upload, at=now))
            words, by = "고친 화면의 사진입니다.", world.centre.visitors[0].id
            answer = SupplementAnswer(
                inspection_id=inspection.id, attempt=9, words=words, upload_id=upload, by_id=by, at=now
            )
            db.session.add(answer)
        for action in db.session.scalars(select(CorrectiveAction)):
            values = {"kind": "answered", "words": "사진을 냅니다.", "by_id": world.centre.visitors[0].id}
            db.session.add(CorrectiveEvent(action_id=action.id, upload_id=upload, at=now, **values))


def _warn_of_numbers(world: World) -> None:
    """Let something look like a resident number in one paper of every draft."""
    with world.act():
        for draft in db.session.scalars(select(Application).where(Application.status == Status.DRAFT)):
            papers = select(Paper).where(Paper.application_id == draft.id, Paper.removed_at.is_(None))
            paper = db.session.scalars(papers.order_by(Paper.added_at.desc(), Paper.id)).first()
            if paper is not None:
                db.session.add(NumberWarning(upload_id=paper.upload_id, places=["1쪽"]))
                about = {"name": f"올리는 중 {draft.id}.pdf", "size": 1_000, "stamp": "", "started_at": paper.added_at}
                db.session.add(ArrivingUpload(person_id=paper.added_by_id, **about))


def _write_notice(world: World) -> None:
    """Let an officer select the round's applications for a notice that nobody sent yet."""
    with world.act() as now:
        chosen = [each.application.id for each in world.companies if each.application is not None]
        batch = begin_batch(world.played_round, chosen, by=world.centre.officer, now=now)
        write_batch(
            batch, NoticeKind.OWN, title="발표평가 안내", body="시간표를 확인해 주세요.", by=world.centre.officer
        )


def _open_another(world: World) -> None:
    """Open a second round in which the same companies draft again and ask suppliers for proposals."""
    terms = read_round(SAMPLE.read_text(encoding="utf-8"))
    days = (to_seoul(world.time.now).date() - terms.calendar.opens_at.date()).days + 3
    named = terms.model_copy(update={"code": "2027-seoul-second", "title": "서울형 스마트공장 2차"})
    second = next_round(world)
    open_the_round(second, shift_calendar(named, days))
    world.time.pass_(hours=5)
    _correct(second, second.round)
    for played in _rivals(world):
        _inquire(second, played)
        again = replace(played, application=None)
        application = fill(second, again)
        _ask(second, again, application)
        _entrust(second, again, application)
        _extend(second, application)


def _ask(world: World, played: PlayedCompany, application: Application) -> None:
    supplier = next(one for one in world.suppliers if one.supplier.id == _supplier_of(played))
    with world.act() as now:
        by = to_seoul(now).date() + timedelta(days=5)
        request = ask(
            application, supplier.supplier, NewRequest("공정 기록부터 모으고 싶습니다.", by), by=played.owner, now=now
        )
        start_review(request, by=supplier.person, now=now)
    engineer = db.session.scalars(select(Engineer.name).where(Engineer.supplier_id == supplier.supplier.id)).first()
    with world.act() as now:
        new = NewProposal("첫 달에 공정을 함께 살피고 바코드로 모읍니다.", 42_000_000, 5, (engineer,))
        propose(request, new, by=supplier.person, now=now)


def _entrust(world: World, played: PlayedCompany, application: Application) -> None:
    """Let somebody of another firm type in the draft."""
    with world.act() as now:
        until = to_seoul(now).date() + timedelta(days=5)
        phone = f"0108880{new_code(4, '0123456789')}"
        invite_delegate(application, NewDelegate("최대리", phone, "한결정보", until), by=played.owner, now=now)


def _correct(world: World, round_: Round) -> None:
    """Prepare a correction of the second announcement."""
    with world.act() as now:
        begin_correction(round_, by=world.centre.officer, now=now)


def _inquire(world: World, played: PlayedCompany) -> None:
    """Ask about the second announcement."""
    with world.act() as now:
        ask_about(world.round, Topic.PAPERS, "견적서는 몇 곳에서 받아야 하나요?", by=played.owner, now=now)


def _extend(world: World, application: Application) -> None:
    """Propose more time for this one application."""
    with world.act() as now:
        until = application.deadline.closes_at + timedelta(days=1)
        wanted = NewExtension(until, "정전으로 하루를 쓰지 못했습니다.", application)
        propose_extension(application.round, wanted, by=world.centre.officer, now=now)


def _rivals(world: World) -> list[PlayedCompany]:
    """Return two companies whose projects went furthest, by different suppliers."""
    return [played for played in world.companies if played.agreement is not None][:2]


def _supplier_of(played: PlayedCompany) -> Any:
    return played.agreement.supplier_id if played.agreement else None


def _index(world: World) -> dict[str, object]:
    own, rival = _rivals(world)
    visitors = _visitors(own), _visitors(rival)
    only_own = next(each for each in visitors[0] if each not in visitors[1])
    only_rivals = next(each for each in visitors[1] if each not in visitors[0])
    judging = sorted(
        (seat for seat in db.session.scalars(select(PanelSeat)) if _judges(seat)), key=lambda seat: seat.chair
    )
    casts = [
        _cast(world, played, visitor, str(seat.evaluator.person_id))
        for played, visitor, seat in zip((own, rival), (only_own, only_rivals), (judging[0], judging[-1]), strict=True)
    ]
    if casts[0].supplier == casts[1].supplier:
        raise ValueError("both companies chose the same supplier: nobody is a rival")
    return {"now": world.time.now.isoformat(), "own": asdict(casts[0]), "rival": asdict(casts[1])}


def _cast(world: World, played: PlayedCompany, visitor: str, evaluator: str) -> Cast:
    centre = world.centre
    supplier = next(one for one in world.suppliers if one.supplier.id == _supplier_of(played))
    drafted = db.session.scalars(
        select(MatchRequest.application_id)
        .join(Application, Application.id == MatchRequest.application_id)
        .where(Application.company_id == played.company.id)
    ).one()
    return Cast(
        company=str(played.company.id),
        company_name=played.company.name,
        application=str(played.application.id if played.application else ""),
        open_application=str(drafted),
        supplier=str(supplier.supplier.id),
        supplier_name=supplier.supplier.name,
        people={
            "delegate": str(db.session.scalars(select(Delegation.person_id).filter_by(application_id=drafted)).one()),
            Role.APPLICANT.value: str(played.owner.id),
            Role.SUPPLIER.value: str(supplier.person.id),
            Role.EVALUATOR.value: evaluator,
            Role.OFFICER.value: str(centre.officer.id),
            Role.APPROVER.value: str(centre.leader.id),
            Role.VISITOR.value: visitor,
            Role.AUDITOR.value: str(centre.auditor.id),
            Role.ADMINISTRATOR.value: str(centre.administrator.id),
        },
    )


def _visitors(played: PlayedCompany) -> list[str]:
    agreement = played.agreement.id if played.agreement else None
    looked = db.session.scalars(select(Inspection.inspector_id).where(Inspection.agreement_id == agreement))
    visited = db.session.scalars(
        select(Visit.visitor_id).where(Visit.agreement_id == agreement, Visit.visitor_id.is_not(None))
    )
    return [str(each) for each in dict.fromkeys([*visited, *looked])]


def _judges(seat: PanelSeat) -> bool:
    return db.session.scalar(select(Sheet.id).where(Sheet.evaluator_id == seat.evaluator_id).limit(1)) is not None


@dataclass(frozen=True)
class Rehearsed:
    """What a test knows about the played world."""

    now: datetime
    own: Cast
    rival: Cast


def read_index(folder: Path) -> Rehearsed:
    """Read what build_world wrote."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return Rehearsed(datetime.fromisoformat(index["now"]), Cast(**index["own"]), Cast(**index["rival"]))
