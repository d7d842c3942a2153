"""The blueprint to which every page of aftercare belongs."""

from flask import Blueprint

pages = Blueprint("aftercare", __name__, url_prefix="/visits")
