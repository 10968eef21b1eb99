"""Saved searches and lists of numbers for programs: the same acts with the same rights."""

from __future__ import annotations

from datetime import timedelta

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.api.test_api import Program, program
from tests.archive.factories import make_document
from tests.conftest import FixedClock
from tests.lookup.test_searches import work_off

__all__ = ["program"]


def test_a_search_is_kept_counted_seen_changed_and_brought_back(
    program: Program, services: Services, clock: FixedClock
) -> None:
    clock.now += timedelta(minutes=1)
    asked = {"name": "Đường", "q": "giao thông", "kind": ["nghị quyết"], "sort": "newest", "alert": "daily"}
    made = program.send("POST", "/me/searches", 201, json=asked)
    clock.now += timedelta(minutes=1)
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="16/2023/NQ-HĐND")
    clock.now += timedelta(minutes=6)
    work_off(services)

    one = f"/me/searches/{made['id']}"
    (listed,) = program.get("/me/searches")["searches"]
    assert (listed["new"], listed["alert"]) == (1, "daily")
    assert [each["number"] for each in program.get(f"{one}/new")["documents"]] == ["16/2023/NQ-HĐND"]
    assert program.send("PUT", f"{one}/seen")["new"] == 0
    changed = program.send("PATCH", one, json={"name": "Đường làng"})
    assert (changed["name"], changed["alert"]) == ("Đường làng", "daily")
    program.send("DELETE", one)
    program.send("PATCH", one, 404, json={"name": "x"})
    assert program.send("PUT", f"{one}/kept")["name"] == "Đường làng"
    program.send("POST", "/me/searches", 422, json={"name": "Trống"})


def test_numbers_are_looked_up_and_one_of_several_is_chosen(program: Program, services: Services) -> None:
    made = program.send("POST", "/lookups", 201, json={"lines": ["15/2023/NQ-HĐND", "1/CT-UBND", "gì đó"]})

    assert made["counts"] == {"one": 1, "several": 0, "none": 1, "unreadable": 1}
    address, document = f"/lookups/{made['id']}", made["lines"][0]["chosen"]
    assert program.get(address)["lines"] == made["lines"]
    assert program.send("PUT", f"{address}/lines/0", json={"document": document})["lines"][0]["chosen"] == document
    program.send("PUT", f"{address}/lines/1", 422, json={"document": document})
    program.send("PUT", f"{address}/lines/9", 404, json={"document": document})
    for name in ("export.xlsx", "files.zip"):
        assert program.client.get(f"/api/v1{address}/{name}", headers=program.headers).data.startswith(b"PK")
    program.send("POST", "/lookups", 422, json={"lines": []})
