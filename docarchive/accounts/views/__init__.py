"""Pages of accounts and of administration."""

from docarchive.accounts.views import agencies, audit, jobs, lists, profile, sign_in, state, tokens, users
from docarchive.accounts.views.blueprints import accounts, admin

__all__ = ["BLUEPRINTS", "agencies", "audit", "jobs", "lists", "profile", "sign_in", "state", "tokens", "users"]

BLUEPRINTS = (accounts, admin)
