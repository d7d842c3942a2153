"""The blueprint of the public self-check, which stands beside the announcement."""

from flask import Blueprint

self_check_pages = Blueprint("self_check", __name__, url_prefix="/rounds")
