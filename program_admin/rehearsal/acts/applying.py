"""Companies sign up, describe themselves, fill their application and hand it in; some are late or take it back."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_fields, filled_of
from program_admin.applications.rules.papers import Slot, slots
from program_admin.applications.rules.sections import CODES, fields_of
from program_admin.companies import services as company_services
from program_admin.companies.rules import YEARS
from program_admin.core import ids
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.documents.contents import types_named
from program_admin.documents.services import CheckedFile, check_in
from program_admin.programs.schema.papers import FileType
from program_admin.rehearsal.acts.founding import sign_up_person
from program_admin.rehearsal.acts.pictures import photo_file
from program_admin.rehearsal.inventions.applications import typed_application, typed_engineers
from program_admin.rehearsal.inventions.companies import InventedCompany, invent_companies
from program_admin.rehearsal.world import PlayedCompany, PlayedSupplier, World
from program_admin.suppliers.queries import engineers_of

FATES = ("late", "withdrawn", "restored", "supplemented", "ineligible", "abandoned")
"""What befalls one company in seven each; all others go straight through."""


def companies_apply(world: World, count: int) -> None:
    """Let every company sign up and apply, spread evenly over the working days the round is open."""
    calendar = world.played_round.terms.calendar
    share = (calendar.closes_at - calendar.opens_at) / (count + 1)
    for done, invented in enumerate(_invented(world, count), start=1):
        world.time.reach_working(calendar.opens_at + share * done)
        fate = FATES[done // 7 % len(FATES)] if done % 7 == 4 else "plain"
        world.companies.append(_company(world, invented, fate))
        apply_for(world, world.companies[-1])
        world.tell("신청서 작성과 제출", done, count)
    world.time.reach(calendar.grace_until)
    world.time.pass_(hours=15)


def companies_register(world: World, count: int) -> list[PlayedCompany]:
    """Let companies sign up and describe themselves without applying yet."""
    return [_company(world, invented, "plain") for invented in _invented(world, count)]


def companies_draft(world: World, count: int) -> None:
    """Let some companies fill their application without handing it in yet."""
    for done, invented in enumerate(_invented(world, count), start=1):
        world.time.pass_(hours=20)
        world.companies.append(_company(world, invented, "late"))
        fill(world, world.companies[-1])
        world.tell("작성 중인 신청서", done, count)


def apply_for(world: World, played: PlayedCompany) -> None:
    """Fill and hand in one application; a late one stays a draft, a withdrawn one is taken back."""
    application = fill(world, played)
    if played.fate == "late":
        return
    with world.act() as now:
        services.submit(application, by=played.owner, now=now)
    if played.fate in ("withdrawn", "restored"):
        world.time.pass_(minutes=40)
        with world.act() as now:
            services.withdraw(application, by=played.owner, now=now, reason="사업 계획을 다시 살펴봅니다.")
    if played.fate == "restored":
        with world.act() as now:
            services.restore(application, by=played.owner, now=now)


def fill(world: World, played: PlayedCompany) -> Application:
    """Start an application and fill it until nothing is missing."""
    track = track_of(world, played)
    with world.act() as now:
        application = services.start_application(played.company, world.played_round, track, by=played.owner, now=now)
    played.application = application
    _type(world, application, played, track)
    played.supplier = _fitting(world, played)
    with world.act() as now:
        services.choose_supplier(application, played.supplier.supplier.id, by=played.owner, now=now, source="named")
        values = engineers_typed(played.supplier)
        named = {name: services.TypedField(value, 0) for name, value in values.items()}
        services.save_section(application, named, by=played.owner, now=now)
    _hand_in_papers(world, application, played)
    return application


def engineers_typed(played: PlayedSupplier) -> dict[str, str]:
    """What an application types of its supplier's engineers: each by name with the work at hand."""
    names = tuple(dict.fromkeys(each.name for each in engineers_of(played.supplier.id)))
    return typed_engineers(names, "현장 실적 수집 화면과 서버 개발")


def track_of(world: World, played: PlayedCompany) -> str:
    """The round's first track that is open to the company's level."""
    tracks = world.played_round.terms.tracks
    level = played.invented.new.business.system_level
    return next((track.code for track in tracks if level in track.levels_before), tracks[0].code)


def _invented(world: World, count: int) -> tuple[InventedCompany, ...]:
    places = [next(world.places) for _ in range(count)]
    return invent_companies(places, world.luck, to_seoul(world.time.now).date())


def _company(world: World, invented: InventedCompany, fate: str) -> PlayedCompany:
    owner = sign_up_person(world, invented.owner_name, Role.APPLICANT)
    with world.act() as now:
        company = company_services.register_company(invented.new, by=owner, now=now)
    with world.act() as now:
        for site in invented.other_sites:
            company_services.add_site(company, site, by=owner, now=now)
        figures = invented.figures_on(to_seoul(now).date())
        with ids.apart():  # past a New Year a young company has one year more to tell of
            company_services.save_finances(company, figures, under_three_years=len(figures) < YEARS, by=owner, now=now)
            db.session.flush()
    return PlayedCompany(invented, company, owner, fate)


def _type(world: World, application: Application, played: PlayedCompany, track: str) -> None:
    values = typed_application(played.invented, track, application.terms, world.luck)
    with world.act() as now:
        seen = {name: field.revision for name, field in draft_fields(application.id).items()}
        for code in CODES:
            names = fields_of(code, filled_of(application))
            typed = {name: services.TypedField(values[name], seen.get(name, 0)) for name in names if name in values}
            services.save_section(application, typed, by=played.owner, now=now)
            db.session.flush()


def _fitting(world: World, played: PlayedCompany) -> PlayedSupplier:
    """Choose a supplier of the trade; some are asked far more often than others."""
    fitting = [one for one in world.suppliers if played.company.ksic in one.trades] or world.suppliers
    return fitting[min(len(fitting) - 1, int(world.luck.expovariate(1.1)))]


def _hand_in_papers(world: World, application: Application, played: PlayedCompany) -> None:
    today = to_seoul(world.time.now).date()
    with world.act() as now:
        for slot in slots(filled_of(application)):
            if slot.required:
                facts = _facts(slot, played, today)
                file = paper_file(slot.name) if FileType.PDF in slot.types else photo_file()
                services.attach_paper(application, file, facts, by=played.owner, now=now)


def _facts(slot: Slot, played: PlayedCompany, today: date) -> services.PaperFacts:
    substitute = _substitute(slot, played)
    reason = "500㎡ 미만이라 공장등록을 하지 않았습니다." if substitute else ""
    return services.PaperFacts(slot.code, issued_on=today, substitute=substitute, reason=reason)


def _substitute(slot: Slot, played: PlayedCompany) -> str:
    offered = {substitute.code for substitute in slot.substitutes}
    if slot.code == "factory_registration" and {"dental_lab", "printer", "lease"} <= offered:
        registered = any(site.registration_number for site in played.invented.other_sites)
        special = {"27": "dental_lab", "18": "printer"}.get(played.company.ksic, "lease")
        return "" if registered else special
    if "vat_exempt_income" in offered and played.company.vat_exempt:
        return "vat_exempt_income"
    return ""


def paper_file(name: str) -> CheckedFile:
    """Return a small real PDF of that name, checked in once per store."""
    return _paper_in(settings().files_folder, name)


@cache
def _paper_in(_store: Path, name: str) -> CheckedFile:
    return check_in(
        io.BytesIO(paper_content(name)), name=f"{name}.pdf", allowed=types_named(["pdf"]), max_bytes=1_000_000
    )


def paper_content(name: str) -> bytes:
    """Return a small real PDF of that title."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = name
        made.save(written, deterministic_id=True)
    return written.getvalue()
