"""Tables of accounts."""

from docarchive.accounts.models.absence import Absence
from docarchive.accounts.models.agency import Agency, AgencySuccession, Unit
from docarchive.accounts.models.calendar import CalendarChange, CalendarDay, CalendarYear
from docarchive.accounts.models.session import ApiToken, SignInFailure, WebSession
from docarchive.accounts.models.user import Position, User, UserRole

__all__ = [
    "Absence",
    "Agency",
    "AgencySuccession",
    "ApiToken",
    "CalendarChange",
    "CalendarDay",
    "CalendarYear",
    "Position",
    "SignInFailure",
    "Unit",
    "User",
    "UserRole",
    "WebSession",
]
