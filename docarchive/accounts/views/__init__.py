"""Pages of accounts."""

from docarchive.accounts.views import sign_in
from docarchive.accounts.views.blueprints import accounts

__all__ = ["BLUEPRINTS", "sign_in"]

BLUEPRINTS = (accounts,)
