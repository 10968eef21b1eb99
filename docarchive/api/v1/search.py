"""Searching and browsing."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of, the_catalogue
from docarchive.api.v1.search_shapes import (
    FacetValueOut,
    HitOut,
    OtherNameOut,
    PrefixIn,
    SearchIn,
    SearchOut,
    SnippetOut,
    SuggestionsOut,
)
from docarchive.api.v1.shapes import ShelfOut, ShelvesOut
from docarchive.archive.queries import browsing
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.kernel.local_time import local_day
from docarchive.search import exports, queries
from docarchive.search.asking import Asked, read_day

SORTS = {"relevance": "phu-hop", "newest": "moi", "oldest": "cu", "number": "so"}
PARAMETERS = {"kind": "loai", "issuer": "coquan", "year": "nam", "source": "nguon", "session": "kyhop"}
WAYS = {
    "kinds": browsing.kinds, "issuers": browsing.issuers, "years": browsing.years, "sessions": browsing.sessions,
    "wanted": browsing.wanted,
}  # fmt: skip


@bp.get("/search")
@bp.input(SearchIn, location="query", arg_name="question")
@bp.output(SearchOut)
def search(question: SearchIn) -> SearchOut:
    """Ask a question in the query language."""
    asked = asked_of(question)
    answer = _asker().ask(asked)
    facets = {
        name: [FacetValueOut(value=v, label=answer.labels.get(name, {}).get(v, v), count=n) for v, n in counts.items()]
        for name, counts in answer.facets.items()
    }
    return SearchOut(
        total=answer.total,
        page=asked.page,
        size=asked.size,
        took_ms=round(answer.took_s * 1000, 1),
        partial=answer.partial,
        engine_down=answer.engine_down,
        did_you_mean=answer.did_you_mean,
        read_as=list(answer.read_as),
        other_names=[fields_of(OtherNameOut, other, more=more) for other, more in answer.others],
        hits=[_hit(found) for found in answer.found],
        facets=facets,
    )


@bp.get("/search/suggestions")
@bp.input(PrefixIn, location="query", arg_name="typed")
@bp.output(SuggestionsOut)
def suggestions(typed: PrefixIn) -> SuggestionsOut:
    """Complete what is being typed."""
    return SuggestionsOut(suggestions=list(queries.suggestions(services().engine, typed.q[:200], actor().audience)))


@bp.get("/search/export.<any(csv, xlsx, docx):format_>")
@bp.doc(responses=gives(*exports.MEDIA_TYPES.values()))
@bp.input(SearchIn, location="query", arg_name="question")
@writes_on_get
def export(format_: str, question: SearchIn) -> ResponseReturnValue:
    """Every row of an answer as ``csv``, ``xlsx`` or ``docx``."""
    asked = asked_of(question)
    lines, total = _asker().every_line(asked)
    title = exports.head(asked.text, actor().name, work().now, total, len(lines))
    work().record("search.exported", "search", question=asked.text, rows=len(lines))
    settings = services().settings
    content = exports.written(format_, title, lines, (settings.superior, settings.organisation))
    return Response(content, content_type=exports.MEDIA_TYPES[format_])


@bp.get("/browse/<any(kinds, issuers, years, sessions, wanted):way>")
@bp.output(ShelvesOut)
def browse(way: str) -> ShelvesOut:
    """The archive by kind, issuer, year or session of a council; ``wanted``: numbers cited that it lacks."""
    shelves = WAYS[way](work().session, actor())
    return ShelvesOut(
        total=browsing.total(work().session, actor()), shelves=[fields_of(ShelfOut, shelf) for shelf in shelves]
    )


def asked_of(question: SearchIn) -> Asked:
    """The question as the pages know it."""
    chosen = tuple(
        (parameter, tuple(getattr(question, name))) for name, parameter in PARAMETERS.items() if getattr(question, name)
    )
    return Asked(
        text=" ".join(question.q.split())[:2000], chosen=chosen, first=read_day(question.first),
        last=read_day(question.last, at_end=True), as_of=read_day(question.as_of),
        sort=SORTS[question.sort], page=question.page, size=question.size,
    )  # fmt: skip


def _asker() -> queries.Asker:
    return queries.Asker(services().engine, the_catalogue(), work().session, actor(), local_day(work().now))


def _hit(found: queries.Found) -> HitOut:
    snippets = [
        SnippetOut(text=each.text, marks=[(m[0], m[1]) for m in each.marks], page=each.page, provision=each.provision)
        for each in found.hit.snippets
    ]
    return fields_of(
        HitOut,
        found.line,
        validity=found.standing[0] if found.standing else None,
        score=round(found.hit.score, 4),
        pages_found=list(found.hit.pages),
        snippets=snippets,
    )
