"""A proof of delivery holds by itself, and not once anything in it was changed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import docarchive
from docarchive.core.instance import Services
from docarchive.delivery import proofs
from docarchive.delivery.queries.proving import proof_of
from docarchive.kernel.errors import InvalidInputError
from tests.conftest import NOON
from tests.delivery.factories import make_pair, post_one, run_jobs


@pytest.fixture
def proof(services: Services) -> dict[str, Any]:
    return a_proof(services)


def a_proof(services: Services) -> dict[str, Any]:
    pair = make_pair(services)
    posting = post_one(services, pair)
    run_jobs(services)
    with services.db.reading() as session:
        return dict(proof_of(session, pair.clerk, posting.id))


def test_a_proof_holds_with_nothing_else_at_hand(proof: dict[str, Any]) -> None:
    verdict = proofs.judge(proofs.read(proofs.written(proof)), NOON)

    assert verdict.holds
    assert proofs.shown(verdict)["valid"] is True
    assert verdict.receipt is not None
    assert verdict.receipt.sequence == 1


def test_it_still_holds_when_the_certificates_have_run_out(proof: dict[str, Any]) -> None:
    assert proofs.judge(proof, NOON + timedelta(days=9999)).holds


def test_it_says_whether_a_packet_is_the_one(services: Services, proof: dict[str, Any]) -> None:
    digest = json.loads(proof["envelope"])["digest"]

    assert proofs.judge(proof, NOON, services.files.read(digest)).has_packet
    assert not proofs.judge(proof, NOON, b"another").holds


@pytest.mark.parametrize("name", ["envelope", "receipt"])
@pytest.mark.parametrize("field", ["message_id", "sender", "receiver", "digest", "size_bytes"])
def test_no_word_of_it_can_be_changed(proof: dict[str, Any], name: str, field: str) -> None:
    words = json.loads(proof[name])
    words[field] = words[field] + 1 if isinstance(words[field], int) else "0" * len(words[field])
    proof[name] = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert not proofs.judge(proof, NOON).holds


@pytest.mark.parametrize("field", ["sequence", "audit_hash", "audit_number", "accepted_at"])
def test_nor_what_the_receiver_adds(proof: dict[str, Any], field: str) -> None:
    words = json.loads(proof["receipt"])
    other = str.maketrans("0123456789", "1234567890") if field == "audit_hash" else str.maketrans("0", "1")
    words[field] = words[field] + 1 if isinstance(words[field], int) else words[field].translate(other)
    proof["receipt"] = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert not proofs.judge(proof, NOON).holds


def test_a_receipt_of_another_packet_proves_nothing(services: Services, proof: dict[str, Any]) -> None:
    other = a_proof(services)
    for name in ("receipt", "receipt_signature", "receiver_certificate"):
        proof[name] = other[name]

    assert "Biên nhận không phải của gói này." in proofs.judge(proof, NOON).faults


def test_the_sides_cannot_be_swapped(proof: dict[str, Any]) -> None:
    proof["sender_certificate"], proof["receiver_certificate"] = (
        proof["receiver_certificate"], proof["sender_certificate"],
    )  # fmt: skip

    assert len(proofs.judge(proof, NOON).faults) == 2


@pytest.mark.parametrize("missing", ["envelope", "receipt", "sender_certificate", "receipt_signature"])
def test_what_is_missing_is_a_fault_and_never_an_error(proof: dict[str, Any], missing: str) -> None:
    for value in (None, 7, "", "…"):
        assert not proofs.judge({**proof, missing: value}, NOON).holds


def test_another_file_is_no_proof() -> None:
    for content in (b"", b"[]", b"{}", b"\xff"):
        with pytest.raises(InvalidInputError):
            proofs.read(content)


def checked(tmp_path: Path, proof: dict[str, Any], *packet: bytes) -> tuple[int, str]:
    """What the short program says that knows nothing of docarchive, run in an interpreter without it."""
    program = tmp_path / "check_proof.py"
    program.write_bytes((Path(docarchive.__file__).parent / "static" / "check_proof.py").read_bytes())
    files = [tmp_path / "proof.json", tmp_path / "packet"][: 1 + len(packet)]
    for path, content in zip(files, (proofs.written(proof), *packet), strict=True):
        path.write_bytes(content)
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-I", program, *files], capture_output=True, cwd=tmp_path, check=False,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip
    return ran.returncode, ran.stdout.decode()


def test_a_short_program_of_its_own_checks_it(services: Services, proof: dict[str, Any], tmp_path: Path) -> None:
    packet = services.files.read(json.loads(proof["envelope"])["digest"])
    code, said = checked(tmp_path, proof, packet)

    assert (code, said.splitlines()[-1]) == (0, "ĐÚNG: hai chữ ký đúng, biên nhận của chính gói này")
    assert proofs.judge(proof, NOON).sender_sign in said
    assert checked(tmp_path, proof, b"another")[0] == 1
    assert checked(tmp_path, {**proof, "receipt": proof["receipt"].replace("1", "2", 1)})[0] == 1
    assert checked(tmp_path, {**proof, "receipt_signature": proof["envelope_signature"]})[0] == 1
    assert checked(tmp_path, {"what": proofs.FORMAT})[0] == 1
