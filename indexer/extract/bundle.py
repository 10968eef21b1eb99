"""Reads letters with attachments and ZIP files: what holds other documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import Final

from indexer.extract.decoding import decode
from indexer.extract.errors import UnreadableError
from indexer.extract.plain import flowing, read_html
from indexer.extract.zipped import Container, is_safe_name
from indexer.records import ExtractedText, Failed, RawDocument

Read = Callable[[RawDocument], ExtractedText | Failed]
_HEADINGS: Final = (("Từ", "from"), ("Đến", "to"), ("Đồng gửi", "cc"), ("Ngày", "date"), ("Về việc", "subject"))
_MOST_PARTS: Final = 200


def read_zip(document: RawDocument, read: Read) -> ExtractedText | Failed:
    """The documents in a ZIP file, one after another; a ZIP of one document is that document.

    Args:
        read: Reader of one document inside; it refuses further ZIP files.
    """
    container = Container(document.content)
    names = [name for name in container.names if is_safe_name(name) and not name.startswith("__MACOSX/")]
    if not names:
        raise UnreadableError.unsupported("ZIP rỗng")
    inside = [RawDocument(name, container.read(name)) for name in names[:_MOST_PARTS]]
    if len(inside) == 1:
        return read(inside[0])
    return _together("", _read_all(inside, read), [])


def read_mail(document: RawDocument, read: Read) -> ExtractedText | Failed:
    """A letter: its heading, its body and its attachments."""
    message = message_from_bytes(document.content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise UnreadableError.damaged()
    heading = [f"{shown}: {_header(message, name)}" for shown, name in _HEADINGS if _header(message, name)]
    attached = list(_attachments(message))
    listed = [f"Tệp đính kèm: {item.name}" for item in attached]
    start = "\n".join([*heading, *listed, _body(message)])
    return _together(start, _read_all(attached[:_MOST_PARTS], read), [])


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # the header parser of Python stumbles over malformed addresses
        return ""


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = _payload(part)
    if part.get_content_type() == "text/html":
        return read_html(RawDocument("", content)).text
    return flowing(*decode(content, part.get_content_charset())).text


def _attachments(message: EmailMessage) -> Iterator[RawDocument]:
    for part in message.walk():
        if part.is_multipart() or not part.get_filename():
            continue
        yield RawDocument(" ".join(str(part.get_filename()).split()), _payload(part))


def _payload(part: MIMEPart) -> bytes:
    found: object = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _read_all(documents: Sequence[RawDocument], read: Read) -> Iterator[tuple[str, ExtractedText | Failed]]:
    for document in documents:
        try:
            yield document.name, read(document)
        except UnreadableError as error:
            yield document.name, error.failed()


def _together(
    start: str, found: Iterator[tuple[str, ExtractedText | Failed]], warnings: list[str]
) -> ExtractedText | Failed:
    texts = [start] if start else []
    encoding, last = "unicode", None
    for name, part in found:
        if isinstance(part, Failed):
            warnings.append(f"{name}: {part.reason}")
            last = part
            continue
        texts.append(f"{name}\n{part.text}")
        warnings += (f"{name}: {warning}" for warning in part.warnings)
        encoding = part.encoding if part.encoding != "unicode" else encoding
    if not texts:
        return last or Failed("unsupported", "Tệp nén không có văn bản nào đọc được.")
    return replace(ExtractedText("\n".join(texts)), encoding=encoding, warnings=tuple(warnings))
