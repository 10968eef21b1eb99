"""The blueprint all of version 1 hangs on, and how values leave it."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from apiflask import APIBlueprint
from pydantic import BaseModel

from docarchive.archive.models import Document
from docarchive.archive.queries import documents
from docarchive.core.web import actor, services, work
from docarchive.search.catalogue import CATALOGUE, Catalogue

bp = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="docarchive")

Model = TypeVar("Model", bound=BaseModel)


def the_document(document_id: str) -> Document:
    """The document of an address, or "not found" for whoever may not see it."""
    return documents.document(work().session, actor(), document_id)


def the_catalogue() -> Catalogue:
    """The archive as search sees it."""
    return cast(Catalogue, services().extensions[CATALOGUE])


def fields_of(model: type[Model], thing: Any, **more: Any) -> Model:
    """Make an answer from a thing with attributes of the same names."""
    values = {name: getattr(thing, name) for name in model.model_fields if name not in more and hasattr(thing, name)}
    return model(**{**values, **more})
