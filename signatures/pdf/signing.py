"""Adds one signature to a PDF file as an incremental update: the bytes before it stay what they are."""

from __future__ import annotations

import io
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    SigDSSPlacementPreference,
)
from pyhanko_certvalidator.errors import PathError, ValidationError

from signatures.errors import EvidenceMissingError, PdfRefusedError, SignaturesError
from signatures.identities import Identity
from signatures.pdf.appearances import box_of, style_of
from signatures.pdf.fields import find
from signatures.pdf.geometry import Page, file_box, pages_of
from signatures.pdf.marks import Mark
from signatures.pdf.opening import Opened, UnreadableError, open_pdf
from signatures.pdf.pens import Clock, Pen
from signatures.pdf.records import Afterwards, Limits
from signatures.timestamps import TimeStampClient
from signatures.trust import TrustStore
from signatures.trust.validator import context
from signatures.waiting import wait

_ALLOWS = {Afterwards.NOTHING: MDPPerm.NO_CHANGES, Afterwards.SIGNATURES: MDPPerm.FILL_FORMS}
# Room for a time stamp with its certificates, in hexadecimal digits; without a stamp pyHanko measures.
_ROOM_WITH_STAMP = 32_000
_NO_EVIDENCE = (
    "Không đủ dữ liệu để kèm vào chữ ký: thiếu chứng thư của nơi cấp, hoặc danh sách thu hồi thiếu hay đã cũ. Nhờ quản"
    " trị cập nhật rồi ký lại."
)


class _Writer(IncrementalPdfFileWriter):
    """A writer that leaves title, dates and metadata alone: they are part of what others signed."""

    def _update_meta(self) -> None:
        """Change nothing."""


def sign(
    data: bytes,
    identity: Identity,
    at: datetime,
    mark: Mark | None,
    afterwards: Afterwards,
    time_stamps: TimeStampClient | None,
    evidence: TrustStore | None,
    limits: Limits,
) -> bytes:
    """Sign a file; see ``signatures.pdf.sign``."""
    try:
        opened = open_pdf(data, limits)
        signatures = find(opened, limits)
    except UnreadableError as unreadable:
        raise PdfRefusedError(unreadable.reason.code, unreadable.reason.sentence) from unreadable
    if any(one.embedded is not None and one.embedded.docmdp_level is MDPPerm.NO_CHANGES for one in signatures):
        raise PdfRefusedError("locked", "Tệp đã được khóa bởi chữ ký trước; không ký thêm được.")
    page = _page(opened, mark, limits)
    signer = PdfSigner(
        _metadata(opened, at, afterwards, evidence, is_first=not signatures),
        Pen(identity),
        timestamper=Clock(time_stamps) if time_stamps else None,
        stamp_style=style_of(mark, page) if mark and page else None,
        new_field_spec=_field(opened, mark, page, afterwards),
    )
    try:
        return wait(_signed(opened, signer, at, has_stamp=time_stamps is not None))
    except SignaturesError:
        raise
    except Exception as problem:  # pyHanko raises what it likes on odd files
        if evidence is not None and isinstance(problem.__cause__ or problem, PathError | ValidationError):
            raise EvidenceMissingError(_NO_EVIDENCE) from problem
        raise PdfRefusedError("damaged", "Không ký được tệp PDF này; hãy xuất lại tệp rồi ký.") from problem


async def _signed(opened: Opened, signer: PdfSigner, at: datetime, *, has_stamp: bool) -> bytes:
    writer = _Writer.from_reader(opened.reader)
    session = signer.init_signing_session(writer)
    session.system_time = at
    checked = await session.perform_presign_validation(writer)
    room = _ROOM_WITH_STAMP if has_stamp else await session.estimate_signature_container_size(checked)
    prepared = session.prepare_tbs_document(checked, room)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    attributes = PdfCMSSignedAttributes(signing_time=at)
    done = await prepared.perform_signature(digest.document_digest, attributes)
    await done.post_signature_processing(output)
    return output.getvalue()


def _metadata(
    opened: Opened, at: datetime, afterwards: Afterwards, evidence: TrustStore | None, *, is_first: bool
) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=_name(opened),
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=is_first and afterwards in _ALLOWS,
        docmdp_permissions=_ALLOWS.get(afterwards, MDPPerm.FILL_FORMS),
        embed_validation_info=evidence is not None,
        validation_context=context(evidence, at) if evidence is not None else None,
        signer_key_usage=set(),
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )


def _field(opened: Opened, mark: Mark | None, page: Page | None, afterwards: Afterwards) -> SigFieldSpec:
    """A field of its own; what a signature after the first allows is said by the field's lock."""
    allows = _ALLOWS.get(afterwards)
    box = tuple(round(part) for part in file_box(box_of(mark, page), page)) if mark and page else None
    return SigFieldSpec(
        sig_field_name=_name(opened),
        on_page=page.number - 1 if page else 0,
        box=box,  # type: ignore[arg-type]  # four numbers
        field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, fields=[]) if allows else None,
        doc_mdp_update_value=allows,
    )


def _name(opened: Opened) -> str:
    taken = {str(name) for name, _, _ in enumerate_sig_fields(opened.reader)}
    return next(name for number in range(1, 10_000) if (name := f"Signature{number}") not in taken)


def _page(opened: Opened, mark: Mark | None, limits: Limits) -> Page | None:
    if mark is None:
        return None
    pages = pages_of(opened.reader, limits.max_pages)
    if not 1 <= mark.page <= len(pages):
        raise PdfRefusedError("no-such-page", f"Tệp không có trang {mark.page}; hãy chọn lại chỗ đặt chữ ký.")
    return pages[mark.page - 1]
