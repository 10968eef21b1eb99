"""Dossiers as they go out, and the one an address names."""

from __future__ import annotations

from typing import cast

from docarchive.api.v1.blueprint import fields_of
from docarchive.api.v1.dossier_parts_shapes import DraftOut, PartOut
from docarchive.api.v1.dossiers_shapes import (
    DossierOut,
    FiledOut,
    MemberOut,
    RightsOut,
    WholeDossierOut,
)
from docarchive.core.web import actor, services, work
from docarchive.dossiers.correspondence import CORRESPONDENCE, Correspondence, Draft
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.policies import parent_seen
from docarchive.dossiers.queries import contents as contents_queries
from docarchive.dossiers.queries import dossiers as queries
from docarchive.dossiers.queries import freezes
from docarchive.dossiers.queries.contents import Sum


def the_dossier(dossier_id: str) -> Dossier:
    """The dossier of an address, or "not found" for whoever may not know of it."""
    return queries.dossier(work().session, actor(), dossier_id)


def the_letters() -> Correspondence:
    """Whoever keeps letters and drafts."""
    return cast(Correspondence, services().extensions[CORRESPONDENCE])


def shown(dossier: Dossier, held: Sum) -> DossierOut:
    """A dossier as a line of a list."""
    return fields_of(DossierOut, dossier, **_sums(dossier, held))


def _sums(dossier: Dossier, held: Sum) -> dict[str, object]:
    return {
        "doc_total": held.documents, "page_total": held.pages, "first_document_on": held.first,
        "last_document_on": held.last, "is_locked": freezes.of_dossier(work().session, dossier.id) is not None,
    }  # fmt: skip


def whole(dossier: Dossier) -> WholeDossierOut:
    """A dossier with all the actor may see of it."""
    parent = parent_seen(actor(), dossier)
    work().session.flush()
    items = contents_queries.items(work().session, actor(), dossier)
    filed = [
        fields_of(FiledOut, item.document, ordinal=item.ordinal, document_id=item.document.id, added_at=item.added_at,
                  added_by=item.added_by)
        for item in items
    ]  # fmt: skip
    return fields_of(
        WholeDossierOut,
        dossier,
        documents=filed,
        drafts=[_draft(one) for one in the_letters().drafts(work().session, actor(), dossier)],
        parent_id=parent.id if (parent := parent_seen(actor(), dossier)) else None,
        children=[fields_of(PartOut, one) for one in queries.children(work().session, actor(), dossier)],
        members=[MemberOut(user_id=one.user_id, name=one.user.name) for one in dossier.members],
        rights=[fields_of(RightsOut, one) for one in queries.open_rights(work().session, dossier)],
        **_sums(dossier, contents_queries.summed(items)),
    )


def _draft(draft: Draft) -> DraftOut:
    return DraftOut(draft_id=draft.id, title=draft.title, status=draft.status[0], opinions=draft.opinions)
