"""The form of a report; the final one asks for each KPI's value too."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from program_admin.agreements.models import KpiResult, Report, ReportKind
from program_admin.agreements.services import Result, Written
from program_admin.applications.models import KpiTarget
from program_admin.core.fields import DecimalNumber, LongText, Text, WholeNumber
from program_admin.core.forms import ActForm


class ReportForm(ActForm):
    """The text of a report."""

    progress = WholeNumber("진행률", unit="%", most=100, hint="전체 과제에서 끝난 비율입니다.")
    done = LongText("수행한 내용", longest=5000, rows=8)
    plan = LongText("앞으로의 계획", required=False, longest=3000, rows=4)
    issues = LongText("문제와 조치", required=False, longest=3000, rows=4)


def after_name(target: KpiTarget) -> str:
    """The field of a KPI's value after the project."""
    return f"after_{target.place}"


def evidence_name(target: KpiTarget) -> str:
    """The field of a KPI's evidence."""
    return f"evidence_{target.place}"


def report_form(
    report: Report, targets: Sequence[KpiTarget], results: Mapping[UUID, KpiResult], *, sent: bool
) -> ReportForm:
    """Make the form with what is stored, or with what was sent; required fields may stay empty while writing."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {name: getattr(report, name) for name in ("progress", "done", "plan", "issues")}
    for target in targets if report.kind == ReportKind.FINAL else ():
        fields[after_name(target)] = DecimalNumber(f"{target.name} 구축 후 값", required=False, places=4)
        fields[evidence_name(target)] = Text(f"{target.name} 근거", required=False, longest=300)
        kept = results.get(target.id)
        if kept is not None:
            values |= {after_name(target): kept.after, evidence_name(target): kept.evidence}
    made = type("MadeReportForm", (ReportForm,), fields)
    form: ReportForm = made(draft=True) if sent else made(formdata=None, data=values, draft=True)
    return form


def written_in(form: ReportForm, targets: Sequence[KpiTarget]) -> Written:
    """What was typed."""
    results = {
        target.id: Result(form[after_name(target)].data, form[evidence_name(target)].data)
        for target in targets
        if after_name(target) in form
    }
    return Written(form.progress.data or 0, form.done.data or "", form.plan.data or "", form.issues.data or "", results)
