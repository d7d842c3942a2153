"""The blueprint to which every page of accounts belongs."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
