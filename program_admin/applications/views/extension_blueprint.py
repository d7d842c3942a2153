"""The blueprint of the pages about extensions of the deadline."""

from flask import Blueprint

extension_pages = Blueprint("extensions", __name__, url_prefix="/applications")
