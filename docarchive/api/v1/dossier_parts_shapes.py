"""What goes in and out about drafts in dossiers, and dossiers that are part of others."""

from __future__ import annotations

from pydantic import BaseModel, Field

from docarchive.dossiers.states import DossierState


class PartOut(BaseModel):
    """A dossier that is part of another one."""

    id: str
    symbol: str
    title: str
    state: DossierState


class DraftOut(BaseModel):
    """A letter that is not issued yet; `status` and `opinions` in words."""

    draft_id: str
    title: str
    status: str
    opinions: str


class DraftIn(BaseModel):
    """A letter that is not issued yet."""

    draft_id: str = Field(min_length=16, max_length=16)


class ParentIn(BaseModel):
    """The dossier another one becomes part of."""

    parent_id: str = Field(min_length=16, max_length=16)
