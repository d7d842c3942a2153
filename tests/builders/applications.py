"""Applications of a test, made through the real services: an open round, a draft, a filled one, a submitted one."""

import io
import itertools
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pikepdf

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application, Paper
from program_admin.applications.queries import draft_fields, filled_of
from program_admin.applications.queries.filled import gathered
from program_admin.applications.rules.papers import slots
from program_admin.applications.rules.sections import CODES, fields_of
from program_admin.applications.services.readiness import hindrances
from program_admin.companies import services as company_services
from program_admin.companies.models import Company
from program_admin.companies.rules import NewSite
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.identifiers import invented_business_number
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.documents.contents import types_named
from program_admin.documents.services import CheckedFile, check_in
from program_admin.programs.loading import read_round
from program_admin.programs.models import Round
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.schema.eligibility import SiteKind
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.services import keep_round, open_round
from program_admin.suppliers.models import Engineer, Solution, Status, Supplier
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.builders.standing import standing

SAMPLE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"
OPEN_FOR = timedelta(days=10)
_places = itertools.count(700_000)

VALUES = {
    "confirm-company": "yes",
    "confirm-sites": "yes",
    "project-title": "치과 보철물 제작 공정 데이터 수집 체계 구축",
    "project-solutions": "mes,pop",
    "project-problem": "의뢰서가 종이로 오가서 재제작이 한 달에 20건 넘게 생깁니다.",
    "project-plan": "스캔, 설계, 밀링 공정마다 시작과 끝을 바코드로 모읍니다.",
    "project-effect": "재제작률을 절반으로 줄입니다.",
    "project-months": "6",
    "project-contact_name": "박정우",
    "project-contact_phone": "010-1234-5678",
    "question-collects_now": "yes",
    "question-collects_how": "paper,excel",
    "question-collection_sites": "2",
    "question-site_plan-1-site": "본사",
    "question-site_plan-1-subject": "공정 시작과 끝",
    "question-site_plan-1-method": "scan",
    "question-site_plan-1-machines": "5",
    "question-outsourced": "no",
    "question-data_use": "공정 팀장이 날마다 지연된 의뢰를 보고 순서를 바꿉니다.",
    "question-defect_rate": "3.25",
    "engineer-1-name": "정기술",
    "engineer-1-work": "MES 화면과 수집 서버 개발",
    "engineer-1-phone": "010-5555-4444",
    "kpi-1-measure": "lab_lead_time",
    "kpi-1-before": "7",
    "kpi-1-target": "4",
    "kpi-1-weight": "60",
    "kpi-2-measure": "remake_rate",
    "kpi-2-before": "8.5",
    "kpi-2-target": "4",
    "kpi-2-weight": "40",
    "cost-1-item": "software",
    "cost-1-description": "MES 개발 3명 4개월",
    "cost-1-amount": "40,000,000",
    "cost-2-item": "sensors",
    "cost-2-description": "바코드 단말 10대",
    "cost-2-amount": "10,000,000",
    "bonus-claimed": "no",
    "must_not-in_business": "no",
    "must_not-national_tax": "no",
    "must_not-local_tax": "no",
    "must_not-solvent": "no",
    "must_not-not_banned": "no",
    "must_not-not_funded_twice": "no",
    "must_not-capital": "no",
    "consent-collection": "yes",
    "consent-third_party": "yes",
    "consent-company_lookup": "yes",
}
"""A whole application without a fault, as it would be typed."""


@cache
def sample_terms() -> RoundFile:
    """The sample round as a document, read once (it never changes once read)."""
    return read_round(SAMPLE.read_text(encoding="utf-8"))


@standing
def make_round(
    *, code: str = "2026-seoul-standard", open_for: timedelta = OPEN_FOR, terms: RoundFile | None = None
) -> Round:
    """The sample round (or one of other terms), opened yesterday by an officer and closing `open_for` from now."""
    terms = terms or sample_terms()
    days = (clock.to_seoul(clock.now() + open_for).date() - terms.calendar.closes_at.date()).days
    officer = make_person(Role.OFFICER, name="김담당")
    with transaction() as now:
        round_ = keep_round(shift_calendar(terms.model_copy(update={"code": code}), days), by=officer, now=now)
        open_round(round_, by=officer, now=now)
    return round_


def make_plant(company: Company, owner: Person) -> None:
    """Give the company an own plant in Gyeonggi."""
    place = "경기도 화성시 향남읍 제약공단로 12"
    plant = NewSite(SiteKind.OWN_PLANT, "화성공장", place, "41")
    with transaction() as now:
        company_services.add_site(company, plant, by=owner, now=now)


def make_supplier(name: str = "한빛솔루션", **values: object) -> Supplier:
    """A registered supplier in 금천구 with one engineer and one MES."""
    now = clock.now()
    place = next(_places)
    supplier = Supplier(
        id=new_id(),
        registration_number=f"SP-2026-{place}",
        name=name,
        business_number=invented_business_number(place),
        representatives=["이대표"],
        founded_on=date(2012, 5, 1),
        address="서울특별시 금천구 디지털로 9",
        sido="11",
        district="11545",
        status=Status.REGISTERED.value,
        created_at=now,
        registered_at=now,
    )
    for key, value in values.items():
        setattr(supplier, key, value)
    db.session.add(supplier)
    db.session.flush()
    db.session.add(Engineer(supplier_id=supplier.id, name="정기술", grade="advanced", created_at=now))
    db.session.add(Solution(supplier_id=supplier.id, kind="mes", name="한빛 MES", ksic_codes=["27"], created_at=now))
    db.session.commit()
    return supplier


@standing
def make_draft(
    round_: Round | None = None, owner: Person | None = None, company: Company | None = None, track: str = "new"
) -> tuple[Application, Person]:
    """A fresh draft and the owner of its company (which gets a plant)."""
    by = owner or make_person(Role.APPLICANT, name="박정우")
    if company is None:
        company = make_company(by)
        make_plant(company, by)
    round_ = round_ or make_round()
    with transaction() as now:
        return services.start_application(company, round_, track, by=by, now=now), by


def typed(application: Application, values: dict[str, str]) -> dict[str, services.TypedField]:
    """Values as a page sends them that was opened just now."""
    seen = {name: field.revision for name, field in draft_fields(application.id).items()}
    return {name: services.TypedField(value, seen.get(name, 0)) for name, value in values.items()}


def type_values(application: Application, by: Person, values: dict[str, str]) -> None:
    """Type these values into whatever sections they belong to."""
    with transaction() as now:
        for code in CODES:
            mine = {name: values[name] for name in fields_of(code, filled_of(application)) if name in values}
            services.save_section(application, typed(application, mine), by=by, now=now)
            db.session.flush()


def checked_pdf(name: str = "서류.pdf") -> CheckedFile:
    """A small real PDF in the store."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(written)
    written.seek(0)
    return check_in(written, name=name, allowed=types_named(["pdf"]), max_bytes=1_000_000)


def hand_in_papers(application: Application, by: Person, *, but: tuple[str, ...] = ()) -> list[Paper]:
    """Hand every required paper in but these, issued today."""
    papers = []
    for slot in slots(filled_of(application)):
        if not slot.required or slot.code in but:
            continue
        checked = checked_pdf(f"{slot.name}.pdf")
        with transaction() as now:
            facts = services.PaperFacts(slot.code, issued_on=clock.to_seoul(now).date())
            papers.append(services.attach_paper(application, checked, facts, by=by, now=now))
    return papers


@standing
def make_filled(round_: Round | None = None, owner: Person | None = None, **more: object) -> tuple[Application, Person]:
    """A draft in which nothing is missing."""
    application, by = make_draft(round_, owner, **more)
    supplier = make_supplier()
    with transaction() as now:
        services.choose_supplier(application, supplier.id, by=by, now=now, source="named")
    type_values(application, by, VALUES)
    hand_in_papers(application, by)
    return application, by


@standing
def make_submitted(
    round_: Round | None = None, owner: Person | None = None, **more: object
) -> tuple[Application, Person]:
    """An application handed in."""
    application, by = make_filled(round_, owner, **more)
    with transaction() as now:
        services.submit(application, by=by, now=now)
    return application, by


def blocking(application: Application) -> list[str]:
    """The sentences of what keeps the application from being handed in besides its own sections."""
    return [each.sentence for each in hindrances(application, gathered(application)) if each.blocks]
