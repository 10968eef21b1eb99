"""From a file's bytes to its text, with the place of every word."""

from __future__ import annotations

from indexer.records import ExtractedText, Failed, RawDocument


def extract(document: RawDocument) -> ExtractedText | Failed:
    """Read a file of any kind the indexer knows; the kind is decided by content."""
    from indexer.extract import pdf

    if b"%PDF-" in document.content[:1024]:
        return pdf.read(document)
    return Failed("unsupported", "Chưa đọc được loại tệp này.")


__all__ = ["extract"]
