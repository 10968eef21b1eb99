"""The blueprint the pages of notices hang on."""

from flask import Blueprint

bp = Blueprint("notices", __name__)
