"""The blueprints the pages of accounts hang on; everything under ``admin`` is the administrator's."""

from flask import Blueprint

from docarchive.accounts.policies import can_administer
from docarchive.core import web
from docarchive.kernel.errors import NotFoundError

accounts = Blueprint("accounts", __name__)
admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.before_request
def only_for_administrators() -> None:
    """Let others believe that there is nothing here; a stranger was sent to sign in before."""
    if not can_administer(web.actor()):
        raise NotFoundError
