"""What a reader may not see changes no byte of any answer: list, count, facet, suggestion, snippet, export, status."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.models import Agency, User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document, DocumentFollow, ImportBatch
from docarchive.archive.services import documents as document_services
from docarchive.archive.services import following, relating
from docarchive.archive.services.relating import Entered
from docarchive.archive.states import AccessLevel, ItemState
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from docarchive.lookup.services import lists, matching, searches
from docarchive.search.asking import Asked
from docarchive.settings import Settings
from tests import databases
from tests.archive.factories import finish, follow, hand_in, make_batch, make_document, make_reading
from tests.conftest import sign_in
from tests.factories import actor_for, make_agency, make_unit, make_user

UNKNOWN = "aaaaaaaaaaaaaaaa"
QUESTIONS = (
    "/search",
    "/search?q=giao+thông+nông+thôn",
    "/search?q=giao+thong&xep=moi",
    "/search?q=giao+thong&xep=so",
    "/search?q=15/2023/NQ-HĐND",
    "/search?q=giao+thônk",
    "/search?q=thủy+điện+tuyệt+mật",
    "/search?q=giao+thông&loai=ch%E1%BB%89+th%E1%BB%8B",
    "/search?q=giao+thông&nam=2031",
    "/search?tu=01/01/2031&den=31/12/2031",
    "/search?hieuluc=15/06/2026",
    "/search/suggestions?q=15",
    "/search/suggestions?q=quy+định",
    "/search/suggestions?q=thuy+dien",
    "/search/export.csv?q=giao+thông&xep=moi",
    "/search/export.xlsx?q=giao+thông&xep=moi",
    "/search/export.docx?q=giao+thông&xep=moi",
    "/search/advanced?q=giao+thông",
    "/browse",
    "/browse?theo=coquan",
    "/browse?theo=nam",
    "/browse?theo=kyhop",
    "/browse?theo=thieu",
    "/withdrawn",
    "/morning",
    "/week",
    "/notices",
    "/followed",
    "/",
)
# What only those who bring documents in may open.
KEEPING = (
    "/import",
    "/import/{batch}",
    "/check",
    "/check?lan={batch}",
    "/documents/{own}/check",
    "/documents/{own}/keep",
)
# What a reader keeps for himself: a saved search and a list of numbers.
KEPT = (
    "/searches",
    "/searches/new?q=giao+thông",
    "/searches/{search}/new",
    "/lookups",
    "/lookups/{numbers}",
    "/lookups/{numbers}/export.xlsx",
    "/lookups/{numbers}/files.zip",
    "/documents/{own}/comparison?voi={other}&het=1",
    "/documents/{own}/comparison?so=15/2023/NQ-HĐND",
    "/documents/{own}/comparison?so=7/2020/NQ-HĐND",
)
OPENING = ("/searches/{search}",)  # marks it seen, and leads to the search, which is asked above
KEPT_API = (
    "/me/searches",
    "/me/searches/{search}/new",
    "/lookups/{numbers}",
    "/lookups/{numbers}/export.xlsx",
    "/lookups/{numbers}/files.zip",
    "/documents/{own}/comparison?other={other}",
)
KEEPING_API = ("/imports", "/imports/{batch}", "/check-list")
API = (
    "/search?q=giao+thông",
    "/search?q=thủy+điện",
    "/search?q=giao+thông&sort=newest",
    "/search/suggestions?q=quy",
    "/search/export.csv?q=giao+thông&sort=newest",
    "/search/export.xlsx?q=giao+thông&sort=newest",
    "/browse/kinds",
    "/browse/issuers",
    "/browse/years",
    "/browse/sessions",
    "/browse/wanted",
    "/withdrawn",
    "/me/followed",
)
FILES = ("/versions/1/original", "/versions/1/text")
TABS = ("/properties", "/relations", "/related", "/files", "/history")
PARTS = ("", "?q=giao+thông", "?xem=chu", "?muc=dieu-1", *TABS, "/comparison", *FILES)
API_PARTS = ("", "/text", "/relations", "/related", "/history", *FILES)
ELSEWHERE = ("/versions/1/print", "/versions/1/pages/1.webp", "/versions/9/text", "/comparison")
HIDDEN_PARTS = (*PARTS, *ELSEWHERE, "/check", "/keep")
HIDDEN_ACTS = (
    *("/access", "/withdraw", "/restore", "/versions", "/relations", "/relations/confirmation", "/validity"),
    *("/follow", "/unfollow"),
)
HIDDEN_API_ACTS: Sequence[tuple[str, str, Any]] = (
    ("PATCH", "", {"values": {}}),
    ("POST", "/confirmation", {"values": {}}),
    ("POST", "/withdrawal", {"reason": "x" * 12}),
    ("DELETE", "/withdrawal", None),
    ("PUT", "/access", {"access": "public"}),
    ("POST", "/versions", None),
    ("POST", "/relations", {"relation": "repeals", "number": "15/2023/NQ-HĐND"}),
    ("POST", "/relations/rejection", {"citation_id": UNKNOWN}),
    ("DELETE", f"/relations/{UNKNOWN}", None),
    ("PUT", "/follow", None),
)
# Pages and calls that show nothing of documents.
OF_NO_DOCUMENT = re.compile(
    r"static$|health\.|openapi\.|accounts\.|admin\.|portal\.help_page$"
    # Letters, registers and dossiers belong to agencies; tests/exchange, tests/registers and tests/dossiers look at
    # them from another one, and tests/dossiers/test_hidden.py hides documents in dossiers.
    r"|exchange\.|registers\.|dossiers\.|api\.\w*(dossier|filing|freeze)\w*$"
    # So do directions: tests/directions/test_hidden.py hides the documents they name.
    r"|directions\.|api\.\w*(direction|assignment|extension|matters?)\w*$"
    r"|api\.(\w*letters?|\w*incoming\w*|\w*registers?|\w*volumes?|list_lines|\w*numbers?)$"
    # Packets and partners, and letters that go out; tests/delivery and tests/exchange look at them from elsewhere.
    r"|delivery\.|api_exchange\.|api\.\w*(posting|arrival|alarm|exchange_key|partner|outgoing|recipient_list)\w*$"
    r"|api\.(list_updates|file_to_sign|\w*opinions\w*)$"
    # Absences are about people; a notice opens for who still sees what it tells of: tests/notices.
    r"|api\.list_absences$|notices\.(follow|ways|mail_page)$"
    # Handing work over is about people, too: tests/succession.
    r"|succession\.|api\.\w*(work|reorganis)\w*$"
    r"|api\.\w*(calendar\w*|deadlines|days?|years?)$"
    r"|api\.(me|my_\w+|\w*users?|\w*agenc(y|ies)|list_jobs|show_state|list_entries|export_entries|verify_audit)$"
)


@dataclass
class Scene:
    """A reader, what he sees, and a way to add what he does not."""

    services: Services
    browser: FlaskClient
    headers: dict[str, str]
    reader: User
    own: Agency
    seen: list[str]
    batch: str = ""
    search: str = ""
    numbers: str = ""

    @property
    def keeps(self) -> bool:
        return Role.CLERK in self.reader.roles

    def filled(self, paths: Sequence[str]) -> list[str]:
        names = {"batch": self.batch, "own": self.seen[1], "search": self.search, "numbers": self.numbers}
        names["other"] = self.seen[0]
        return [path.format(**names) for path in paths]


# What a reader sees is one query on either engine and either database: each of them with each reader.
WORLDS = {
    "sqlite": [("memory:", Role.CIVIL_SERVANT), ("tantivy:{home}/index", Role.CLERK)],
    "postgresql": [("tantivy:{home}/index", Role.CIVIL_SERVANT), ("memory:", Role.CLERK)],
}


def _worlds() -> Iterator[Any]:
    for kind in databases.params():
        name = kind.values[0]
        for engine, role in WORLDS[name]:
            yield pytest.param((engine, role, name), marks=kind.marks, id=f"{engine.partition(':')[0]}-{role}-{name}")


@pytest.fixture(params=_worlds())
def world(request: pytest.FixtureRequest) -> tuple[str, Role, str]:
    """Engine, the reader's role, and the database."""
    chosen: tuple[str, Role, str] = request.param
    return chosen


@pytest.fixture
def database_kind(world: tuple[str, Role, str]) -> str:
    return world[2]


@pytest.fixture
def settings(world: tuple[str, Role, str], settings: Settings) -> Settings:
    return settings.model_copy(update={"search_url": world[0].format(home=settings.home)})


@pytest.fixture
def scene(world: tuple[str, Role, str], app: Application, services: Services) -> Scene:
    role = world[1]
    with services.begin(Actor.operator()) as uow:
        own = make_agency(uow)
        reader = make_user(uow, username="nguoi-doc", agency=own, roles=[role])
        seen = [
            make_document(uow, effective_on=date(2024, 1, 1)).id,
            make_document(
                uow, make_batch(uow, agency_id=own.id, level=AccessLevel.AGENCY), number="16/2023/NQ-HĐND"
            ).id,
            make_document(uow, number="7/QĐ-UBND", kind="quyết định", issued_on=date(2021, 3, 1), text="Việc khác.").id,
        ]
        acting = actor_for(uow, reader)
    with services.begin(acting) as uow:
        _row, token = tokens.create_token(uow, "thử", may_write=True)
        for each in seen:
            following.star(uow, uow.session.get_one(Document, each))
        search = searches.save(uow, "Đường", Asked(text="giao thông")).id
        numbers = lists.keep(uow, ["15/2023/NQ-HĐND", "7/2020/NQ-HĐND", "9/CT-UBND", "8/2023/NQ-HĐND"]).id
        batch = ""
        if role is Role.CLERK:
            batch = make_batch(uow, agency_id=own.id).id
            mine = uow.session.get_one(ImportBatch, batch)
            for content in (b"%PDF- mine", b"%PDF- mine"):
                finish(uow, hand_in(uow, mine, content), make_reading(number="3/KH-UBND", text="Kế hoạch trồng cây."))
    follow(services)
    look_for_searches(services)
    browser = sign_in(app, "nguoi-doc")
    return Scene(services, browser, {"Authorization": f"Bearer {token}"}, reader, own, seen, batch, search, numbers)


def look_for_searches(services: Services) -> None:
    """Hold what came against the saved searches, as the job does."""
    with services.begin(Actor.operator()) as uow:
        matching.write(uow, matching.look(uow))


def hide_some(uow: UnitOfWork) -> list[Document]:
    """Documents the reader may not see, as like to what he sees as can be, and some unlike anything."""
    other = make_agency(uow, name="Sở Kín")
    colleague = make_user(uow, agency=other)
    unit = make_unit(uow, other)
    batches = (
        make_batch(uow, agency_id=other.id, level=AccessLevel.AGENCY),
        make_batch(uow, level=AccessLevel.UNIT, units=[unit.id]),
        make_batch(uow, level=AccessLevel.NAMED, people=[colleague.id]),
    )
    passed = "đã được Hội đồng nhân dân tỉnh Kín khóa V, kỳ họp thứ 3 thông qua"
    made = []
    for batch in batches:
        made += [
            make_document(uow, batch),
            make_document(uow, batch, number="7/2020/NQ-HĐND", text="giao thông thủy điện Nghị quyết 15/2023/NQ-HĐND"),
            make_document(
                uow, batch, kind="chỉ thị", number="9/CT-UBND", issuer="Sở Kín", issued_on=date(2031, 5, 5),
                subject="Quy định thủy điện tuyệt mật", text=f"giao thônk thủy điện {passed}",
            ),
        ]  # fmt: skip
    for each in made[2::3]:
        relating.enter(uow, each, Entered("repeals", "15/2023/NQ-HĐND", stated_on=date(2023, 12, 8)))
    gone = make_document(uow, batches[0], number="8/2023/NQ-HĐND")
    document_services.withdraw(uow, gone, "Rút để thử xem có còn thấy không")
    return [*made, gone]


def plain(answer: Any) -> tuple[int, str, str]:
    """An answer without what differs from one request to the next: time taken, tokens, ids of requests."""
    text = _unpacked(answer.data) if answer.data.startswith(b"PK") else answer.data.decode("utf-8", "replace")
    text = re.sub(r"\(\d+,\d\d giây\)|\"took_ms\": ?[\d.]+", "", text)
    text = re.sub(r'(csrf_token" value=|X-CSRFToken": )"[^"]*"', "", text)
    text = re.sub(r'"request_id": ?"[^"]*"|<b class="nowrap">[^<]*</b>|nonce-[\w-]+', "", text)
    return answer.status_code, answer.content_type, text


def _unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        members = [book.read(name) for name in sorted(book.namelist()) if "docProps" not in name]
    return "".join(_unpacked(one) if one.startswith(b"PK") else one.decode("utf-8", "replace") for one in members)


def everything(scene: Scene) -> dict[str, tuple[int, str, str]]:
    pages = [*QUESTIONS, *(f"/documents/{each}{part}" for each in scene.seen for part in PARTS)]
    found = {path: plain(scene.browser.get(path)) for path in pages}
    found |= {path: plain(scene.browser.get(path, follow_redirects=True)) for path in scene.filled(KEPT)}
    calls = [*API, *scene.filled(KEPT_API), *(f"/documents/{each}{part}" for each in scene.seen for part in API_PARTS)]
    if scene.keeps:
        calls += scene.filled(KEEPING_API)
        found |= {path: plain(scene.browser.get(path, follow_redirects=True)) for path in scene.filled(KEEPING)}
    for path in calls:
        found[f"/api/v1{path}"] = plain(scene.browser.get(f"/api/v1{path}", headers=scene.headers))
    return found


def is_ranked(path: str) -> bool:
    return "search" in path and "q=" in path and not re.search(r"xep=|sort=|suggestions", path)


def words(answer: tuple[int, str, str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", re.sub(r'"score": ?[\d.]+', "", answer[2])))


def test_hidden_documents_change_no_answer(scene: Scene) -> None:
    before = everything(scene)
    assert {status for status, _kind, _text in before.values()} == {200}

    with scene.services.begin(Actor.operator()) as uow:
        for each in hide_some(uow):  # followed while it could be seen
            uow.session.add(DocumentFollow(user_id=scene.reader.id, document_id=each.id, why="starred", at=uow.now))
    follow(scene.services)
    look_for_searches(scene.services)

    after = everything(scene)
    changed = {path for path in before if before[path] != after[path]}
    if scene.services.settings.search_url != "memory:":
        # tantivy weighs words by all documents of the index, so hidden ones may swap two visible ones of like weight:
        # in order of relevance the same lines must be there, in every other order the same bytes.
        changed = {path for path in changed if not is_ranked(path) or words(before[path]) != words(after[path])}
    assert changed == set()


def test_a_hidden_document_is_like_one_that_never_was(scene: Scene) -> None:
    with scene.services.begin(Actor.operator()) as uow:
        hidden = [document.id for document in hide_some(uow)]
    follow(scene.services)

    for part in HIDDEN_PARTS:
        unknown = plain(scene.browser.get(f"/documents/{UNKNOWN}{part}"))
        for each in hidden:
            answer = plain(scene.browser.get(f"/documents/{each}{part}"))
            assert answer[0] == 404
            assert answer[2].replace(each, UNKNOWN) == unknown[2]
    for path in ("/documents/{}/comparison?voi={}", "/api/v1/documents/{}/comparison?other={}"):
        asked = [path.format(scene.seen[0], each) for each in (UNKNOWN, *hidden)]
        answers = {plain(scene.browser.get(each, headers=scene.headers))[:2] for each in asked}
        assert {status for status, _kind in answers} == {404}
    for part in (*API_PARTS, *ELSEWHERE):
        unknown = plain(scene.browser.get(f"/api/v1/documents/{UNKNOWN}{part}", headers=scene.headers))
        for each in hidden:
            answer = plain(scene.browser.get(f"/api/v1/documents/{each}{part}", headers=scene.headers))
            assert answer == unknown
            assert answer[0] == 404


def test_no_act_reaches_a_hidden_document(scene: Scene) -> None:
    with scene.services.begin(Actor.operator()) as uow:
        hidden = hide_some(uow)[0].id
    page = scene.browser.get("/").get_data(as_text=True)
    token = re.search(r'X-CSRFToken": "([^"]+)"', page)
    assert token is not None

    for act in HIDDEN_ACTS:
        answer = scene.browser.post(f"/documents/{hidden}{act}", data={"csrf_token": token[1], "reason": "x" * 12})
        assert answer.status_code == 404, act
    for many in ("/documents/originals", "/documents/access"):
        answer = scene.browser.post(many, data={"csrf_token": token[1], "chosen": [scene.seen[1], hidden]})
        assert answer.status_code == 404, many
    for method, act, body in HIDDEN_API_ACTS:
        path = f"/api/v1/documents/{hidden}{act}"
        assert scene.browser.open(path, method=method, json=body, headers=scene.headers).status_code == 404, act
    asked = {"documents": [scene.seen[1], hidden], "access": "public"}
    for method, path in (("POST", "/api/v1/documents/originals"), ("PUT", "/api/v1/documents/access")):
        assert scene.browser.open(path, method=method, json=asked, headers=scene.headers).status_code == 404, path


def test_every_way_to_read_is_tried_above(app: Application) -> None:
    tried = [*QUESTIONS, *KEEPING, *KEPT, *OPENING, *(f"/documents/x{part}" for part in HIDDEN_PARTS)]
    tried += [f"/api/v1{path}" for path in (*API, *KEPT_API, *KEEPING_API)]
    tried += [f"/api/v1/documents/x{part}" for part in (*API_PARTS, *ELSEWHERE)]
    ways = app.url_map.bind("localhost")
    seen = {
        ways.match(path.partition("?")[0].format(batch="b", own="o", search="s", numbers="n", other="t"))[0]
        for path in tried
    }

    reading = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {endpoint for endpoint in reading - seen if not OF_NO_DOCUMENT.match(endpoint)} == set()


def test_importing_what_is_hidden_is_no_duplicate(scene: Scene) -> None:
    with scene.services.begin(Actor.operator()) as uow:
        other = make_agency(uow)
        batch = make_batch(uow, agency_id=other.id, level=AccessLevel.AGENCY)
        finish(uow, hand_in(uow, batch, b"%PDF- kin"), make_reading(number="99/2023/NQ-HĐND"))
        clerk = make_user(uow, roles=[Role.CLERK], agency=scene.own)
        acting = actor_for(uow, clerk)
    with scene.services.begin(acting) as uow:
        item = finish(
            uow,
            hand_in(uow, make_batch(uow, agency_id=scene.own.id), b"%PDF- kin"),
            make_reading(number="99/2023/NQ-HĐND"),
        )

        assert item.state == ItemState.IMPORTED
