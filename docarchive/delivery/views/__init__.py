"""Pages of partners and packets, and the door for other installations."""

from docarchive.delivery.views import keys, packets, partners
from docarchive.delivery.views.between import bp as between
from docarchive.delivery.views.blueprint import bp

__all__ = ["between", "bp", "keys", "packets", "partners"]
