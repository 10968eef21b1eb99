"""The blueprint the pages of the archive hang on, and what all of them need."""

from __future__ import annotations

from typing import cast

from flask import Blueprint

from docarchive.archive import layout
from docarchive.archive.models import Document, DocumentVersion, ImportBatch
from docarchive.archive.places import DOSSIERS, AsksPlaces, Places
from docarchive.archive.queries import documents, imports
from docarchive.archive.viewing import Layout
from docarchive.core.web import actor, services, work
from docarchive.search.catalogue import CATALOGUE, Catalogue

bp = Blueprint("archive", __name__)


def the_document(document_id: str) -> Document:
    """The document of an address, or "not found" for whoever may not see it."""
    return documents.document(work().session, actor(), document_id)


def the_batch(batch_id: str) -> ImportBatch:
    """The import of an address, or "not found" for whoever may not see it."""
    return imports.batch(work().session, actor(), batch_id)


def the_layout(version: DocumentVersion) -> Layout:
    """The words of a version with their places, page by page."""
    return layout.unpack(services().files.read(version.layout_sha)) if version.layout_sha else {}


def the_catalogue() -> Catalogue:
    """The archive as search sees it."""
    return cast(Catalogue, services().extensions[CATALOGUE])


def the_places(document: Document) -> Places:
    """In which dossiers a document stands, as far as the reader may know."""
    asked = cast(AsksPlaces, services().extensions[DOSSIERS])
    return asked.of(work().session, actor(), document.id)
