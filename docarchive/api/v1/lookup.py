"""Saved searches, and numbers looked up in one go."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.lookup_shapes import (
    FoundDocumentOut,
    LookedUpOut,
    LookupChoiceIn,
    LookupOut,
    NewDocumentsOut,
    NumbersIn,
    SavedSearchChange,
    SavedSearchesOut,
    SavedSearchIn,
    SavedSearchOut,
    SharedSearchOut,
)
from docarchive.api.v1.search import asked_of
from docarchive.api.v1.shapes import LineOut, PageIn
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.kernel.errors import NotFoundError
from docarchive.lookup import exports
from docarchive.lookup.lines import checked
from docarchive.lookup.models import NumberList, SavedSearch
from docarchive.lookup.queries import lists as list_queries
from docarchive.lookup.queries import searches as queries
from docarchive.lookup.queries.lists import LookedUp
from docarchive.lookup.services import lists, searches
from docarchive.search.exports import MEDIA_TYPES


@bp.get("/me/searches")
@bp.input(PageIn, location="query", arg_name="wanted")
@bp.output(SavedSearchesOut)
def my_searches(wanted: PageIn) -> SavedSearchesOut:
    """One's saved searches, each with how many documents came since it was opened."""
    session = work().session
    rows = queries.searches(session, actor(), (wanted.page - 1) * wanted.size, wanted.size)
    counts = queries.new_counts(session, actor(), [row.id for row in rows])
    shared = queries.shared(session, actor())
    return SavedSearchesOut(
        total=queries.count(session, actor()),
        searches=[_shown(row, counts.get(row.id, 0)) for row in rows],
        shared=[fields_of(SharedSearchOut, one, owner=owner) for one, owner in shared],
    )


@bp.post("/me/searches")
@bp.input(SavedSearchIn, arg_name="wanted")
@bp.output(SavedSearchOut, status_code=201)
def save_search(wanted: SavedSearchIn) -> SavedSearchOut:
    """Keep a question; what comes from now on is counted as new."""
    made = searches.save(work(), wanted.name, asked_of(wanted), wanted.alert, is_shared=wanted.shared)
    return _shown(made, 0)


@bp.patch("/me/searches/<search_id>")
@bp.input(SavedSearchChange, arg_name="wanted")
@bp.output(SavedSearchOut)
def change_search(search_id: str, wanted: SavedSearchChange) -> SavedSearchOut:
    """Name it anew, or choose how to be told or whether colleagues may open it."""
    found = _the(search_id)
    searches.change(work(), found, name=wanted.name, alert=wanted.alert, is_shared=wanted.shared)
    return _counted(found)


@bp.delete("/me/searches/<search_id>")
@bp.output(SavedSearchOut)
def remove_search(search_id: str) -> SavedSearchOut:
    """Delete it; for 30 days it can be brought back."""
    found = _the(search_id)
    searches.remove(work(), found)
    return _counted(found)


@bp.put("/me/searches/<search_id>/kept")
@bp.output(SavedSearchOut)
def restore_search(search_id: str) -> SavedSearchOut:
    """Bring a deleted one back."""
    found = queries.search(work().session, actor(), search_id, removed=True)
    searches.restore(work(), found)
    return _counted(found)


@bp.get("/me/searches/<search_id>/new")
@bp.input(PageIn, location="query", arg_name="wanted")
@bp.output(NewDocumentsOut)
def new_of_search(search_id: str, wanted: PageIn) -> NewDocumentsOut:
    """What came since it was opened, the last first."""
    found = _the(search_id)
    total = queries.new_counts(work().session, actor(), [found.id]).get(found.id, 0)
    lines = queries.new_lines(work().session, actor(), found, (wanted.page - 1) * wanted.size, wanted.size)
    return NewDocumentsOut(total=total, documents=[fields_of(LineOut, each) for each in lines])


@bp.put("/me/searches/<search_id>/seen")
@bp.output(SavedSearchOut)
def see_search(search_id: str) -> SavedSearchOut:
    """Note that one has seen what came."""
    found = _the(search_id)
    searches.see(work(), found)
    return _counted(found)


@bp.post("/lookups")
@bp.input(NumbersIn, arg_name="wanted")
@bp.output(LookupOut, status_code=201)
def look_up_numbers(wanted: NumbersIn) -> LookupOut:
    """Look up numbers or citations; the list is kept for 30 days."""
    return _list(lists.keep(work(), checked(wanted.lines)))


@bp.get("/lookups/<list_id>")
@bp.output(LookupOut)
def looked_up_numbers(list_id: str) -> LookupOut:
    """A list, looked up anew with the rights one has now."""
    return _list(_the_list(list_id))


@bp.put("/lookups/<list_id>/lines/<int:line>")
@bp.input(LookupChoiceIn, arg_name="wanted")
@bp.output(LookupOut)
def choose_of_lookup(list_id: str, line: int, wanted: LookupChoiceIn) -> LookupOut:
    """Choose among several documents that bear the number of a line."""
    found = _the_list(list_id)
    one = next((each for each in _looked_up(found) if each.place == line), None)
    if one is None:
        raise NotFoundError
    lists.choose(found, one, wanted.document)
    return _list(found)


@bp.get("/lookups/<list_id>/export.xlsx")
@writes_on_get
@bp.doc(responses=gives(MEDIA_TYPES["xlsx"]))
def export_lookup(list_id: str) -> ResponseReturnValue:
    """Every line and what was found for it, as a sheet."""
    every = _looked_up(_the_list(list_id))
    work().record("lookup.exported", list_id, rows=len(every))
    return Response(exports.as_excel(every, actor().name, work().now), content_type=MEDIA_TYPES["xlsx"])


@bp.get("/lookups/<list_id>/files.zip")
@writes_on_get
@bp.doc(responses=gives("application/zip"))
def files_of_lookup(list_id: str) -> ResponseReturnValue:
    """The files of all documents found, with a sheet that lists them; sent as it is made."""
    made = exports.package(work(), _looked_up(_the_list(list_id)))
    return Response(exports.stream(made, services().files), content_type="application/zip")


def _the(search_id: str) -> SavedSearch:
    return queries.search(work().session, actor(), search_id)


def _counted(found: SavedSearch) -> SavedSearchOut:
    return _shown(found, queries.new_counts(work().session, actor(), [found.id]).get(found.id, 0))


def _shown(found: SavedSearch, new: int) -> SavedSearchOut:
    return fields_of(SavedSearchOut, found, shared=bool(found.shared_with), new=new)


def _the_list(list_id: str) -> NumberList:
    return list_queries.number_list(work().session, actor(), list_id)


def _looked_up(found: NumberList) -> list[LookedUp]:
    return list_queries.look_up(services().engine, work().session, actor(), found.lines, found.choices)


def _list(found: NumberList) -> LookupOut:
    every = _looked_up(found)
    counts = {state.value: number for state, number in exports.tally(every).items()}
    return fields_of(LookupOut, found, counts=counts, lines=[_line(each) for each in every])


def _line(one: LookedUp) -> LookedUpOut:
    return LookedUpOut(
        line=one.place, text=one.text, state=one.state.value, number=one.asked.text if one.asked else None,
        chosen=one.chosen.id if one.chosen else None, other_day=one.is_other_day,
        documents=[fields_of(FoundDocumentOut, each) for each in one.found],
    )  # fmt: skip
