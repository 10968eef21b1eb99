"""What was directed about a matter, in the order of time."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.policies import can_read
from docarchive.core.web import Page, actor, services, work
from docarchive.directions import matter_presenting
from docarchive.directions.queries.matters import directions_of, matter, steps_of_events
from docarchive.directions.views.blueprint import bp
from docarchive.directions.views.listing import SIZES
from indexer.query import parse

_LONGEST = 500


@bp.get("/directions/matters")
def matters() -> ResponseReturnValue:
    session, text = work().session, " ".join(request.args.get("q", "").split())[:_LONGEST]
    found = matter(session, actor(), services().engine, text)
    size = int(request.args["moi"]) if request.args.get("moi") in SIZES else 50
    shown = Page.asked(request.args, len(found.events), size)
    events = found.events[shown.offset : shown.offset + shown.size]
    said, steps, parsed = directions_of(session, events), steps_of_events(session, events), parse(text)
    return render_template(
        "directions/matters.html",
        text=text,
        told=matter_presenting.told(found) if found.events else "",
        found=found,
        events=[
            matter_presenting.event(
                one, said[one.direction_id], steps.get(one.step_id or ""), parsed,
                readable=lambda document: can_read(actor(), document), in_words=one.direction_id in found.in_words,
            )
            for one in events
        ],
        page=shown,
        page_url=lambda number, size: url_for("directions.matters", q=text, trang=number, moi=size),
    )  # fmt: skip
