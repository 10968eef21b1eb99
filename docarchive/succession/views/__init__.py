"""Pages on which work is handed over: a person's, or a whole agency's."""

from docarchive.succession.views import handing_over, reorganising
from docarchive.succession.views.blueprint import bp

__all__ = ["bp", "handing_over", "reorganising"]
