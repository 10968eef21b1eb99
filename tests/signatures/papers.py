"""PDF files to sign, pictures of signatures and seals, a time-stamping authority, and ways to change files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp
from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image, ImageDraw
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from signatures.identities import KeyIdentity
from signatures.trust.validator import to_asn1
from signatures.waiting import wait

A4 = (595, 842)


def blank(pages: int = 2, turn: int = 0) -> bytes:
    """A file of empty pages but for their numbers."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for number in range(1, pages + 1):
        if turn:
            canvas.setPageRotation(turn)
        canvas.drawString(72, 700, f"Trang {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def form() -> bytes:
    """A page with a field to fill in."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.drawString(72, 700, "Phieu xin y kien")
    canvas.acroForm.textfield(name="y-kien", x=72, y=600, width=200, height=20, fillColor=None, borderColor=black)
    canvas.save()
    return out.getvalue()


def picture(colour: str, size: tuple[int, int] = (200, 200)) -> bytes:
    """A round seal or a stroke of the pen on a transparent ground."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, size[0] - 4, size[1] - 4), outline=colour, width=12)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@dataclass
class Stamps:
    """A time-stamping authority whose clock stands."""

    identity: KeyIdentity
    at: datetime
    asked: int = 0

    def answer(self, request: bytes) -> bytes:
        self.asked += 1
        answer = self.by_pyhanko().request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(answer.dump())

    def by_pyhanko(self) -> DummyTimeStamper:
        chain = SimpleCertificateStore.from_certs([to_asn1(link) for link in self.identity.chain])
        return DummyTimeStamper(to_asn1(self.identity.certificate), _key(self.identity), chain, fixed_dt=self.at)


class WrongStamps(TimeStamper):
    """Stamps something else than it was asked to."""

    def __init__(self, stamps: Stamps) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._stamps = stamps.by_pyhanko()

    async def async_request_tsa_response(self, req: Any) -> Any:
        _, other = self.request_cms(hashlib.sha256(b"else").digest(), "sha256")  # type: ignore[no-untyped-call]
        other["nonce"] = req["nonce"]
        return await self._stamps.async_request_tsa_response(other)


def _key(identity: KeyIdentity) -> asn1_keys.PrivateKeyInfo:
    der = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return asn1_keys.PrivateKeyInfo.load(der)


def simple_signer(identity: KeyIdentity, key: KeyIdentity | None = None) -> SimpleSigner:
    """pyHanko's own signer; ``key`` signs instead of the key of the certificate."""
    chain = SimpleCertificateStore.from_certs([to_asn1(link) for link in identity.chain])
    return SimpleSigner(to_asn1(identity.certificate), _key(key or identity), chain)


def by_others(
    data: bytes, identity: KeyIdentity, at: datetime, *, digest: str = "sha256", stamper: TimeStamper | None = None,
    form: SigSeedSubFilter = SigSeedSubFilter.ADOBE_PKCS7_DETACHED, key: KeyIdentity | None = None, box: Any = None,
) -> bytes:  # fmt: skip
    """Sign as other programs do: older forms, weaker digests, wrong keys, any box."""
    name = f"Others{data.count(b'/ByteRange')}"
    metadata = PdfSignatureMetadata(field_name=name, md_algorithm=digest, subfilter=form)
    signer = PdfSigner(
        metadata, simple_signer(identity, key), timestamper=stamper, new_field_spec=SigFieldSpec(name, box=box)
    )

    async def work() -> bytes:
        session = signer.init_signing_session(IncrementalPdfFileWriter(io.BytesIO(data)))
        session.system_time = at
        prepared = session.prepare_tbs_document(None, 30_000)
        out = io.BytesIO()
        made, _ = prepared.digest_tbs_document(output=out)
        await prepared.perform_signature(made.document_digest, PdfCMSSignedAttributes(signing_time=at))
        return out.getvalue()

    return wait(work())


def by_pkcs7_sha1(data: bytes, identity: KeyIdentity, at: datetime) -> bytes:
    """Sign the oldest way: a SHA-1 of the bytes inside a PKCS#7 of its own."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    embedder = PdfCMSEmbedder().write_cms("Oldest", writer)
    next(embedder)
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.ADOBE_PKCS7_DETACHED, at, bytes_reserved=20_000)
    value[pdf_name("/SubFilter")] = pdf_name("/adbe.pkcs7.sha1")
    embedder.send(SigObjSetup(sig_placeholder=value))
    made, out = embedder.send(SigIOSetup(md_algorithm="sha1", in_place=True))
    attributes = PdfCMSSignedAttributes(signing_time=at)
    signed: cms.ContentInfo = wait(
        simple_signer(identity).async_sign_general_data(
            made.document_digest, "sha1", detached=False, signed_attr_settings=attributes
        )
    )
    embedder.send(signed)
    return bytes(out.getvalue())


def stamped_whole(data: bytes, stamps: Stamps) -> bytes:
    """Put a time stamp over the whole document."""
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    wait(PdfTimeStamper(stamps.by_pyhanko()).async_timestamp_pdf(writer, "sha256", output=out))
    return out.getvalue()


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Write something into a file as an update after everything that is there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_over(text: str, page: int = 0) -> Callable[[IncrementalPdfFileWriter], None]:
    """Write a line into the content of a page."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        stream = generic.StreamObject(stream_data=f"BT /F1 20 Tf 72 400 Td ({text}) Tj ET".encode())
        writer.add_stream_to_page(page, writer.add_object(stream))

    return change


def fill(value: str) -> Callable[[IncrementalPdfFileWriter], None]:
    """Fill in the field of ``form``."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field[pdf_name("/V")] = generic.TextStringObject(value)
        writer.update_container(field)

    return change
