"""Tables of the archive."""

from docarchive.archive.models.council import CouncilSession
from docarchive.archive.models.document import Document, DocumentToken, DocumentVersion
from docarchive.archive.models.fields import FieldValue
from docarchive.archive.models.following import DocumentFollow
from docarchive.archive.models.imports import ImportBatch, ImportItem, RecordsProfile
from docarchive.archive.models.relations import Citation, DocumentRelation
from docarchive.archive.models.verdict import FileVerdict

__all__ = [
    "Citation",
    "CouncilSession",
    "Document",
    "DocumentFollow",
    "DocumentRelation",
    "DocumentToken",
    "DocumentVersion",
    "FieldValue",
    "FileVerdict",
    "ImportBatch",
    "ImportItem",
    "RecordsProfile",
]
