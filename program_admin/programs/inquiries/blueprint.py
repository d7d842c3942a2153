"""The blueprint of the pages of questions on a round."""

from flask import Blueprint

pages = Blueprint("inquiries", __name__, url_prefix="/rounds")
