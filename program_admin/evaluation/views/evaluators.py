"""The officer's pool of evaluators: list, adding, changing, ties."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.models import Person
from program_admin.accounts.permission import needs
from program_admin.core.codes import SIDO
from program_admin.core.errors import RuleBroken
from program_admin.core.exports import Kind
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import format_business_number, normalise_phone
from program_admin.core.korean import korean_date
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import TIE_NAMES, EndTieForm, EvaluatorForm, ProfileForm, TieForm
from program_admin.evaluation.models import Evaluator, EvaluatorTie, TieKind
from program_admin.evaluation.rules.choosing import HALF_DAYS
from program_admin.evaluation.states import INVITATION
from program_admin.evaluation.views.blueprint import pages

HALF_DAY_NAMES = dict(HALF_DAYS)


def half_day_words(evaluator: Evaluator) -> str:
    """When an evaluator is free: 월 오전, 화 오전."""
    return ", ".join(HALF_DAY_NAMES[each] for each in evaluator.half_days if each in HALF_DAY_NAMES)


def _places(evaluator: Evaluator) -> str:
    return ", ".join(SIDO.name_of(code) for code in evaluator.sidos)


LISTING: Listing[Evaluator] = Listing(
    name="evaluators",
    title="평가위원",
    columns=(
        Column(
            "name",
            "이름",
            lambda row: row.person.name,
            order=Person.name,
            link=lambda row: url_for("evaluation.evaluator", evaluator_id=row.id),
        ),
        Column("field", "전문 분야", lambda row: row.field, order=Evaluator.field),
        Column("employer", "소속", lambda row: row.employer, order=Evaluator.employer, width=26),
        Column("places", "활동 지역", _places, width=26),
        Column("half_days", "가능한 시간", half_day_words, width=30),
        Column(
            "active",
            "상태",
            lambda row: "섭외 대상" if row.active else "쉼",
            kind=Kind.BADGE,
            tone=lambda row: "success" if row.active else "",
        ),
        Column(
            "created", "등록", lambda row: row.created_at, kind=Kind.MOMENT, order=Evaluator.created_at, shown=False
        ),
    ),
    identity=Evaluator.id,
    order="name",
    empty="아직 등록한 평가위원이 없습니다. ‘평가위원 등록’을 눌러 주세요.",
    filters=(
        ChoiceFilter(
            "active",
            "상태",
            (("yes", "섭외 대상"), ("no", "쉼")),
            condition=lambda chosen: Evaluator.active.in_([each == "yes" for each in chosen]),
        ),
    ),
    search=Evaluator.search_text,
    search_hint="이름, 소속, 분야로 찾기",
)


@pages.get("/evaluators/")
@needs(may.LIST_POOL)
def evaluators() -> ResponseReturnValue:
    """List the pool."""
    file = list_file(LISTING, queries.pool())
    if file is not None:
        return file
    found = list_page(LISTING, queries.pool(), arguments=request.args, person_id=current_user.id)
    return page("evaluation/evaluators.html", listing=found, may_manage=may.MANAGE_POOL.held_in_principle(current_user))


@pages.route("/evaluators/new", methods=["GET", "POST"])
@needs(may.MANAGE_POOL)
def new_evaluator() -> ResponseReturnValue:
    """Add somebody to the pool."""
    form = EvaluatorForm()
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act) as now:
                added = services.add_evaluator(form.person(), form.profile(), by=current_user, now=now)
                there = answered(url_for(".evaluator", evaluator_id=added.id))
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("평가위원으로 등록했습니다. 알고 있는 관계를 이어서 적어 주세요.", "success")
            return redirect(there, 303)
    return page("evaluation/evaluator_new.html", _status(), form=form)


@pages.get("/evaluators/<uuid:evaluator_id>")
@needs(may.LIST_POOL, queries.evaluator_by_id, logs="평가위원 정보")
def evaluator(record: Evaluator) -> ResponseReturnValue:
    """Show one evaluator with ties and seats."""
    return page(
        "evaluation/evaluator.html",
        evaluator=record,
        phone=normalise_phone(record.person.phone) or "",
        number=format_business_number(record.employer_business_number) if record.employer_business_number else "",
        places=_places(record),
        half_days=half_day_words(record),
        ties=[
            (
                each,
                TIE_NAMES[TieKind(each.kind)],
                format_business_number(each.business_number),
                korean_date(each.until) if each.until else "",
            )
            for each in queries.ties_of(record.id)
        ],
        seats=[
            (
                each,
                INVITATION.label(each.status, staff=True),
                INVITATION.tone(each.status),
            )
            for each in queries.seats_held(record.id)
        ],
        may_manage=may.MANAGE_POOL.allows(current_user),
        form=ActForm(formdata=None),
    )


@pages.route("/evaluators/<uuid:evaluator_id>/edit", methods=["GET", "POST"])
@needs(may.MANAGE_POOL, queries.evaluator_by_id)
def edit_evaluator(record: Evaluator) -> ResponseReturnValue:
    """Change what an evaluator offers."""
    form, there = ProfileForm.of(record), url_for(".evaluator", evaluator_id=record.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.change_evaluator(record, form.profile(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/evaluator_edit.html", _status(), form=form, evaluator=record)


@pages.route("/evaluators/<uuid:evaluator_id>/ties/new", methods=["GET", "POST"])
@needs(may.MANAGE_POOL, queries.evaluator_by_id)
def new_tie(record: Evaluator) -> ResponseReturnValue:
    """Record a tie that excludes the evaluator from cases."""
    form, there = TieForm(), url_for(".evaluator", evaluator_id=record.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.add_tie(record, form.tie(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/tie.html", _status(), form=form, evaluator=record)


@pages.route("/evaluators/ties/<uuid:tie_id>/end", methods=["GET", "POST"])
@needs(may.MANAGE_POOL, queries.tie_by_id)
def end_tie(tie: EvaluatorTie) -> ResponseReturnValue:
    """Note the day on which a tie ended."""
    form, there = EndTieForm(), url_for(".evaluator", evaluator_id=tie.evaluator_id)
    if request.method == "POST" and form.validate():
        with writing(form.act, then=there) as now:
            services.end_tie(tie, form.until.data, by=current_user, now=now)
        return redirect(there, 303)
    record = queries.evaluator_by_id(tie.evaluator_id)
    return page("evaluation/tie_end.html", _status(), form=form, evaluator=record, tie=tie)


def _status() -> int:
    return 200 if request.method == "GET" else 422
