"""A file signed elsewhere is taken back as exactly the file handed out and a signature of the right person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import pytest

from signatures import pdf
from signatures.pdf import Expected, ImageMark
from signatures.trust import TrustStore
from tests.conftest import NOON
from tests.signatures.authority import DAY
from tests.signatures.papers import A4, Stamps, blank, by_others, fill, form, picture, stamped_whole, text_over, updated
from tests.signatures.test_pdf_hostile import with_ranges
from tests.signatures.test_pdf_verdicts import with_annotation, with_evidence, with_script, with_title
from tests.signatures.world import World, revoked


class Case(NamedTuple):
    returned: Callable[[bytes, World], bytes]
    codes: set[str]
    handed_out: Callable[[World], bytes] = lambda _: blank()
    trust: Callable[[World], TrustStore] = lambda w: w.trust()


def signed(data: bytes, world: World) -> bytes:
    return pdf.sign(data, world.leader, NOON, ImageMark(picture("blue"), 1, (300, 500, 420, 560)))


CASES = {
    "signed": Case(signed, set()),
    "signed and stamped": Case(
        lambda d, w: pdf.sign(d, w.leader, NOON, time_stamps=Stamps(w.tsa, NOON), evidence=w.trust()), set()
    ),
    "signed, then stamped as a whole": Case(lambda d, w: stamped_whole(signed(d, w), Stamps(w.tsa, NOON)), set()),
    "signed by another program": Case(lambda d, w: by_others(d, w.leader, NOON), set()),
    "signed twice by the same": Case(lambda d, w: signed(signed(d, w), w), set()),
    "signed before by the clerk": Case(signed, set(), lambda w: pdf.sign(blank(), w.clerk, NOON)),
    "a form signed": Case(signed, set(), lambda _: form()),
    "evidence added": Case(lambda d, w: updated(signed(d, w), with_evidence(w)), set()),
    "unchanged": Case(lambda d, _: d, {"not-signed"}),
    "something else": Case(lambda _, w: signed(blank(3), w), {"not-the-file"}),
    "cut short": Case(lambda d, _: d[:-5], {"not-the-file"}),
    "written anew": Case(lambda d, w: signed(d.replace(b"595", b"596"), w), {"not-the-file"}),
    "nothing": Case(lambda *_: b"", {"not-the-file"}),
    "junk behind it": Case(lambda d, _: d + b"junk", {"not-signed"}),
    "title only": Case(lambda d, _: updated(d, with_title), {"not-signed"}),
    "text before the signature": Case(
        lambda d, w: signed(updated(d, text_over("Khac")), w), {"more-than-signatures"}
    ),
    "text after the signature": Case(
        lambda d, w: updated(signed(d, w), text_over("Khac")), {"more-than-signatures", "signature-bad"}
    ),
    "annotation before the signature": Case(
        lambda d, w: signed(updated(d, with_annotation), w), {"more-than-signatures"}
    ),
    "script before the signature": Case(lambda d, w: signed(updated(d, with_script), w), {"more-than-signatures"}),
    "field filled in": Case(
        lambda d, w: signed(updated(d, fill("Đồng ý")), w), {"more-than-signatures"}, lambda _: form()
    ),
    "picture over the whole page": Case(
        lambda d, w: by_others(d, w.leader, NOON, box=(0, 0, *A4)), {"more-than-signatures"}
    ),
    "signed by another": Case(lambda d, w: pdf.sign(d, w.clerk, NOON), {"wrong-signer"}),
    "signed by a stranger of the same name": Case(lambda d, w: pdf.sign(d, w.stranger, NOON), {"wrong-signer"}),
    "signed by the right one and another": Case(lambda d, w: pdf.sign(signed(d, w), w.clerk, NOON), {"wrong-signer"}),
    "signed with another key": Case(lambda d, w: by_others(d, w.leader, NOON, key=w.clerk), {"signature-bad"}),
    "ranges changed": Case(lambda d, w: d + with_ranges(signed(d, w), "0 10 20 30")[len(d) :], {"signature-bad"}),
    "certificate revoked": Case(
        signed,
        {"revoked-when-signed"},
        trust=lambda w: w.trust(revoked(w.leader.certificate, NOON - DAY)),
    ),
    "revocation unknown": Case(signed, {"revocation-unknown"}, trust=World.trust_without_lists),
    "authority unknown": Case(signed, {"chain-unknown"}, trust=lambda _: TrustStore()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_returned_file(world: World, case: Case) -> None:
    handed_out = case.handed_out(world)
    expected = Expected("Trần Văn Mẫu", (world.leader.certificate,))

    verdict = pdf.accept_returned(handed_out, case.returned(handed_out, world), expected, case.trust(world), NOON)

    assert (verdict.accepted, set(verdict.codes)) == (not case.codes, case.codes)
    assert all(reason.sentence for reason in verdict.reasons)


def test_unknown_revocation_is_let_pass_only_where_agreed(world: World) -> None:
    expected = Expected("Trần Văn Mẫu", (world.leader.certificate,), need_revocation=False)

    verdict = pdf.accept_returned(blank(), signed(blank(), world), expected, world.trust_without_lists(), NOON)

    assert verdict.accepted


def test_the_new_signatures_are_told(world: World) -> None:
    handed_out = pdf.sign(blank(), world.clerk, NOON)
    expected = Expected("Trần Văn Mẫu", (world.leader.certificate,))

    verdict = pdf.accept_returned(handed_out, signed(handed_out, world), expected, world.trust(), NOON)

    assert [one.field for one in verdict.signatures] == ["Signature2"]


def test_a_registered_certificate_may_do_without_an_authority_where_agreed(world: World) -> None:
    expected = Expected("Trần Văn Mẫu", (world.leader.certificate,), trusted=False)

    verdict = pdf.accept_returned(blank(), signed(blank(), world), expected, TrustStore(), NOON)

    assert verdict.accepted


@pytest.mark.parametrize(
    ("end", "codes"), [(NOON + DAY, set()), (NOON - DAY, {"expired-when-signed"})], ids=["in force", "expired"]
)
def test_where_nobody_is_registered_any_certificate_in_force_will_do(
    world: World, end: datetime, codes: set[str]
) -> None:
    signed_by_anybody = pdf.sign(blank(), world.sub.issue("Ai Đó", end=end), NOON)

    verdict = pdf.accept_returned(blank(), signed_by_anybody, Expected("", None, trusted=False), TrustStore(), NOON)

    assert (verdict.accepted, set(verdict.codes) - {"chain-unknown"}) == (not codes, codes)
