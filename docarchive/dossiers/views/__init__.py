"""Pages of dossiers, the filing list, hand-overs and freezes."""

from docarchive.dossiers.views import acts, closing, dossiers, filing, freezing, handing, papers
from docarchive.dossiers.views.blueprint import bp

__all__ = ["acts", "bp", "closing", "dossiers", "filing", "freezing", "handing", "papers"]
