"""The page of a dossier, as it is opened and as it comes back with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.audience import user_token
from docarchive.archive.models import Document
from docarchive.archive.policies import can_keep
from docarchive.archive.queries.catalogue import shown_kind
from docarchive.archive.queries.documents import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.web import actor, work
from docarchive.dossiers import metadata, presenting
from docarchive.dossiers.correspondence import Draft
from docarchive.dossiers.forms import LongerForm, PersonForm
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.policies import can_confirm_rights, can_fill, can_freeze, can_manage, parent_seen
from docarchive.dossiers.queries import contents, dossiers, freezes
from docarchive.dossiers.queries.contents import Item
from docarchive.dossiers.states import CHANGE_WORDS, DossierState
from docarchive.dossiers.views.blueprint import colleagues, the_correspondence, today

PREFIXES = {"longer": "han-", "person": "nguoi-"}


def dossier_page(
    found: Dossier, *, longer: LongerForm | None = None, person: PersonForm | None = None, message: str = ""
) -> ResponseReturnValue:
    """Show a dossier; with the form that was refused, if one was.

    Args:
        message: Why it was refused, where that belongs to no field.
    """
    session = work().session
    refused: FlaskForm | None = longer or person
    items = contents.items(session, actor(), found)
    manages = can_manage(actor(), found)
    freeze = freezes.of_dossier(session, found.id)
    out = request.args.get("da-lay", "")
    letters, ids = the_correspondence(), [item.document.id for item in items]
    drafts = letters.drafts(session, actor(), found)
    page = render_template(
        "dossiers/dossier.html",
        dossier=found,
        items=items,
        standings=letters.standings(session, actor(), found.agency_id, ids, today()),
        drafts=drafts,
        draft_out=_draft_taken_out(drafts),
        parent=parent_seen(actor(), found),
        children=_children(found),
        above=dossiers.may_take(session, actor(), found) if manages and found.is_open and freeze is None else (),
        kind=shown_kind,
        head=presenting.row(found, contents.summed(items), today()),
        facts=presenting.facts(found, contents.summed(items), today()),
        unread={item.document.id: unread(found, item) for item in items} if manages else {},
        can={
            "fill": can_fill(actor(), found) and found.is_open and freeze is None,
            "manage": manages,
            "edit": manages and found.is_open and freeze is None,
            "reopen": manages and found.state == DossierState.CLOSED and freeze is None,
            "longer": manages and found.state == DossierState.CLOSED,
            "confirm": can_confirm_rights(actor(), found.agency_id),
            "freeze": can_freeze(actor(), found.agency_id),
        },
        keeps={item.document.id for item in items if can_keep(actor(), item.document)},
        rights=dossiers.open_rights(session, found),
        change_words={each.value: words for each, words in CHANGE_WORDS.items()},
        taken_out=_taken_out(out, items),
        cuts=metadata.cuts(found, items) if manages else [],
        freeze=freeze,
        longer=longer or LongerForm(formdata=None, prefix=PREFIXES["longer"]),
        person=_person(found, person),
        refused=refused,
        message=message,
    )
    return page, 422 if refused is not None else 200


def unread(dossier: Dossier, item: Item) -> list[str]:
    """Names of people who work with a dossier and are not named among a document's readers.

    Whoever reads it through agency or unit is not told apart here: the list is of those who could be added by name.
    """
    document = item.document
    if document.access in {AccessLevel.PUBLIC, AccessLevel.AGENCY} and document.agency_id in {None, dossier.agency_id}:
        return []
    people = [*(member.user for member in dossier.members), *([dossier.holder] if dossier.holder else [])]
    return [person.name for person in people if user_token(person.id) not in document.audience]


def _children(found: Dossier) -> list[dict[str, Any]]:
    session = work().session
    rows = dossiers.children(session, actor(), found)
    sums = contents.sums(session, actor(), [row.id for row in rows])
    return [presenting.row(row, sums[row.id], today()) for row in rows]


def _draft_taken_out(drafts: Sequence[Draft]) -> str:
    """The draft that has just been taken out, for whoever wants it back; empty: none, or it is back."""
    out = request.args.get("du-thao-da-lay", "")
    return "" if any(one.id == out for one in drafts) else out


def _taken_out(document_id: str, items: list[Item]) -> Document | None:
    if not document_id or any(item.document.id == document_id for item in items):
        return None
    return documents(work().session, actor(), [document_id]).get(document_id)


def _person(found: Dossier, person: PersonForm | None) -> PersonForm:
    form = person or PersonForm(formdata=None, prefix=PREFIXES["person"])
    known = {*found.member_ids, found.holder_id}
    form.offer([one for one in colleagues(found.agency_id) if one.id not in known])
    return form
