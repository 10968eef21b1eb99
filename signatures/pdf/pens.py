"""Lets pyHanko sign with our identities and ask our time-stamp clients."""

from __future__ import annotations

import asyncio
from typing import Any

from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signatures.errors import TimeStampError
from signatures.identities import Identity
from signatures.timestamps import TimeStampClient
from signatures.trust.validator import to_asn1


class Pen(Signer):
    """A signer for pyHanko; keys in files and on tokens look the same."""

    def __init__(self, identity: Identity) -> None:
        chain = SimpleCertificateStore.from_certs(to_asn1(link) for link in identity.chain)
        super().__init__(signing_cert=to_asn1(identity.certificate), cert_registry=chain)
        self._identity = identity

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002
        """Sign; identities sign with SHA-256 only."""
        if digest_algorithm != "sha256":
            raise NotImplementedError(digest_algorithm)
        if dry_run:
            public = self._identity.certificate.public_key()
            return bytes(public.key_size // 8 if isinstance(public, rsa.RSAPublicKey) else 144)
        return await asyncio.to_thread(self._identity.sign, data)


class Clock(TimeStamper):
    """A time stamper for pyHanko that refuses stamps over anything else than was asked."""

    def __init__(self, client: TimeStampClient) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._client = client

    async def async_request_tsa_response(self, req: Any) -> Any:
        """Ask the client."""
        data = await asyncio.to_thread(self._client.answer, req.dump())
        try:
            answer = tsp.TimeStampResp.load(data, strict=True)
            granted = answer["status"]["status"].native in ("granted", "granted_with_mods")
            stamped = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed if granted else None
        except (ValueError, TypeError, AttributeError, KeyError) as problem:
            raise TimeStampError("Nơi cấp dấu thời gian trả lời sai định dạng.") from problem
        if stamped is None:
            raise TimeStampError("Nơi cấp dấu thời gian từ chối cấp.")
        if stamped["message_imprint"].native != req["message_imprint"].native:
            raise TimeStampError("Nơi cấp dấu thời gian trả lời cho một nội dung khác.")
        return answer
