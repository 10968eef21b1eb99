"""The API says what the pages say, with the same rights."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.archive.factories import follow, make_batch, make_document
from tests.core.test_crowds import all_at_once
from tests.factories import actor_for, make_agency, make_user


class Program:
    """A program with a person's token."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(f"/api/v1{path}", headers=self.headers, query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def send(self, method: str, path: str, status: int = 200, **more: Any) -> Any:
        answer = self.client.open(f"/api/v1{path}", method=method, headers=self.headers, **more)
        assert answer.status_code == status, answer.text
        return answer.get_json()


@pytest.fixture
def program(app: Application, services: Services) -> Program:
    """A clerk's program, and one document."""
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        clerk = make_user(uow, roles=[Role.CLERK], agency=agency)
        acting = actor_for(uow, clerk)
    with services.begin(acting) as uow:
        _row, token = tokens.create_token(uow, "thử", may_write=True)
        make_document(uow, make_batch(uow, agency_id=agency.id))
    follow(services)
    return Program(app.test_client(), token)


@pytest.fixture
def document_id(program: Program) -> str:
    return str(program.get("/search", q="giao thông")["hits"][0]["id"])


def test_ten_that_correct_one_document_at_once_are_told_what_came_of_it(
    app: Application, services: Services, program: Program, document_id: str
) -> None:
    def correct(number: int) -> int:
        sent = {"values": {"signer": f"Người Ký {number}"}}
        return (
            app.test_client().patch(f"/api/v1/documents/{document_id}", headers=program.headers, json=sent).status_code
        )

    answers = all_at_once(correct, 10)

    assert set(answers) <= {200, 409}
    with services.db.reading() as session:
        assert session.get_one(Document, document_id).revision == 1 + answers.count(200)


def test_the_description_lists_every_act(app: Application) -> None:
    paths = app.test_client().get("/api/v1/openapi.json").get_json()["paths"]

    assert {"/api/v1/search", "/api/v1/imports", "/api/v1/documents/{document_id}"} <= set(paths)


def test_a_stranger_gets_a_problem(app: Application) -> None:
    answer = app.test_client().get("/api/v1/search")

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


def test_a_search_gives_hits_with_marks_and_facets(program: Program) -> None:
    found = program.get("/search", q="giao thông nông thôn")

    assert found["total"] == 1
    assert found["hits"][0]["snippets"][0]["marks"]
    assert found["facets"]["kind"] == [{"value": "nghị quyết", "label": "Nghị quyết", "count": 1}]


def test_a_document_tells_where_its_fields_were_read(program: Program, document_id: str) -> None:
    document = program.get(f"/documents/{document_id}")

    number = next(field for field in document["fields"] if field["name"] == "number")
    assert (number["value"], number["page"], number["box"]) == ("15/2023/NQ-HĐND", 1, [50.0, 60.0, 150.0, 72.0])
    assert document["provisions"][0]["path"] == "dieu-1"
    assert "giao thông" in program.get(f"/documents/{document_id}/text")["text"]


def test_relations_and_history_can_be_read(program: Program, document_id: str) -> None:
    assert program.get(f"/documents/{document_id}/related")["cites"][0]["number"] == "7/2020/NQ-HĐND"
    assert program.get(f"/documents/{document_id}/history")["steps"]


def test_a_field_can_be_corrected(program: Program, document_id: str) -> None:
    changed = program.send("PATCH", f"/documents/{document_id}", json={"values": {"subject": "Trích yếu mới"}})

    assert changed == {"changed": ["subject"]}
    assert program.get(f"/documents/{document_id}")["subject"] == "Trích yếu mới"


def test_a_wrong_day_is_a_problem_that_names_the_field(program: Program, document_id: str) -> None:
    problem = program.send("PATCH", f"/documents/{document_id}", 422, json={"values": {"issued_on": "hôm qua"}})

    assert problem["code"] == "field-invalid"


def test_a_document_is_withdrawn_and_restored(program: Program, document_id: str) -> None:
    program.send("POST", f"/documents/{document_id}/withdrawal", json={"reason": "Nhập nhầm văn bản khác"})
    assert program.get("/withdrawn") == {"documents": [document_id]}

    program.send("DELETE", f"/documents/{document_id}/withdrawal")
    assert program.get("/withdrawn") == {"documents": []}


def test_access_is_set_for_many_at_once(program: Program, document_id: str) -> None:
    wanted = {"documents": [document_id], "access": "named"}

    assert program.send("PUT", "/documents/access", json=wanted) == {"documents": 1}
    assert program.get(f"/documents/{document_id}")["access"] == "named"


def test_files_are_handed_in_and_followed(program: Program) -> None:
    data = {"files": (io.BytesIO(b"Thong bao so 5"), "thong-bao.txt"), "access": "public"}

    batch = program.send("POST", "/imports", 201, data=data, content_type="multipart/form-data")

    assert [item["path"] for item in program.get(f"/imports/{batch['id']}")["items"]] == ["thong-bao.txt"]
    assert program.get("/imports")["total"] == 2
    assert program.send("POST", f"/imports/{batch['id']}/take-back", json={"reason": "Nhập nhầm tệp thử"}) == {
        "documents": 0
    }


def test_a_new_version_can_be_handed_in(program: Program, document_id: str) -> None:
    data = {"file": (io.BytesIO(b"ban moi"), "moi.txt")}

    program.send("POST", f"/documents/{document_id}/versions", 201, data=data, content_type="multipart/form-data")


def test_shelves_and_suggestions_can_be_read(program: Program) -> None:
    assert program.get("/browse/kinds")["shelves"][0]["label"] == "Nghị quyết"
    assert isinstance(program.get("/search/suggestions", q="giao")["suggestions"], list)


def test_an_export_holds_every_row(program: Program) -> None:
    answer = program.client.get("/api/v1/search/export.csv", headers=program.headers, query_string={"q": "giao thông"})

    assert answer.status_code == 200
    assert "15/2023/NQ-HĐND" in answer.data.decode("utf-8-sig")


def test_what_is_unknown_is_not_found(program: Program) -> None:
    assert program.send("GET", "/documents/aaaaaaaaaaaaaaaa", 404)["code"] == "document-not-found"


def test_originals_come_as_one_package(program: Program) -> None:
    chosen = program.get("/search")["hits"][0]["id"]

    answer = program.client.post("/api/v1/documents/originals", headers=program.headers, json={"documents": [chosen]})

    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert len(packed.namelist()) == 2


def test_a_file_is_read_again_for_whoever_keeps_the_document(program: Program, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        common = make_document(uow, number="5/TB-UBND").id
    follow(services)

    assert program.send("POST", f"/documents/{common}/read-again", 201)["items"][0]["state"] == "waiting"
