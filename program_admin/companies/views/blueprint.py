"""The blueprint to which every page of companies belongs, and the loaders of its addresses."""

import uuid

from flask import Blueprint

from program_admin.companies.models import Company, Membership, Site
from program_admin.companies.queries import company_by_id, membership_by_id, site_by_id

pages = Blueprint("companies", __name__, url_prefix="/companies")


def get_company(company_id: uuid.UUID) -> Company:
    """Load the company of an address; raises Missing."""
    return company_by_id(company_id)


def get_site(site_id: uuid.UUID) -> Site:
    """Load the site of an address; raises Missing."""
    return site_by_id(site_id)


def get_membership(membership_id: uuid.UUID) -> Membership:
    """Load the membership of an address; raises Missing."""
    return membership_by_id(membership_id)
