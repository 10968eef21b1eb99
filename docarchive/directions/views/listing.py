"""The register of directions: what waits, and every list of assignments by its address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.archive.queries import documents
from docarchive.core.fields import parse_day
from docarchive.core.screen import format_date
from docarchive.core.web import Page, actor, page, work
from docarchive.directions import presenting
from docarchive.directions.queries import assignments, worklists
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.directions.queries.names import names
from docarchive.directions.states import CELL_WORDS, Cell
from docarchive.directions.views.blueprint import bp, gives, today

SIZES = {"20", "50", "100"}
TITLES = {
    Pile.LEAD: "Tôi chủ trì", Pile.CO: "Tôi phối hợp", Pile.INFO: "Để biết", Pile.CONFIRM: "Chờ tôi xác nhận",
    Pile.EXTENSIONS: "Xin gia hạn, chờ quyết định", Pile.EXPLAIN: "Chờ giải trình", Pile.LATE: "Quá hạn",
    Pile.SOON: "Sắp đến hạn", Pile.STUCK: "Việc đứng yên", Pile.RETURNED: "Bị trả lại", Pile.OPEN: "Đang thực hiện",
    Pile.DONE: "Hoàn thành", Pile.ALL: "Tất cả nhiệm vụ",
}  # fmt: skip
# What the addresses call each thing a list is asked for by.
_TEXTS = {"giver": "nguoi", "lead": "chutri", "field": "linhvuc", "document": "vb", "direction_id": "cau",
          "meeting_id": "hop"}  # fmt: skip
_KEPT = ("so", "vb", "cau", "hop", "xongtu", "xongden", "dung", "moi")


@bp.get("/directions")
def index() -> ResponseReturnValue:
    session, day = work().session, today()
    wanted, trouble = _wanted(), ""
    try:
        wanted = _between(wanted)
    except ValueError:
        trouble = "Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2026; danh sách dưới đây chưa lọc theo ngày."
    strip = worklists.counters(session, actor(), day)
    size = int(request.args["moi"]) if request.args.get("moi") in SIZES else 20
    shown = Page.asked(request.args, assignments.count(session, actor(), wanted, day), size)
    rows = assignments.assignments(session, actor(), wanted, day, shown.offset, shown.size)
    calendar = working_calendar(session, actor().agency_id)
    return page(
        "directions/index.html",
        "directions/_list.html",
        title=CELL_WORDS[wanted.cell] if wanted.cell else TITLES[wanted.pile],
        told=_told(wanted),
        strip=[
            {
                "value": each.value,
                "label": each.label,
                "kind": each.kind,
                "url": url_for("directions.index", o=each.pile.value),
            }
            for each in strip
        ],
        filters=_filters(wanted, trouble),
        rows=[presenting.row(each, day, calendar) for each in rows],
        page=shown,
        page_url=lambda number, size: _address(trang=number, moi=size),
        back=_address(),
        presses=gives(),
        gives=gives(),
        imports=gives(),
        tree_url=_tree(wanted),
    )


def _tree(wanted: Wanted) -> str:
    """Where a list is of one document the reader may read: how far its articles are carried out."""
    found = documents.documents(work().session, actor(), [wanted.document]) if wanted.document and gives() else {}
    return url_for("directions.tree", document_id=wanted.document) if found else ""


def _wanted() -> Wanted:
    """The list the address asks for, but for its days."""
    asked = request.args.get("o", "")
    texts = {name: request.args[key].strip()[:300] for name, key in _TEXTS.items() if request.args.get(key, "").strip()}
    days = request.args.get("dung", "")
    return Wanted(
        pile=next((each for each in Pile if each.value == asked), Pile.ALL),
        cell=next((each for each in Cell if each.value == asked), None),
        agency_id=actor().agency_id if request.args.get("so") == "1" else None,
        words=request.args.get("q", "").strip()[:200],
        stuck_days=int(days) if days.isdecimal() and 0 < int(days[:4]) < 1000 else None,
        giver=texts.get("giver"), lead=texts.get("lead"), field=texts.get("field"), document=texts.get("document"),
        direction_id=texts.get("direction_id"), meeting_id=texts.get("meeting_id"),
    )  # fmt: skip


def _between(wanted: Wanted) -> Wanted:
    return replace(
        wanted, first=_day("tu"), last=_day("den"), done_first=_day("xongtu"), done_last=_day("xongden")
    )  # fmt: skip


def _day(name: str) -> date | None:
    return parse_day(request.args.get(name, ""))


def _address(**values: Any) -> str:
    kept = {key: value for key, value in request.args.items() if value and key != "trang"}
    return url_for("directions.index", **{**kept, **values})


def _told(wanted: Wanted) -> str:
    if wanted.stuck_days is not None:
        return f"Không có bước nào trong {wanted.stuck_days} ngày, đứng lâu nhất ở trên."
    if wanted.pile is Pile.STUCK:
        return f"Không có bước nào trong {assignments.STUCK_DAYS} ngày, đứng lâu nhất ở trên."
    return ""


def _filters(wanted: Wanted, trouble: str) -> dict[str, Any]:
    offered = names(work().session, actor())
    piles = [(each.value, TITLES[each]) for each in Pile if each is not Pile.ALL]
    return {
        "piles": [(Pile.ALL.value, "Tất cả"), *piles, *((each.value, CELL_WORDS[each]) for each in Cell)],
        "pile": wanted.cell.value if wanted.cell else wanted.pile.value,
        "giver": wanted.giver or "", "lead": wanted.lead or "", "field": wanted.field or "", "words": wanted.words,
        "first": request.args.get("tu", "")[:20] if trouble else _shown(wanted.first),
        "last": request.args.get("den", "")[:20] if trouble else _shown(wanted.last),
        "givers": offered.givers, "leads": offered.leads, "fields": offered.fields,
        "kept": [(name, request.args[name]) for name in _KEPT if request.args.get(name)],
        "chosen": any(value for name, value in request.args.items() if name not in ("trang", "moi")),
        "trouble": trouble,
    }  # fmt: skip


def _shown(day: date | None) -> str:
    return format_date(day) if day else ""
