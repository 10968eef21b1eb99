"""A certificate is believed for a reason, at a moment, and never silently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signatures.errors import TrustUnusableError
from signatures.identities import KeyIdentity
from signatures.trust import Purpose, RevocationState, TrustStore, check
from tests.conftest import NOON
from tests.signatures.authority import DAY, YEAR, Authority, rsa_key
from tests.signatures.world import World, revoked


class Case(NamedTuple):
    who: Callable[[World], KeyIdentity]
    trust: Callable[[World], TrustStore]
    trusted: bool
    state: str
    codes: set[str]
    at: datetime = NOON
    purpose: Purpose = Purpose.SIGNING


def leader(world: World) -> KeyIdentity:
    return world.leader


def good(world: World) -> TrustStore:
    return world.trust()


EXPIRED = NOON + 2 * YEAR
CASES = {
    "in order": Case(leader, good, True, "good", set()),
    "no revocation list": Case(leader, World.trust_without_lists, True, "unknown", {"revocation-unknown"}),
    "list of last month": Case(
        leader, lambda w: w.trust(made=NOON - 30 * DAY), True, "unknown", {"revocation-unknown"}
    ),
    "revoked before": Case(
        leader, lambda w: w.trust(revoked(w.leader.certificate, NOON - DAY)), False, "revoked", {"revoked"}
    ),
    "revoked afterwards": Case(
        leader, lambda w: w.trust(revoked(w.leader.certificate, NOON + DAY)), True, "good", set()
    ),
    "revoked, and the list of the root is missing": Case(
        leader,
        lambda w: TrustStore(
            (w.root.certificate,),
            (w.sub.certificate,),
            (w.sub.crl(revoked(w.leader.certificate, NOON - DAY)),),
        ),
        False,
        "revoked",
        {"revoked"},
    ),
    "the authority itself was revoked": Case(
        leader,
        lambda w: TrustStore(
            (w.root.certificate,),
            (w.sub.certificate,),
            (w.root.crl(revoked(w.sub.certificate, NOON - DAY)), w.sub.crl()),
        ),
        False,
        "revoked",
        {"revoked"},
    ),
    "status answer says good": Case(
        leader,
        lambda w: TrustStore(
            (w.root.certificate,), (w.sub.certificate,), (w.root.crl(),), (w.sub.ocsp(w.leader.certificate),)
        ),
        True,
        "good",
        set(),
    ),
    "status answer says revoked": Case(
        leader,
        lambda w: TrustStore(
            (w.root.certificate,),
            (w.sub.certificate,),
            (w.root.crl(),),
            (w.sub.ocsp(w.leader.certificate, revoked_at=NOON - DAY),),
        ),
        False,
        "revoked",
        {"revoked"},
    ),
    "expired": Case(leader, lambda w: w.trust(made=EXPIRED), False, "good", {"expired"}, EXPIRED),
    "not yet valid": Case(
        leader,
        lambda w: w.trust(made=NOON - 2 * YEAR),
        False,
        "unknown",
        {"not-yet-valid", "revocation-unknown"},
        NOON - 2 * YEAR,
    ),
    "nobody's authority": Case(lambda w: w.stranger, good, False, "unknown", {"chain-unknown"}),
    "intermediate missing": Case(
        leader, lambda w: TrustStore((w.root.certificate,)), False, "unknown", {"chain-unknown"}
    ),
    "an authority signs": Case(
        lambda w: KeyIdentity(w.sub.certificate, w.sub.key), good, False, "good", {"key-usage"}
    ),
    "issued by one who may not issue": Case(
        lambda w: Authority(w.leader.certificate, w.leader.key).issue("Kẻ Mạo Danh"),
        lambda w: w.trust().with_more([w.leader.certificate]),
        False,
        "unknown",
        {"chain-broken"},
    ),
    "for encryption only": Case(
        lambda w: w.sub.issue("Khóa Mã Hóa", usages=("key_encipherment",)), good, False, "good", {"key-usage"}
    ),
    "short key": Case(
        lambda w: w.sub.issue("Khóa Ngắn", key=rsa_key("short", 1024)),
        good,
        False,
        "good",
        {"key-weak"},
    ),
    "time stamps by a person": Case(
        leader, good, False, "good", {"key-usage"}, NOON, Purpose.TIME_STAMPING
    ),
    "time stamps": Case(lambda w: w.tsa, good, True, "good", set(), NOON, Purpose.TIME_STAMPING),
    "authority expired": Case(
        lambda w: w.root.sub("CA Hết Hạn", end=NOON - DAY).issue("Người Còn Hạn"),
        lambda w: w.trust(),
        False,
        "unknown",
        {"chain-unknown"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_certificate_is_judged_as_things_stood(world: World, case: Case) -> None:
    found = check(case.who(world).certificate, case.trust(world), case.at, purpose=case.purpose)

    assert (found.trusted, found.revocation.state.value, set(found.codes)) == (case.trusted, case.state, case.codes)


def test_a_chain_goes_from_the_holder_to_the_root(world: World) -> None:
    found = check(world.leader.certificate, world.trust(), NOON)

    assert [link.name for link in found.chain] == ["Trần Văn Mẫu", "CA Mẫu G1", "Gốc Thử Nghiệm"]


def test_intermediates_may_come_along_with_the_signature_but_roots_may_not(world: World) -> None:
    only_root = TrustStore((world.root.certificate,))

    assert check(world.leader.certificate, only_root, NOON, world.leader.chain).trusted
    assert not check(world.stranger.certificate, only_root, NOON, world.stranger.chain).trusted


def test_an_authority_that_expired_is_named_as_the_trouble(world: World) -> None:
    late = world.root.sub("CA Hết Hạn", end=NOON - DAY)
    person = late.issue("Người Còn Hạn")

    found = check(person.certificate, world.trust(), NOON, person.chain)

    assert found.codes == {"issuer-expired"}


def test_a_revocation_says_when_and_why(world: World) -> None:
    trust = world.trust(revoked(world.leader.certificate, NOON - DAY, x509.ReasonFlags.key_compromise))

    revocation = check(world.leader.certificate, trust, NOON).revocation

    assert revocation.state is RevocationState.REVOKED
    assert revocation.revoked_at == NOON - DAY
    assert revocation.describe() == "Chứng thư bị thu hồi lúc 12:00 14/06/2026 (lộ khóa)."


def test_one_who_says_revoked_is_believed_before_all_who_say_good(world: World) -> None:
    person, chain = world.leader.certificate, ((world.root.certificate,), (world.sub.certificate,))
    good, bad = world.sub.ocsp(person), world.sub.ocsp(person, revoked_at=NOON - DAY)
    old_list, new_list = world.sub.crl(made=NOON - DAY), world.sub.crl(revoked(person, NOON - DAY))

    for crls, answers in (
        ((), (good, bad)),
        ((), (bad, good)),
        ((old_list, new_list), (good,)),
        ((new_list,), (good,)),
    ):
        found = check(person, TrustStore(*chain, (world.root.crl(), *crls), answers), NOON)
        assert found.revocation.state is RevocationState.REVOKED


def test_lists_made_later_count_only_for_moments_that_are_proven(world: World) -> None:
    trust = world.trust(made=NOON)

    assert check(world.leader.certificate, trust, NOON - DAY).revocation.state is RevocationState.UNKNOWN
    known = check(world.leader.certificate, trust, NOON - DAY, known_later=True)
    assert known.revocation.state is RevocationState.GOOD


def test_trust_is_read_from_the_files_authorities_publish(world: World) -> None:
    pem = world.root.certificate.public_bytes(Encoding.PEM) + world.stranger.chain[-1].public_bytes(Encoding.PEM)
    crl = x509.load_der_x509_crl(world.root.crl()).public_bytes(Encoding.PEM)

    store = TrustStore.load([pem], [world.sub.certificate.public_bytes(Encoding.DER)], [crl, world.sub.crl()])

    assert len(store.roots) == 2
    assert check(world.leader.certificate, store, NOON).trusted


@pytest.mark.parametrize("field", ["roots", "intermediates", "crls", "ocsps"])
def test_trust_that_cannot_be_read_is_refused(world: World, field: str) -> None:
    given: dict[str, list[bytes]] = {"roots": [world.root.certificate.public_bytes(Encoding.DER)]}
    with pytest.raises(TrustUnusableError):
        TrustStore.load(**{**given, field: [b"not one"]})
