"""Signed files as real offices send them: nobody here knows their authorities, but bytes are bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from signatures import pdf
from signatures.pdf import Later, Overall, PdfVerdict
from signatures.trust import TrustStore
from tests.conftest import NOON

pytestmark = pytest.mark.corpus

# Signatures, those not intact, those followed by changes nobody may make, digest of most.
FACTS = {
    "pdf-digital/bnv-1187-qd-2025.pdf": (5, [], [1, 2, 3, 4], "sha256"),
    "pdf-digital/bnv-5816-cv-2025.pdf": (5, [1], [], "sha256"),
    "pdf-digital/chinh-phu-47-nd-2020.pdf": (1, [], [], "sha256"),
    "pdf-digital/ha-noi-ubnd-67-qd-2024.pdf": (7, [], [], "sha1"),
    "pdf-digital/lam-dong-snv-05-ttr-2026.pdf": (6, [], [], "sha1"),
    "pdf-digital/lam-dong-ubnd-85-gm-2026.pdf": (4, [], [], "sha1"),
    "pdf-digital/vpqh-30-vbhn-2023.pdf": (0, [], [], ""),
    "pdf-scanned/ha-noi-hdnd-12-nq-2025.pdf": (1, [], [], "sha256"),
    "pdf-scanned/lam-dong-ubnd-493-tb-2025.pdf": (1, [], [], "sha1"),
    "pdf-scanned/ttg-2764-qd-2025.pdf": (2, [], [], "sha256"),
}


def judged(corpus: Path, name: str) -> PdfVerdict:
    return pdf.verify((corpus / name).read_bytes(), TrustStore(), NOON)


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_about_the_bytes_of_a_real_file(corpus: Path, name: str) -> None:
    count, broken, changed, digest = FACTS[name]

    signatures = judged(corpus, name).signatures

    assert len(signatures) == count
    assert [number for number, one in enumerate(signatures, 1) if not one.integrity.intact] == broken
    assert [number for number, one in enumerate(signatures, 1) if one.later.state is Later.CHANGED] == changed
    assert sum(one.integrity.digest == digest for one in signatures) >= count // 2
    assert all("chain-unknown" in one.codes and one.time.has_time_stamp for one in signatures)
    assert not any(one.overall in (Overall.VALID, Overall.VALID_BUT) for one in signatures)


def test_real_signatures_say_who_where_and_when(corpus: Path) -> None:
    first, *_, last = judged(corpus, "pdf-digital/ha-noi-ubnd-67-qd-2024.pdf").signatures

    assert first.signer.certificate is not None
    assert first.signer.certificate.name
    assert first.page == last.page == 2
    assert first.time.claimed_at is not None
    assert last.later.covers_whole_file
