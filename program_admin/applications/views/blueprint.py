"""The blueprint to which every page of applications belongs."""

from flask import Blueprint

pages = Blueprint("applications", __name__, url_prefix="/applications")
