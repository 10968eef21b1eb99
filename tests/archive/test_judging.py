"""What is said of the signatures of files that come in: judged in the cage, kept once, shown where the file is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from docarchive.app import Application
from docarchive.archive import judging
from docarchive.archive.models import FileVerdict
from docarchive.archive.services import judgements
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from signatures import pdf
from tests.archive.factories import hand_in, make_batch, make_document
from tests.conftest import NOON, sign_in
from tests.delivery.factories import run_jobs
from tests.factories import make_agency, make_user
from tests.signatures.papers import blank, text_over, updated
from tests.signatures.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World.make()


@pytest.fixture(scope="module")
def signed(world: World) -> bytes:
    return pdf.sign(blank(), world.leader, NOON)


def authorities(world: World) -> list[bytes]:
    store = world.trust()
    known = dict.fromkeys((*store.roots, *store.intermediates, world.sub.certificate))
    return [*(one.public_bytes(Encoding.PEM) for one in known), *store.crls]


def test_a_signature_is_judged_by_the_authorities_named(world: World, signed: bytes) -> None:
    believed, unknown = judging.judge(signed, NOON, authorities(world)), judging.judge(signed, NOON, [])

    assert believed["overall"] in {"valid", "valid-but"}
    assert unknown["overall"] == "unknown"
    assert unknown["signatures"][0]["reasons"]


def test_what_was_changed_afterwards_is_said(world: World, signed: bytes) -> None:
    said = judging.judge(updated(signed, text_over("Khac")), NOON, authorities(world))
    assert said["overall"] == "invalid"
    assert any(one["changes"] or one["reasons"] for one in said["signatures"])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 /ByteRange junk", b"\0" * 1000])
def test_whatever_the_bytes_there_is_a_verdict(content: bytes) -> None:
    assert judging.judge(content, NOON, [])["overall"] in {"unknown", "unsigned", "invalid"}


def test_only_what_bears_signatures_is_judged(signed: bytes) -> None:
    assert judging.bears_signatures(signed)
    assert not judging.bears_signatures(blank())
    assert not judging.bears_signatures(b"PK\x03\x04 /ByteRange")


def test_a_file_that_comes_in_signed_is_judged_after_it_was_read(
    services: Services, signed: bytes, world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "authorities"
    folder.mkdir()
    for at, data in enumerate(authorities(world)):
        (folder / f"{at}.pem").write_bytes(data)
    object.__setattr__(services.settings, "signature_authorities", str(folder))
    with services.begin(Actor.operator()) as uow:
        item = hand_in(uow, make_batch(uow), signed)
        sha = item.file_sha or ""
    run_jobs(services)
    with services.db.reading() as session:
        found = session.get(FileVerdict, sha)
        assert found is not None
        assert found.overall in {"valid", "valid-but"}
        assert json.dumps(found.said)


def test_the_page_of_files_says_what_was_found(app: Application, services: Services) -> None:
    said: dict[str, object] = {
        "overall": "invalid", "reasons": [],
        "signatures": [
            {
                "overall": "invalid", "signer": "Người Ký Thử", "issuer": "CA thử", "at": "2026-06-15T05:00:00+00:00",
                "is_time_proven": False, "reasons": ["Nội dung đã bị thay đổi sau khi ký."], "changes": [],
            }
        ],
    }  # fmt: skip
    with services.begin(Actor.operator()) as uow:
        user = make_user(uow, roles=[Role.CLERK], agency=make_agency(uow))
        document = make_document(uow)
        assert document.version is not None
        note(uow, document.version.file_sha or "", said)
    page = sign_in(app, user.username).get(f"/documents/{document.id}/files").text
    for words in ("Chữ ký không hợp lệ", "Người Ký Thử", "CA thử", "thay đổi sau khi ký", "theo người ký"):
        assert words in page


def note(uow: UnitOfWork, sha: str, said: dict[str, object]) -> None:
    judgements.note_verdict(uow, sha, said)
    judgements.note_verdict(uow, sha, said)
