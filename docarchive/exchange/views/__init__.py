"""Pages of letters."""

from docarchive.exchange.views import acting, incoming, letter, registering
from docarchive.exchange.views.blueprint import bp

__all__ = ["acting", "bp", "incoming", "letter", "registering"]
