"""Tables of filing lists, dossiers and freezes."""

from docarchive.dossiers.models.dossier import ChildDossier, Dossier, DossierDocument, DossierMember, RightsEntry
from docarchive.dossiers.models.filing import FilingEntry, FilingHeading, FilingList
from docarchive.dossiers.models.freeze import Freeze, FreezeDocument, FreezeRefusal, FreezeRights
from docarchive.dossiers.models.transfer import Transfer

__all__ = [
    "ChildDossier",
    "Dossier",
    "DossierDocument",
    "DossierMember",
    "FilingEntry",
    "FilingHeading",
    "FilingList",
    "Freeze",
    "FreezeDocument",
    "FreezeRefusal",
    "FreezeRights",
    "RightsEntry",
    "Transfer",
]
