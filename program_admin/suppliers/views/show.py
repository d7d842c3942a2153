"""A supplier on one page: who it is, its solutions, its engineers, where it stands."""

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.clock import today
from program_admin.core.codes import KSIC_DIVISIONS
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date, korean_period, mask_name
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import Ban, Engineer, Solution, Supplier
from program_admin.suppliers.queries import active_ban, bans_of, engineers_of, open_project_count, solutions_of
from program_admin.suppliers.states import PROCESS
from program_admin.suppliers.views.blueprint import get_supplier, pages
from program_admin.suppliers.views.deciding import buttons_for
from program_admin.suppliers.views.listing import place_of


@dataclass(frozen=True, slots=True)
class SolutionShown:
    """A solution as the page shows it."""

    id: str
    name: str
    kind: str
    industries: str
    description: str
    cost: str


@dataclass(frozen=True, slots=True)
class EngineerShown:
    """An engineer as the page shows it: the name masked for people outside."""

    id: str
    name: str
    grade: str
    field: str
    joined: str


@pages.get("/<uuid:supplier_id>")
@needs(may.SEE, get_supplier, logs="공급기업·기술자 정보")
def show(supplier: Supplier) -> ResponseReturnValue:
    """Show a supplier."""
    named = may.SEE_NAMES.allows(current_user, supplier)
    engineers, solutions = engineers_of(supplier.id), solutions_of([supplier.id])
    ban = active_ban(supplier.id, today())
    return page(
        "suppliers/show.html",
        supplier=supplier,
        standing=(PROCESS.label(supplier.status, staff=current_user.is_staff), PROCESS.tone(supplier.status)),
        profile=_profile(supplier, named=named),
        solutions=[_solution(each) for each in solutions],
        engineers=[_engineer(each, named=named) for each in engineers],
        ban=(korean_period(ban.starts_on, ban.ends_on), ban.reason) if ban and named else None,
        bans=[_ban_row(each) for each in bans_of(supplier.id)] if named else [],
        tasks=_tasks(supplier, len(solutions), len(engineers)),
        may_edit=may.EDIT.allows(current_user, supplier),
        buttons=buttons_for(supplier),
        form=ActForm(formdata=None),
    )


def cost_text(solution: Solution) -> str:
    """The usual cost in words, empty when it isn't said."""
    start, end = solution.cost_from_won, solution.cost_to_won
    if start is not None and end is not None:
        return f"{won(start)} ~ {won(end)}"
    if start is not None:
        return f"{won(start)}부터"
    return f"{won(end)}까지" if end is not None else ""


def _solution(solution: Solution) -> SolutionShown:
    industries = ", ".join(KSIC_DIVISIONS.name_of(code) for code in solution.ksic_codes)
    return SolutionShown(
        str(solution.id), solution.name, solution.kind_name, industries, solution.description, cost_text(solution)
    )


def _engineer(engineer: Engineer, *, named: bool) -> EngineerShown:
    joined = korean_date(engineer.joined_on) if engineer.joined_on else ""
    name = engineer.name if named else mask_name(engineer.name)
    return EngineerShown(str(engineer.id), name, engineer.grade_name, engineer.field, joined)


def _ban_row(ban: Ban) -> list[str]:
    ended = " (해제)" if ban.lifted_at else ""
    return [korean_period(ban.starts_on, ban.ends_on) + ended, ban.reason, ban.decided_by]


def _profile(supplier: Supplier, *, named: bool) -> list[tuple[str, str]]:
    rows = [
        ("등록번호", supplier.registration_number or "아직 없습니다"),
        ("사업자등록번호", format_business_number(supplier.business_number) if named else ""),
        ("대표자", supplier.representatives_text),
        ("설립일", korean_date(supplier.founded_on)),
        ("주소", supplier.address if named else place_of(supplier)),
        ("상시 근로자", f"{supplier.employees:,}명"),
        ("진행 중인 과제", f"{open_project_count(supplier.id):,}건"),
        ("협의회", "회원" if supplier.council_member else "회원 아님"),
        ("대표 전화", supplier.phone),
        ("대표 전자우편", supplier.email),
    ]
    return [row for row in rows if row[1]]


def _tasks(supplier: Supplier, solutions: int, engineers: int) -> list[tuple[str, str, str, str]]:
    """What a supplier has still to do for its registration: label, address, word, tone."""
    parts = (
        ("회사 정보", "edit", True),
        ("회사 소개", "edit", bool(supplier.introduction)),
        ("솔루션", "new_solution", solutions > 0),
        ("기술자", "new_engineer", engineers > 0),
    )
    return [
        (
            label,
            url_for(f".{view}", supplier_id=supplier.id),
            *(("완료", "success") if done else ("작성 필요", "warning")),
        )
        for label, view, done in parts
    ]
