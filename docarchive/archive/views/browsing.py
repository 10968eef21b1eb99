"""The archive by kind, issuer, year and session."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from docarchive.archive.queries import browsing
from docarchive.archive.views.blueprint import bp
from docarchive.core.web import actor, work

WAYS = {
    "loai": ("Theo loại", browsing.kinds),
    "coquan": ("Theo cơ quan ban hành", browsing.issuers),
    "nam": ("Theo năm", browsing.years),
    "kyhop": ("Theo nhiệm kỳ, kỳ họp", browsing.sessions),
    "thieu": ("Được dẫn, chưa có trong kho", browsing.wanted),
}


@bp.get("/browse")
def browse() -> ResponseReturnValue:
    way = request.args.get("theo", "loai")
    way = way if way in WAYS else "loai"
    shelves = WAYS[way][1](work().session, actor())
    return render_template(
        "archive/browse.html",
        way=way,
        ways={name: words for name, (words, _query) in WAYS.items()},
        groups=[(above, list(group)) for above, group in groupby(shelves, key=lambda shelf: shelf.above)],
        total=browsing.total(work().session, actor()),
        is_cut=way == "thieu" and len(shelves) == browsing.MOST_WANTED,
    )
