"""Editing the figures of the last three business years."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies import services
from program_admin.companies.forms import FinanceForm, YearRow
from program_admin.companies.models import Company
from program_admin.companies.queries import finances_of
from program_admin.companies.rules import YearFigures, years_wanted
from program_admin.companies.views.blueprint import get_company, pages
from program_admin.core.clock import today
from program_admin.core.errors import RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.route("/<uuid:company_id>/finances", methods=["GET", "POST"])
@needs(may.EDIT, get_company)
def edit_finances(company: Company) -> ResponseReturnValue:
    """Edit revenue, profit, assets, debts and equity, year by year."""
    form, years = _form(company), years_wanted(today())
    target = url_for(".show", company_id=company.id, _anchor="finances")
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.save_finances(
                    company,
                    _figures(form),
                    under_three_years=form.under_three_years.data,
                    by=current_user,
                    now=now,
                )
        except RuleBroken as broken:
            _refuse(form, broken)
        else:
            return redirect(target, 303)
    status = 200 if request.method == "GET" else 422
    rows = list(zip(years, form.years.entries, strict=True))
    return page("companies/finances.html", status, form=form, company=company, rows=rows)


def _form(company: Company) -> FinanceForm:
    kept = {row.year: row for row in finances_of(company.id)}
    rows = [
        {"year": year} | {name: getattr(kept.get(year), name, None) for name in YearRow.COLUMNS}
        for year in years_wanted(today())
    ]
    form = FinanceForm(data={"under_three_years": company.under_three_years, "years": rows})
    for year, entry in zip(years_wanted(today()), form.years.entries, strict=False):
        entry.form.year.data = str(year)
    while len(form.years.entries) < len(rows):
        form.years.append_entry(rows[len(form.years.entries)])
    return form


def _figures(form: FinanceForm) -> tuple[YearFigures, ...]:
    typed = (entry.form.figures(year) for year, entry in zip(years_wanted(today()), form.years.entries, strict=True))
    return tuple(figures for figures in typed if figures is not None)


def _refuse(form: FinanceForm, broken: RuleBroken) -> None:
    """Put sentences about a year's column at that cell, the others where forms put them."""
    entries = dict(zip(years_wanted(today()), form.years.entries, strict=True))
    shown = []
    for key, sentences in broken.fields.items():
        year, _, column = key.partition(":")
        if column:
            field = entries[int(year)].form[column]
            field.errors = [*field.errors, *sentences]
            shown += sentences
    rest = [sentence for sentence in broken.objections if sentence not in shown]
    form.refuse(RuleBroken(rest, {key: value for key, value in broken.fields.items() if ":" not in key}))
