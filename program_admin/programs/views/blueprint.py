"""The blueprint to which every page of rounds belongs."""

from flask import Blueprint

pages = Blueprint("programs", __name__, url_prefix="/rounds")
