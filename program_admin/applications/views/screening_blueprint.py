"""The blueprint to which every page of screening belongs."""

from flask import Blueprint

screening_pages = Blueprint("screening", __name__, url_prefix="/screening")
