"""Dates, steps, approvals, agreement and aftercare: does the round run from start to end?"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from program_admin.core.korean import with_particle
from program_admin.programs.schema.agreement import MonthFrom
from program_admin.programs.schema.checks.found import Found
from program_admin.programs.schema.paperwork import ApprovalAct, ApprovalKind
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import ALWAYS_ON, STEP_NAMES, StepCode

NEEDED_ACTS = {
    StepCode.SCREENING: ApprovalAct.SCREENING_RESULT,
    StepCode.PANEL_EVALUATION: ApprovalAct.PANEL,
    StepCode.DELIBERATION: ApprovalAct.RANKING,
    StepCode.RESULT: ApprovalAct.RESULT_NOTICE,
    StepCode.OBJECTION: ApprovalAct.OBJECTION,
    StepCode.AGREEMENT: ApprovalAct.AGREEMENT,
    StepCode.ADVANCE: ApprovalAct.PAYMENT,
    StepCode.INTERIM_PAYMENT: ApprovalAct.PAYMENT,
    StepCode.BALANCE: ApprovalAct.PAYMENT,
    StepCode.FINAL_INSPECTION: ApprovalAct.FINAL_INSPECTION,
    StepCode.SETTLEMENT: ApprovalAct.SETTLEMENT,
}
PAYMENT_STEPS = {
    "advance": StepCode.ADVANCE,
    "interim": StepCode.INTERIM_PAYMENT,
    "balance": StepCode.BALANCE,
}
EITHER_WAY = {StepCode.SITE_EVALUATION, StepCode.PANEL_EVALUATION}


def calendar_in_order(terms: RoundFile) -> Iterator[Found]:
    """Each date comes after the one before it."""
    calendar = terms.calendar
    if calendar.closes_at <= calendar.opens_at:
        yield Found(("calendar", "closes_at"), "접수 마감은 접수 시작보다 늦어야 합니다.")
    days: list[tuple[str, str, date]] = [
        ("closes_at", "접수 마감", calendar.closes_at.date()),
        ("screening_by", "요건검토 완료", calendar.screening_by),
        ("evaluation_from", "평가 시작", calendar.evaluation_from),
        ("evaluation_until", "평가 종료", calendar.evaluation_until),
        ("result_on", "선정 결과 발표", calendar.result_on),
        ("agreement_by", "협약 기한", calendar.agreement_by),
        ("project_until", "과제 종료 기한", calendar.project_until),
    ]
    for (_, before, first), (field, name, second) in pairwise(days):
        if second < first:
            yield Found(
                ("calendar", field),
                f"{with_particle(name, '이/가')} {before}보다 빠릅니다({second}, {first}). 순서를 맞춰 주세요.",
            )


def announced_before_opening(terms: RoundFile) -> Iterator[Found]:
    """The announcement is out when the round opens."""
    if terms.announcement.announced_on > terms.calendar.opens_at.date():
        yield Found(("announcement", "announced_on"), "공고일은 접수 시작일과 같거나 빨라야 합니다.")


def steps_in_order(terms: RoundFile) -> Iterator[Found]:
    """The order is fixed but for the site visit, before or after the panel; there is no round without applications."""
    order = list(StepCode)
    listed = [s.code for s in terms.steps]
    for place, (before, after) in enumerate(pairwise(listed), start=1):
        if order.index(after) < order.index(before) and {before, after} != EITHER_WAY:
            yield Found(
                ("steps", place, "code"),
                f"‘{STEP_NAMES[after]}’ 단계는 ‘{STEP_NAMES[before]}’ 앞에 와야 합니다. "
                "현장평가와 기술성평가만 순서를 바꿀 수 있습니다.",
            )
    for code in ALWAYS_ON:
        if not terms.step_on(code):
            yield Found(("steps",), f"‘{STEP_NAMES[code]}’ 단계는 끌 수 없습니다. on: true로 적어 주세요.")


def acts_have_a_line(terms: RoundFile) -> Iterator[Found]:
    """Every act of a step that is on has an approval line for any amount (위임전결)."""
    needed = {act: step for step, act in NEEDED_ACTS.items() if terms.step_on(step)}
    unlimited = {r.act for r in terms.approvals if r.up_to_won is None}
    for act, step in needed.items():
        if act not in unlimited:
            yield Found(
                ("approvals",),
                f"‘{STEP_NAMES[step]}’ 단계의 결재선({act})이 없습니다. 금액 상한이 없는 줄을 더해 주세요.",
            )
    seen: set[tuple[str, int | None]] = set()
    for place, rule in enumerate(terms.approvals):
        if (rule.act, rule.up_to_won) in seen:
            yield Found(("approvals", place), "업무와 금액 상한이 같은 줄이 또 있습니다. 하나만 남겨 주세요.")
        seen.add((rule.act, rule.up_to_won))


def lines_begin_and_end(terms: RoundFile) -> Iterator[Found]:
    """A line begins with 기안 and ends with the one 결재."""
    for place, rule in enumerate(terms.approvals):
        kinds = [s.kind for s in rule.line]
        if kinds[0] is not ApprovalKind.DRAFT or kinds.count(ApprovalKind.DRAFT) != 1:
            yield Found(("approvals", place, "line"), "결재선은 기안(draft) 하나로 시작해야 합니다.")
        if kinds[-1] is not ApprovalKind.DECIDE or kinds.count(ApprovalKind.DECIDE) != 1:
            yield Found(("approvals", place, "line"), "결재선은 결재(decide) 하나로 끝나야 합니다.")


def payments_add_up(terms: RoundFile) -> Iterator[Found]:
    """The instalments make 100 percent and match the payment steps."""
    total = sum(p.percent for p in terms.agreement.payments)
    if total != 100:
        yield Found(("agreement", "payments"), f"지급 비율을 더하면 {total}%입니다. 100%가 되게 맞춰 주세요.")
    paid = {p.code.value for p in terms.agreement.payments}
    for place, payment in enumerate(terms.agreement.payments):
        if not terms.step_on(PAYMENT_STEPS[payment.code]):
            yield Found(
                ("agreement", "payments", place),
                f"‘{payment.name}’ 단계가 꺼져 있습니다. steps에서 켜거나 이 줄을 지워 주세요.",
            )
    for code, step in PAYMENT_STEPS.items():
        if terms.step_on(step) and code not in paid:
            yield Found(
                ("agreement", "payments"),
                f"‘{STEP_NAMES[step]}’ 단계가 켜져 있는데 지급 줄({code})이 없습니다. 더해 주세요.",
            )


def payments_ascend(terms: RoundFile) -> Iterator[Found]:
    """Payments are expected in their order, whichever way their months are counted."""
    payments = terms.agreement.payments
    counted = [(place, each.months_from, each.months) for place, each in enumerate(payments) if each.months is not None]
    for (_, before_from, before), (place, after_from, after) in pairwise(counted):
        backwards = before_from is MonthFrom.BUILD_END and after_from is MonthFrom.AGREEMENT
        if backwards or (before_from is after_from and after < before):
            yield Found(
                ("agreement", "payments", place, "months"),
                f"{with_particle(f'‘{payments[place].name}’', '이/가')} 앞 지급보다 빠릅니다. 예상 시기를 늦춰 주세요.",
            )


def visits_ascend(terms: RoundFile) -> Iterator[Found]:
    """Visits are listed in time."""
    for place, (before, after) in enumerate(pairwise(terms.aftercare.visits), start=1):
        if after.months_after <= before.months_after:
            yield Found(
                ("aftercare", "visits", place, "months_after"),
                f"{with_particle(f'‘{after.name}’', '은/는')} ‘{before.name}’보다 늦어야 합니다.",
            )
