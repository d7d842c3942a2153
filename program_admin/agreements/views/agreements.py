"""The page of one agreement: parties, amounts, schedule, what comes next, and everything that belongs to it."""

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements.documents import AGREEMENT
from program_admin.agreements.models import REPORT_NAMES, Agreement, Inspection, ReportKind
from program_admin.agreements.queries import (
    agreement_by_id,
    assets_of,
    inspections_of,
    ledger_of,
    payments_of,
    reports_of,
    shares_of,
    signatures_of,
)
from program_admin.agreements.rules.course import report_kinds
from program_admin.agreements.services.signing import PARTY_NAMES
from program_admin.agreements.services.wording import text_of
from program_admin.agreements.states import INSPECTION, PAYMENT, PROCESS, REPORT
from program_admin.agreements.views.blueprint import pages
from program_admin.agreements.views.lines import line_rows
from program_admin.agreements.views.next_steps import ahead_of
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime, korean_period
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.periods import months_later
from program_admin.documents.queries import documents_about
from program_admin.programs.rules.cash_calls import expected_months

Cell = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, as finished rows."""

    facts: list[tuple[str, Cell]]
    money: list[tuple[str, str]]
    funding: list[list[Cell]]
    payments: list[list[Cell]]
    reports: list[list[Cell]]
    inspections: list[list[Cell]]
    ledger: list[list[Cell]]
    assets: list[list[Cell]]
    timeline: list[dict[str, object]]


@pages.get("/<uuid:agreement_id>")
@needs(may.SEE, agreement_by_id, logs="협약")
def show(agreement: Agreement) -> ResponseReturnValue:
    """Show one agreement to whoever it concerns."""
    staff = current_user.is_staff
    issued = [each for each in documents_about("Agreement", agreement.id) if each.kind == AGREEMENT]
    return page(
        "agreements/show.html",
        agreement=agreement,
        shown=_shown(agreement, staff=staff, money=may.SEE_PAYMENT.allows(current_user, agreement)),
        text=text_of(agreement) if not agreement.content else None,
        label=PROCESS.label(agreement.status, staff=staff),
        tone=PROCESS.tone(agreement.status),
        ahead=ahead_of(agreement, current_user),
        line=line_rows(agreement) if staff else [],
        document=bool(issued) and may.DOWNLOAD.allows(current_user, agreement),
        steps=[step for step in PROCESS.open_to(current_user, agreement) if step.name != "open"],
        first_report=REPORT_NAMES[ReportKind(report_kinds(agreement.terms)[0])],
        form=ActForm(formdata=None),
    )


def _shown(agreement: Agreement, *, staff: bool, money: bool) -> Shown:
    expected = _expected(agreement)
    paid = [
        [
            {"text": each.name, "link": url_for("payments.show", payment_id=each.id)},
            won(each.amount_won),
            _badge(PAYMENT.label(each.status, staff=staff), PAYMENT.tone(each.status)),
            korean_date(each.paid_on) if each.paid_on else expected.get(each.instalment, "–"),
        ]
        for each in payments_of(agreement.id)
    ]
    return Shown(
        facts=_facts(agreement),
        money=[
            ("총사업비(부가세 별도)", won(agreement.total_won)),
            ("지원금", won(agreement.subsidy_won)),
            ("기업 현금", won(agreement.company_cash_won)),
            ("기업 현물", won(agreement.company_inkind_won)),
            ("부가가치세(기업 부담)", won(agreement.vat_won)),
        ],
        funding=[[share.name, won(share.amount_won)] for share in shares_of(agreement.id) if share.amount_won],
        payments=paid if money else [],
        reports=_reports(agreement, staff=staff),
        inspections=_inspections(agreement, staff=staff),
        ledger=_ledger(agreement) if staff else [],
        assets=[[asset.model, asset.serial or "–", asset.place] for asset in assets_of(agreement.id)],
        timeline=_timeline(agreement),
    )


def _expected(agreement: Agreement) -> dict[str, str]:
    """In which month each instalment is expected, by its code."""
    instalments, begin, end = agreement.terms.agreement.payments, agreement.starts_on, agreement.ends_on
    build_months = (end.year - begin.year) * 12 + end.month - begin.month
    days = [months_later(begin.replace(day=1), months) for months in expected_months(instalments, build_months)]
    return {each.code: f"{day.year}년 {day.month}월 무렵" for each, day in zip(instalments, days, strict=True)}


def _facts(agreement: Agreement) -> list[tuple[str, Cell]]:
    return [
        ("협약번호", agreement.number),
        ("도입기업", agreement.company_name),
        ("공급기업", agreement.supplier_name),
        ("협약 기간", korean_period(agreement.starts_on, agreement.ends_on)),
        ("접수번호", agreement.application.number or ""),
    ]


def _badge(text: str, tone: str) -> Cell:
    return {"text": text, "tone": tone}


def _reports(agreement: Agreement, *, staff: bool) -> list[list[Cell]]:
    return [
        [
            {"text": each.name, "link": url_for("agreements.show_report", report_id=each.id)},
            f"{each.progress}%",
            _badge(REPORT.label(each.status, staff=staff), REPORT.tone(each.status)),
            korean_datetime(each.submitted_at) if each.submitted_at else "–",
        ]
        for each in sorted(reports_of(agreement.id).values(), key=lambda each: each.created_at)
    ]


def _inspections(agreement: Agreement, *, staff: bool) -> list[list[Cell]]:
    return [
        [
            _inspection_link(each),
            korean_date(each.planned_on),
            each.inspector.name,
            each.conclusion or "–",
            _badge(INSPECTION.label(each.status, staff=staff), INSPECTION.tone(each.status)),
        ]
        for each in sorted(inspections_of(agreement.id).values(), key=lambda each: each.created_at)
    ]


def _inspection_link(inspection: Inspection) -> Cell:
    """Its name, leading to its page where the reader may open it (a visitor opens only the own ones)."""
    if not may.SEE_INSPECTION.allows(current_user, inspection):
        return inspection.name
    return {"text": inspection.name, "link": url_for("inspections.show", inspection_id=inspection.id)}


def _ledger(agreement: Agreement) -> list[list[Cell]]:
    return [
        [
            korean_date(row.paid_on),
            row.source_name,
            f"{row.fiscal_year}",
            won(row.amount_won),
            row.outside_number or "–",
        ]
        for row in ledger_of(agreement.id)
    ]


def _timeline(agreement: Agreement) -> list[dict[str, object]]:
    moments = [("협약 준비", agreement.created_at, "", ""), ("서명 시작", agreement.opened_at, "", "")]
    moments += [
        (f"{PARTY_NAMES[party]} 서명", row.at, row.name, "") for party, row in signatures_of(agreement.id).items()
    ]
    moments += [
        ("협약 체결", agreement.concluded_at, "", ""),
        (
            "과제 완료",
            agreement.completed_at,
            "",
            "" if agreement.completed_on_time else "협약 기간을 넘겨 끝냈습니다.",
        ),
        (PROCESS.label(agreement.status, staff=True), agreement.ended_at, "", agreement.end_reason),
    ]
    entries: list[dict[str, object]] = [
        {"title": title, "moment": korean_datetime(at), "by": by, "text": text, "current": False}
        for title, at, by, text in moments
        if at is not None
    ]
    entries[-1]["current"] = True
    return entries
