"""The blueprint the pages of handing over hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("succession", __name__, url_prefix="/succession")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
