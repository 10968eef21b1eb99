"""Making, using and changing the exchange keys of agencies here."""

from __future__ import annotations

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import ExchangeKey
from docarchive.delivery.policies import can_change_key
from docarchive.delivery.queries.keys import current
from signatures.certificates import fingerprint
from signatures.identities import KeyIdentity


def identity_of(uow: UnitOfWork, ring: KeyRing, agency: Agency) -> KeyIdentity:
    """Give an agency's key ready to sign; one that never had any gets its first.

    Raises:
        KeyUnusableError: The key's file is missing or locked with another secret.
    """
    return ring.opened(key_of(uow, ring, agency))


def key_of(uow: UnitOfWork, ring: KeyRing, agency: Agency) -> ExchangeKey:
    """Give the key an agency signs with, made where there was none."""
    found = current(uow.session, agency.id)
    if found is not None:
        return found
    uow.alone(f"exchange key of {agency.id}")
    return current(uow.session, agency.id) or _made(uow, ring, agency)


def change_key(uow: UnitOfWork, ring: KeyRing, agency: Agency) -> ExchangeKey:
    """Give an agency a new key; partners must compare its digits before they believe it.

    Receipts signed before stay good: their certificates are kept.
    """
    uow.require(can_change_key(uow.actor, agency.id), "Chỉ văn thư của cơ quan và người quản trị đổi được khóa.")
    uow.alone(f"exchange key of {agency.id}")
    old = current(uow.session, agency.id)
    if old is not None:
        old.retired_at = uow.now
    return _made(uow, ring, agency)


def _made(uow: UnitOfWork, ring: KeyRing, agency: Agency) -> ExchangeKey:
    made = ring.make(agency.name, agency.code, uow.now)
    key = ExchangeKey(
        agency=agency, fingerprint=fingerprint(made.identity.certificate),
        certificate=made.certificate_pem().decode("ascii"), call_sign=str(made.call_sign), made_at=uow.now,
        made_by_name=uow.actor.name, expires_at=made.identity.certificate.not_valid_after_utc,
    )  # fmt: skip
    uow.session.add(key)
    uow.session.flush()
    uow.record("exchange_key.made", key.id, agency=agency.id, sha256=key.fingerprint)
    return key
