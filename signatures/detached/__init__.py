"""Signatures beside exact bytes, for what two docarchive installations send one another and for receipts."""

from signatures.detached.exchange import CallSign, ExchangeIdentity, call_sign, make_exchange_identity
from signatures.detached.jws import sign
from signatures.detached.records import DetachedVerdict
from signatures.detached.verifying import verify

__all__ = [
    "CallSign",
    "DetachedVerdict",
    "ExchangeIdentity",
    "call_sign",
    "make_exchange_identity",
    "sign",
    "verify",
]
