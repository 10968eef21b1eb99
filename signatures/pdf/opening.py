"""Opens a PDF file for looking at its signatures, within limits, and says why when it cannot."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from signatures.pdf.reasons import PDF
from signatures.pdf.records import Limits
from signatures.quiet import quiet
from signatures.reasons import Reason, because

quiet()


class UnreadableError(Exception):
    """A file that cannot be looked at."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.reason: Reason = because(PDF, code, **facts)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be looked at.

    Attributes:
        reasons: What was odd about it.
    """

    data: bytes
    reader: PdfFileReader
    reasons: tuple[Reason, ...]


def open_pdf(data: bytes, limits: Limits) -> Opened:
    """Open a file.

    Word writes two tables of references side by side; files out of it are opened leniently, as every reader does.

    Raises:
        UnreadableError: It is damaged, locked with a password or beyond the limits.
    """
    if len(data) > limits.max_bytes:
        raise UnreadableError("too-large", what=f"{len(data)} byte")
    try:
        reader, odd = _reader(data, limits)
        _within(reader, limits)
    except PdfDecodeLimitError as problem:
        raise UnreadableError("too-large", what="dữ liệu nén bung ra quá lớn") from problem
    except UnreadableError:
        raise
    except Exception as problem:  # whatever hostile bytes make pyHanko do ends here
        raise UnreadableError("damaged") from problem
    return Opened(data, reader, tuple(because(PDF, code) for code in odd))


def _reader(data: bytes, limits: Limits) -> tuple[PdfFileReader, list[str]]:
    allowed = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=limits.max_inflated_bytes),
        document_budget=DocumentDecodeBudget(base_allowance=limits.max_inflated_bytes, max_ratio=1),
    )
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True, decode_limits=allowed)
    except PdfDecodeLimitError:
        raise
    except (PdfError, ValueError, KeyError, IndexError):
        return PdfFileReader(io.BytesIO(data), strict=False, decode_limits=allowed), ["irregular"]
    if reader.xrefs.hybrid_xrefs_present:
        return PdfFileReader(io.BytesIO(data), strict=False, decode_limits=allowed), ["hybrid"]
    return reader, []


def _within(reader: PdfFileReader, limits: Limits) -> None:
    if reader.encrypted:
        raise UnreadableError("encrypted")
    revisions = reader.xrefs.total_revisions
    if revisions > limits.max_revisions:
        raise UnreadableError("too-large", what=f"{revisions} lần ghi thêm")
    objects = int(reader.trailer["/Size"])
    if objects > limits.max_objects:
        raise UnreadableError("too-large", what=f"{objects} đối tượng")
    reader.root  # noqa: B018 - a file without a catalogue is found out here
