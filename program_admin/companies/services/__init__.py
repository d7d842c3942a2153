"""Use cases of companies, one file each."""

from program_admin.companies.services.business_status import keep_status
from program_admin.companies.services.describe import change_basics, change_business
from program_admin.companies.services.finances import save_finances
from program_admin.companies.services.members import end_membership, invite_member
from program_admin.companies.services.register import register_company
from program_admin.companies.services.sites import add_site, change_site, end_site

__all__ = [
    "add_site", "change_basics", "change_business", "change_site", "end_membership", "end_site", "invite_member",
    "keep_status",     "register_company", "save_finances",
]  # fmt: skip
