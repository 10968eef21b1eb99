"""The examples of docs/signatures.md run as they stand."""

from __future__ import annotations

import re

from cryptography.hazmat.primitives.serialization import Encoding

from signatures import pdf
from tests.conftest import NOON, ROOT
from tests.signatures.packets import PACKET
from tests.signatures.papers import Stamps, blank, picture
from tests.signatures.test_identities import p12
from tests.signatures.world import World


def test_the_examples_of_the_guide_run(world: World) -> None:
    text = (ROOT / "docs" / "signatures.md").read_text("utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    signed = pdf.sign(blank(), world.leader, NOON)
    names = {
        "p12_bytes": p12(world.leader), "root_pem": world.root.certificate.public_bytes(Encoding.PEM),
        "ca_pem": world.sub.certificate.public_bytes(Encoding.PEM), "root_crl": world.root.crl(),
        "ca_crl": world.sub.crl(), "now": NOON, "signed_pdf": signed, "draft": blank(), "annex_draft": blank(1),
        "scan": blank(1), "handwriting_png": picture("blue"), "seal_png": picture("red"), "agency": world.agency,
        "authority": Stamps(world.tsa, NOON), "handed_out": blank(), "uploaded": signed, "packet": PACKET,
        "receipt": b"receipt",
    }  # fmt: skip

    exec(compile(code, "docs/signatures.md", "exec"), names)  # noqa: S102 - our own guide

    assert names["found"].accepted  # type: ignore[attr-defined]
