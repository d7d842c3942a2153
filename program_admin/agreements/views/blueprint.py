"""The blueprints to which the pages of this package belong."""

from flask import Blueprint

pages = Blueprint("agreements", __name__, url_prefix="/agreements")
payment_pages = Blueprint("payments", __name__, url_prefix="/payments")
inspection_pages = Blueprint("inspections", __name__, url_prefix="/inspections")
