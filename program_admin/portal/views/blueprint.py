"""The blueprint to which every page that spans packages belongs."""

from flask import Blueprint

pages = Blueprint("portal", __name__)
