"""What was directed about a matter, in the order of time."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.policies import can_read
from docarchive.core.web import Page, actor, services, work
from docarchive.directions import matter_presenting
from docarchive.directions.queries.matters import directions_of, followed, matter, steps_of_events
from docarchive.directions.services import matters as following
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
        followed=_followed(),
        page=shown,
        page_url=lambda number, size: url_for("directions.matters", q=text, trang=number, moi=size),
    )  # fmt: skip


@bp.post("/directions/matters/<any(follow, unfollow):act>")
def follow_matter(act: str) -> ResponseReturnValue:
    """Hear of a matter once a week, or no more."""
    words = request.form.get("q", "")
    if act == "follow":
        following.follow(work(), words)
        flash("Đang theo dõi: tin mới trong tuần đến bằng thư thứ Sáu và ở trang Tin theo dõi trong tuần.", "done")
    else:
        following.stop(work(), words)
        flash("Thôi theo dõi vụ việc.", "done")
    return redirect(url_for("directions.matters", q=words))


def _followed() -> list[str] | None:
    """The matters the reader follows; None for who follows none: no person, or somebody who stands in."""
    user_id = actor().user_id
    return None if user_id is None or actor().substitute_id is not None else list(followed(work().session, user_id))
