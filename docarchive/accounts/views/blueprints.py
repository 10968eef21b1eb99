"""The blueprints the pages of accounts hang on."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
