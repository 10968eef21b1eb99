"""The blueprint the pages hang on."""

from flask import Blueprint

bp = Blueprint("lookup", __name__)
