"""The blueprint of the pages about corrections of an open round."""

from flask import Blueprint

correction_pages = Blueprint("corrections", __name__, url_prefix="/applications")
