"""Pages of notices."""

from docarchive.notices.views import mail, reading
from docarchive.notices.views.blueprint import bp

__all__ = ["bp", "mail", "reading"]
