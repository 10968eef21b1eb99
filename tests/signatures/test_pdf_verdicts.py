"""One table: files as they occur in an office, and what may be said of their signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ReasonFlags
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signatures import pdf
from signatures.identities import KeyIdentity
from signatures.pdf import Afterwards, ImageMark, Later, Overall, PdfVerdict, TimeState
from signatures.trust import RevocationState, TrustStore
from signatures.trust.validator import to_asn1
from tests.conftest import NOON
from tests.signatures.authority import DAY, YEAR, Authority
from tests.signatures.papers import (
    A4,
    Stamps,
    WrongStamps,
    blank,
    by_others,
    by_pkcs7_sha1,
    fill,
    form,
    picture,
    stamped_whole,
    text_over,
    updated,
)
from tests.signatures.world import World, revoked

LATER = NOON + 2 * YEAR  # when certificates of one year are long gone


class Case(NamedTuple):
    """Files and trust are made when the case runs; expected: verdict and codes of each signature, in order."""

    file: Callable[[World], bytes]
    expected: list[tuple[str, set[str]]]
    trust: Callable[[World], TrustStore] = lambda w: w.trust()
    at: datetime = NOON
    states: list[str] | None = None


@cache
def plainly_signed(world: World) -> bytes:
    return pdf.sign(blank(), world.leader, NOON, time_stamps=Stamps(world.tsa, NOON))


def signed(world: World, who: KeyIdentity | None = None, at: datetime = NOON, **more: Any) -> bytes:
    if who is None and at == NOON and not more:
        return plainly_signed(world)
    more.setdefault("time_stamps", Stamps(world.tsa, at))
    return pdf.sign(more.pop("file", None) or blank(), who or world.leader, at, **more)


def claimed(world: World, who: KeyIdentity | None = None, at: datetime = NOON, **more: Any) -> bytes:
    return signed(world, who, at, time_stamps=None, **more)


def both_lists(*moments: datetime, **revoked_: Any) -> Callable[[World], TrustStore]:
    """Revocation lists made at several moments."""

    def store(world: World) -> TrustStore:
        stores = [world.trust(made=moment) for moment in moments]
        return stores[0].with_more(crls=[crl for other in stores[1:] for crl in other.crls])

    return store


def gone(days: int, why: ReasonFlags = ReasonFlags.superseded) -> Callable[[World], TrustStore]:
    """The leader's certificate revoked so many days after noon, known from a list of a week later."""
    return lambda w: w.trust(revoked(w.leader.certificate, NOON + days * DAY, why), made=NOON + 7 * DAY)


def long_lived_tsa(world: World) -> KeyIdentity:
    return world.sub.time_stamping(end=NOON + 8 * YEAR)


def expired(world: World) -> KeyIdentity:
    return world.sub.issue("Nguyễn Thị Cũ", start=NOON - 2 * YEAR, end=NOON - DAY)


def with_annotation(writer: Any) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(part) for part in (72, 300, 400, 400)),
            pdf_name("/Contents"): generic.TextStringObject("Nội dung khác"),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)


def with_page_more(writer: Any) -> None:
    pages = writer.root["/Pages"]
    copy = generic.DictionaryObject(pages["/Kids"][0])
    pages["/Kids"].append(writer.add_object(copy))
    pages[pdf_name("/Count")] = generic.NumberObject(3)
    writer.update_container(pages)


def with_script(writer: Any) -> None:
    script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(script)
    writer.update_root()


def with_title(writer: Any) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.TextStringObject("Tên khác")}))


def turned(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


def without_signature(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.update_container(field)


def with_evidence(world: World) -> Callable[[Any], None]:
    def change(writer: Any) -> None:
        DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[to_asn1(world.sub.certificate)])

    return change


def content_byte_changed(data: bytes) -> bytes:
    place = data.index(b"/MediaBox")
    return data[:place] + data[place:].replace(b"842", b"843", 1)


def stranger_stamps(world: World) -> Stamps:
    return Stamps(Authority.root("Gốc Lạ").sub("CA Lạ").time_stamping(), NOON)


def person_stamps(world: World) -> Stamps:
    return Stamps(world.agency, NOON)


def leader_then_clerk(world: World) -> bytes:
    return signed(world, world.agency, file=signed(world))


def all_over(world: World) -> bytes:
    return by_others(signed(world), world.clerk, NOON, stamper=Stamps(world.tsa, NOON).by_pyhanko(), box=(0, 0, *A4))


def stamped_twice(world: World) -> bytes:
    """Signed and stamped, then the whole document stamped before the first authority's certificate ran out."""
    return stamped_whole(signed(world), Stamps(long_lived_tsa(world), NOON + 200 * DAY))


GOOD: tuple[str, set[str]] = ("valid", set())
CLAIMED = ("valid-but", {"time-claimed"})
ADDED = ("valid", {"signatures-added"})

CASES = {
    # time and certificate
    "in order, with time stamp": Case(signed, [GOOD], states=["none"]),
    "in order, without time stamp": Case(claimed, [CLAIMED]),
    "status answers instead of lists": Case(
        signed,
        [GOOD],
        lambda w: TrustStore(
            (w.root.certificate,),
            (w.sub.certificate,),
            (w.root.crl(),),
            (w.sub.ocsp(w.leader.certificate), w.sub.ocsp(w.tsa.certificate)),
        ),
    ),
    "an RSA key": Case(lambda w: signed(w, w.agency), [GOOD]),
    "older form, SHA-256, stamped": Case(
        lambda w: by_others(blank(), w.leader, NOON, stamper=Stamps(w.tsa, NOON).by_pyhanko()), [GOOD]
    ),
    "older form, SHA-256": Case(lambda w: by_others(blank(), w.leader, NOON), [CLAIMED]),
    "SHA-1, stamped": Case(
        lambda w: by_others(blank(), w.agency, NOON, digest="sha1", stamper=Stamps(w.tsa, NOON).by_pyhanko()),
        [("valid-but", {"sha1-proven"})],
    ),
    "SHA-1, as plug-ins still sign": Case(
        lambda w: by_others(blank(), w.agency, NOON, digest="sha1", form=SigSeedSubFilter.PADES),
        [("unknown", {"sha1-unproven", "time-claimed"})],
    ),
    "the oldest form": Case(
        lambda w: by_pkcs7_sha1(blank(), w.agency, NOON), [("unknown", {"sha1-unproven", "time-claimed"})]
    ),
    "expired since, with time stamp": Case(
        lambda w: signed(w, time_stamps=Stamps(long_lived_tsa(w), NOON)), [GOOD], both_lists(NOON, LATER), LATER
    ),
    "expired since, without": Case(
        claimed, [("unknown", {"expired-unproven", "time-claimed"})], both_lists(NOON, LATER), LATER
    ),
    "expired before signing, with time stamp": Case(
        lambda w: signed(w, expired(w)), [("invalid", {"expired-when-signed"})]
    ),
    "expired before signing, without": Case(
        lambda w: claimed(w, expired(w)), [("invalid", {"expired-when-signed", "time-claimed"})]
    ),
    "expired, and the clock turned back": Case(
        lambda w: claimed(w, expired(w), NOON - 30 * DAY), [("unknown", {"expired-unproven", "time-claimed"})]
    ),
    "not yet valid when signed": Case(
        lambda w: signed(w, w.sub.issue("Người Mới", start=NOON + DAY, end=NOON + YEAR)),
        [("invalid", {"not-valid-when-signed"})],
    ),
    "revoked before signing, with time stamp": Case(
        signed, [("invalid", {"revoked-when-signed"})], gone(-1), NOON + 7 * DAY
    ),
    "revoked afterwards, with time stamp": Case(
        signed, [("valid-but", {"revoked-later"})], gone(3), NOON + 7 * DAY
    ),
    "key lost afterwards, with time stamp": Case(
        signed, [("valid-but", {"revoked-later"})], gone(3, ReasonFlags.key_compromise), NOON + 7 * DAY
    ),
    "revoked afterwards, without time stamp": Case(
        claimed, [("unknown", {"revoked-unproven", "time-claimed"})], gone(3), NOON + 7 * DAY
    ),
    "revoked before signing, without time stamp": Case(
        claimed, [("invalid", {"revoked-when-signed", "time-claimed"})], gone(-1), NOON + 7 * DAY
    ),
    "nothing known of revocation": Case(
        signed, [("unknown", {"revocation-unknown", "time-stamp-unchecked"})], World.trust_without_lists
    ),
    "the intermediate comes with the signature": Case(
        signed, [GOOD], lambda w: TrustStore((w.root.certificate,), (), w.trust().crls)
    ),
    "nobody's authority": Case(
        lambda w: signed(w, w.stranger), [("unknown", {"chain-unknown"})]
    ),
    "no root at all": Case(
        signed, [("unknown", {"chain-unknown", "time-claimed", "time-stamp-untrusted"})], lambda w: TrustStore()
    ),
    "a certificate for encryption": Case(
        lambda w: signed(w, w.sub.issue("Khóa Mã Hóa", usages=("key_encipherment",))), [("invalid", {"key-usage"})]
    ),
    "an authority's own certificate": Case(
        lambda w: signed(w, KeyIdentity(w.sub.certificate, w.sub.key)), [("invalid", {"key-usage"})]
    ),
    "signed with another key": Case(
        lambda w: by_others(blank(), w.leader, NOON, key=w.clerk), [("invalid", {"signature-broken", "time-claimed"})]
    ),
    "stamped by a stranger": Case(
        lambda w: signed(w, time_stamps=stranger_stamps(w)), [("valid-but", {"time-claimed", "time-stamp-untrusted"})]
    ),
    "stamped by one who may not": Case(
        lambda w: signed(w, time_stamps=person_stamps(w)), [("valid-but", {"time-claimed", "time-stamp-untrusted"})]
    ),
    "the stamp is of something else": Case(
        lambda w: by_others(blank(), w.leader, NOON, stamper=WrongStamps(Stamps(w.tsa, NOON))),
        [("valid-but", {"time-claimed", "time-stamp-broken"})],
    ),
    "stamped tomorrow": Case(
        lambda w: signed(w, time_stamps=Stamps(w.tsa, NOON + DAY)),
        [("valid-but", {"time-claimed", "time-stamp-broken"})],
    ),
    "claims to be later than its stamp": Case(
        lambda w: signed(w, time_stamps=Stamps(w.tsa, NOON - DAY)),
        [("valid-but", {"time-contradicts"})],
        both_lists(NOON - DAY, NOON),
    ),
    "claims to be of tomorrow": Case(
        lambda w: claimed(w, at=NOON + DAY), [("unknown", {"time-claimed", "time-future"})]
    ),
    # kept for years
    "evidence in the file, lists long gone": Case(
        lambda w: signed(w, time_stamps=Stamps(long_lived_tsa(w), NOON), evidence=w.trust()),
        [("valid-but", {"time-stamp-unchecked"})],
        World.trust_without_lists,
        LATER,
    ),
    "no evidence in the file, lists long gone": Case(
        lambda w: signed(w, time_stamps=Stamps(long_lived_tsa(w), NOON)),
        [("unknown", {"revocation-unknown", "time-stamp-unchecked"})],
        World.trust_without_lists,
        LATER,
    ),
    "stamped as a whole in time": Case(
        stamped_twice, [("valid", {"signatures-added"}), GOOD], both_lists(NOON, NOON + 200 * DAY, LATER), LATER
    ),
    "not stamped as a whole in time": Case(
        signed,
        [("unknown", {"expired-unproven", "time-claimed", "time-stamp-untrusted"})],
        both_lists(NOON, LATER),
        LATER,
    ),
    # what came later
    "leader, then the agency": Case(leader_then_clerk, [ADDED, GOOD], states=["allowed", "none"]),
    "evidence added": Case(
        lambda w: updated(signed(w), with_evidence(w)), [("valid", {"evidence-added"})], states=["allowed"]
    ),
    "title changed": Case(
        lambda w: updated(signed(w), with_title), [("valid", {"evidence-added"})], states=["allowed"]
    ),
    "field filled in": Case(
        lambda w: updated(signed(w, file=form()), fill("Đồng ý")), [("valid-but", {"form-filled"})], states=["allowed"]
    ),
    "certified for signatures, then signed": Case(
        lambda w: signed(w, w.clerk, file=signed(w, w.agency, afterwards=Afterwards.SIGNATURES)), [ADDED, GOOD]
    ),
    "certified against everything, then filled in": Case(
        lambda w: updated(signed(w, file=form(), afterwards=Afterwards.NOTHING), fill("Đồng ý")),
        [("invalid", {"certified-changed"})],
        states=["changed"],
    ),
    "second signature locks, then filled in": Case(
        lambda w: updated(signed(w, w.agency, file=signed(w, file=form()), afterwards=Afterwards.NOTHING), fill("x")),
        [("valid-but", {"form-filled"}), ("invalid", {"certified-changed"})],
    ),
    "a signature's picture over the whole page": Case(
        all_over, [("valid-but", {"covered-over", "signatures-added"}), GOOD]
    ),
    "text written over": Case(
        lambda w: updated(signed(w), text_over("Khac")), [("invalid", {"changed"})], states=["changed"]
    ),
    "text written over between two signatures": Case(
        lambda w: signed(w, w.agency, file=updated(signed(w), text_over("Khac"))),
        [("invalid", {"changed"}), GOOD],
        states=["changed", "none"],
    ),
    "annotation put over": Case(
        lambda w: updated(signed(w), with_annotation), [("invalid", {"changed"})], states=["changed"]
    ),
    "page added": Case(lambda w: updated(signed(w), with_page_more), [("invalid", {"changed"})], states=["changed"]),
    "page turned": Case(lambda w: updated(signed(w), turned), [("invalid", {"changed"})], states=["changed"]),
    "script added": Case(lambda w: updated(signed(w), with_script), [("invalid", {"changed"})], states=["changed"]),
    "one byte changed": Case(lambda w: content_byte_changed(signed(w)), [("invalid", {"not-intact"})]),
    "junk behind the end": Case(
        lambda w: signed(w) + b"\n<script>alert(1)</script>\n", [("valid-but", {"bytes-behind"})], states=["none"]
    ),
    "blank lines behind the end": Case(lambda w: signed(w) + b"\r\n\r\n", [GOOD], states=["none"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_may_be_said_of_a_signature(world: World, case: Case) -> None:
    verdict = pdf.verify(case.file(world), case.trust(world), case.at)

    assert [(one.overall.value, set(one.codes)) for one in verdict.signatures] == case.expected
    if case.states is not None:
        assert [one.later.state.value for one in verdict.signatures] == case.states
    assert all(reason.sentence and "{" not in reason.sentence for one in verdict.signatures for reason in one.reasons)


def only(verdict: PdfVerdict) -> pdf.SignatureVerdict:
    (one,) = verdict.signatures
    return one


def test_the_four_facts_are_four(world: World) -> None:
    one = only(pdf.verify(signed(world), world.trust(), NOON))

    assert one.integrity.intact
    assert one.integrity.digest == "sha256"
    assert (one.later.state, one.later.covers_whole_file) == (Later.NONE, True)
    assert one.signer.trusted
    assert [link.name for link in one.signer.chain] == ["Trần Văn Mẫu", "CA Mẫu G1", "Gốc Thử Nghiệm"]
    assert one.signer.revocation.state is RevocationState.GOOD
    assert (one.time.state, one.time.proven_at, one.time.claimed_at) == (TimeState.PROVEN, NOON, NOON)
    assert one.time.authority is not None
    assert one.time.authority.name == "Dấu thời gian Mẫu"


def test_changes_are_named_in_words(world: World) -> None:
    file = updated(updated(signed(world), text_over("Khac", page=1)), with_annotation)

    one = only(pdf.verify(file, world.trust(), NOON))

    assert [change.sentence for change in one.later.changes] == [
        "thêm chú thích hoặc ô biểu mẫu ở trang 1",
        "nội dung trang 2 bị thay đổi",
    ]
    assert one.reasons[0].sentence == (
        "Tệp bị thay đổi sau khi ký: thêm chú thích hoặc ô biểu mẫu ở trang 1; nội dung trang 2 bị thay đổi."
    )


def test_a_file_is_as_good_as_its_worst_signature(world: World) -> None:
    broken = signed(world, world.agency, file=updated(signed(world), text_over("Khac")))

    assert pdf.verify(broken, world.trust(), NOON).overall is Overall.INVALID
    assert pdf.verify(leader_then_clerk(world), world.trust(), NOON).overall is Overall.VALID
    assert pdf.verify(blank(), world.trust(), NOON).overall is Overall.UNSIGNED


def test_a_signature_that_was_taken_away_leaves_a_trace(world: World) -> None:
    verdict = pdf.verify(updated(signed(world), without_signature), world.trust(), NOON)

    assert verdict.overall is Overall.UNSIGNED
    assert verdict.codes == {"stray-signature"}


def test_signatures_come_in_the_order_they_were_made_and_know_their_place(world: World) -> None:
    mark = ImageMark(picture("blue"), 2, (300, 500, 420, 560))

    verdict = pdf.verify(signed(world, world.agency, file=signed(world, mark=mark)), world.trust(), NOON)

    assert [(one.field, one.page, one.box) for one in verdict.signatures] == [
        ("Signature1", 2, (300, 500, 420, 560)),
        ("Signature2", None, None),
    ]


def test_a_revocation_says_when_and_why_in_words(world: World) -> None:
    one = only(pdf.verify(signed(world), gone(-1, ReasonFlags.key_compromise)(world), NOON + 7 * DAY))

    assert one.reasons[0].sentence == (
        "Chứng thư bị thu hồi lúc 12:00 14/06/2026 (lộ khóa). Chữ ký được tạo sau thời điểm đó."
    )


def test_elliptic_keys_of_other_curves_are_read(world: World) -> None:
    person = world.sub.issue("Người Khóa Dài", key=ec.generate_private_key(ec.SECP384R1()))

    assert only(pdf.verify(signed(world, person), world.trust(), NOON)).overall is Overall.VALID


def test_a_little_difference_of_clocks_is_no_contradiction(world: World) -> None:
    file = signed(world, time_stamps=Stamps(world.tsa, NOON - timedelta(minutes=2)))

    one = only(pdf.verify(file, both_lists(NOON - DAY, NOON)(world), NOON))

    assert "time-contradicts" not in one.codes
