"""Pages of accounts and of administration."""

from docarchive.accounts.views import (
    absences,
    agencies,
    audit,
    calendar,
    calendar_acts,
    calendar_days,
    jobs,
    lists,
    profile,
    sign_in,
    state,
    tokens,
    users,
)
from docarchive.accounts.views.blueprints import accounts, admin

__all__ = [
    "BLUEPRINTS",
    "absences",
    "agencies",
    "audit",
    "calendar",
    "calendar_acts",
    "calendar_days",
    "jobs",
    "lists",
    "profile",
    "sign_in",
    "state",
    "tokens",
    "users",
]

BLUEPRINTS = (accounts, admin)
