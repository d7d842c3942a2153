"""Pages of companies, one file per use case."""

from program_admin.companies.views import edit, finances, history, listing, people, register, show, sites
from program_admin.companies.views.blueprint import pages

__all__ = ["edit", "finances", "history", "listing", "pages", "people", "register", "show", "sites"]
