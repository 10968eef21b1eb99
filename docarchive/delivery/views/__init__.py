"""Pages of partners and packets, and the door for other installations."""

from docarchive.delivery.views.between import bp as between

__all__ = ["between"]
