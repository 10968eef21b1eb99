"""Which page of dossiers opens for whom, who may do what, and what nobody else learns."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.browsing import read
from tests.conftest import csrf
from tests.dossiers.conftest import House

READS = (
    "index", "new", "from entry", "add", "dossier", "edit", "close", "print", "sheet", "zip", "list", "list print",
    "list sheet", "entry", "handover", "transfer", "transfer sheet", "holders", "freezes", "new freeze", "freeze",
)  # fmt: skip
READERS = {
    "clerk": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404),
    "leader": (200, 200, 200, 200, 200, 403, 403, 200, 200, 200, 200, 200, 200, 403, 403, 200, 200, 200, 200, 200, 200),
    "holder": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200, 200, 404, 404, 404, 404),
    "member": (200, 200, 200, 200, 200, 403, 403, 200, 200, 200, 200, 200, 200, 403, 403, 404, 404, 404, 404, 404, 404),
    "civil": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404, 200, 200, 200, 403, 403, 404, 404, 404, 404, 404, 404),
    "administrator": (
        200, 200, 200, 200, 404, 404, 404, 404, 404, 404, 200, 200, 200, 200, 403, 404, 404, 200, 200, 200, 200,
    ),
    "other_clerk": (
        200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404, 404, 200, 404, 404, 404,
    ),
    "other_leader": (
        200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 404, 404, 200, 200, 200, 404,
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_who_may_open_which_page(house: House, who: str) -> None:
    paths = house.paths()

    got = {name: house.browsers[who].get(paths[name]).status_code for name in READS}

    assert got == dict(zip(READS, READERS[who], strict=True))


WRITES = (
    "documents", "removal", "opening", "members", "member removal", "rights", "reopening", "extension", "freeze",
    "create", "sheet", "numbering", "headings", "entries", "entry", "entry removal", "approval", "return", "force",
    "hand all", "lifting", "freeze rights",
)  # fmt: skip
WRITERS = {
    # Refused for what they say, or done: 422, 409 and 302 say that who does it is not the matter.
    "clerk": (
        409, 302, 404, 422, 404, 403, 422, 422, 403, 422, 422, 409, 422, 422, 422, 409, 403, 403, 422, 404, 404, 404,
    ),
    "leader": (
        403, 403, 403, 422, 403, 302, 403, 422, 422, 403, 403, 403, 422, 422, 403, 403, 409, 422, 422, 404, 422, 302,
    ),
    "member": (
        409, 302, 403, 422, 403, 403, 403, 422, 403, 403, 403, 403, 422, 422, 403, 403, 403, 403, 422, 403, 404, 404,
    ),
    "civil": (
        404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403, 403, 422, 422, 403, 403, 403, 403, 422, 403, 404, 404,
    ),
    "administrator": (
        404, 404, 404, 404, 404, 404, 404, 404, 404, 422, 422, 409, 422, 422, 422, 409, 403, 403, 422, 404, 422, 302,
    ),
    "other_clerk": (
        404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 404, 404,
    ),
    "other_leader": (
        404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 404, 404,
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", WRITERS)
def test_who_may_do_what(house: House, who: str) -> None:
    browser, here, listed = house.browsers[who], f"/dossiers/{house.dossier_id}", "/dossiers/list/2026"
    own = {"co-quan": house.agency_id}
    tried: dict[str, tuple[str, dict[str, str]]] = {
        "documents": (f"{here}/documents", {"document": house.paper_id}),
        "removal": (f"{here}/documents/{house.paper_id}/removal", {}),
        "opening": (f"{here}/documents/{house.paper_id}/opening", {}),
        "members": (f"{here}/members", {}),
        "member removal": (f"{here}/members/{'a' * 16}/removal", {}),
        "rights": (f"{here}/rights", {}),
        "reopening": (f"{here}/reopening", {"reason": "x"}),
        "extension": (f"{here}/extension", {}),
        "freeze": (f"{here}/freeze", {"reason": "x"}),
        "create": (listed, own | {"moi-numbering": "through", "moi-source": ""}),
        "sheet": (f"{listed}/sheet", own),
        "numbering": (f"{listed}/numbering", own | {"numbering": "heading"}),
        "headings": (f"{listed}/headings", own),
        "entries": (f"{listed}/entries", own),
        "entry": (f"{listed}/entries/{house.entry_id}", own),
        "entry removal": (f"{listed}/entries/{house.entry_id}/removal", own),
        "approval": (f"{listed}/approval", own),
        "return": (f"{listed}/return", own | {"reason": "x"}),
        "force": (f"{listed}/force", own),
        "hand all": ("/dossiers/holders", own | {"nguoi": "a" * 16, "receiver": "b" * 16}),
        "lifting": (f"/dossiers/freezes/{house.freeze_id}/lifting", {"reason": "x"}),
        "freeze rights": (f"/dossiers/freezes/{house.freeze_id}/rights", {}),
    }

    got = {name: browser.post(tried[name][0], data={**csrf(browser), **tried[name][1]}).status_code for name in WRITES}

    assert got == dict(zip(WRITES, WRITERS[who], strict=True))


def test_what_a_reader_may_not_see_is_in_no_list_no_sum_and_no_file(house: House) -> None:
    here = f"/dossiers/{house.dossier_id}"
    for who, count in (("holder", 2), ("member", 1), ("clerk", 1), ("leader", 1)):
        browser = house.browsers[who]
        page = read(browser, here)
        assert f"{count} văn bản, theo ngày tháng" in page
        assert ("13/BC-STC" in page) is (count == 2), who
        assert ("13/BC-STC" in read(browser, f"{here}/print")) is (count == 2)
        with zipfile.ZipFile(io.BytesIO(browser.get(f"{here}/export.zip").data)) as packed:
            xml = packed.read("ho-so.xml").decode()
            assert len(packed.namelist()) == count + 1
        assert f"<DocTotal>{count}</DocTotal>" in xml
        assert ("13" in re.findall(r"<CodeNumber>(\d+)<", xml)) is (count == 2)
        assert house.hidden_id not in xml or count == 2
