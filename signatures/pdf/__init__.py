"""Signatures of PDF files: judged, made, and taken back from elsewhere; pyHanko is loaded when first needed."""

from __future__ import annotations

from datetime import datetime

from signatures.identities import Identity
from signatures.pdf.marks import ImageMark, Mark, TextMark, attachment_mark, copy_mark, seal_box
from signatures.pdf.records import (
    Afterwards,
    Box,
    Change,
    Expected,
    Integrity,
    Later,
    LaterChanges,
    Limits,
    Overall,
    PdfVerdict,
    ReturnVerdict,
    SignatureVerdict,
    Signer,
    SigningTime,
    TimeState,
)
from signatures.timestamps import TimeStampClient
from signatures.trust import TrustStore

__all__ = [
    "Afterwards",
    "Box",
    "Change",
    "Expected",
    "ImageMark",
    "Integrity",
    "Later",
    "LaterChanges",
    "Limits",
    "Mark",
    "Overall",
    "PdfVerdict",
    "ReturnVerdict",
    "SignatureVerdict",
    "Signer",
    "SigningTime",
    "TextMark",
    "TimeState",
    "accept_returned",
    "attachment_mark",
    "copy_mark",
    "seal_box",
    "sign",
    "verify",
]


def verify(data: bytes, trust: TrustStore, at: datetime, limits: Limits | None = None) -> PdfVerdict:
    """Judge a file and each of its signatures; never an error, whatever the bytes.

    Args:
        at: The moment everything is judged at; with a zone.
        limits: What the file may ask of us. Comparing is slow on hostile files all the same: files from outside are
            best judged in a child process with limits of its own.
    """
    from signatures.pdf import verifying

    return verifying.verify(data, trust, at, limits or Limits())


def sign(
    data: bytes,
    identity: Identity,
    at: datetime,
    mark: Mark | None = None,
    *,
    afterwards: Afterwards = Afterwards.UNSAID,
    time_stamps: TimeStampClient | None = None,
    evidence: TrustStore | None = None,
    limits: Limits | None = None,
) -> bytes:
    """Add a signature (PAdES, SHA-256) to a file; the file's own bytes are the beginning of the result.

    Args:
        at: The time the signature states; with a zone.
        mark: What is seen of it; None: nothing.
        afterwards: What the signature allows after it. For the first signature of a file this is a certification.
        time_stamps: Who proves the time; None: the time stays a claim.
        evidence: Authorities with fresh revocation lists; they are put into the file, so that it can be checked when
            they are long gone. The signer must be trusted by them.

    Raises:
        PdfRefusedError: The file cannot be signed as asked; its ``code`` says why.
        TimeStampError: No time stamp could be had.
        EvidenceMissingError: Signer or time stamp do not lead to the authorities, or it is not known of each that it is
            not revoked.
        SignaturesError: The key cannot be used now.
    """
    from signatures.pdf import signing

    return signing.sign(data, identity, at, mark, afterwards, time_stamps, evidence, limits or Limits())


def accept_returned(
    handed_out: bytes,
    returned: bytes,
    expected: Expected,
    trust: TrustStore,
    at: datetime,
    limits: Limits | None = None,
) -> ReturnVerdict:
    """Judge a file that was signed elsewhere, in a plug-in of the browser or on a telephone.

    It is taken only when it begins with exactly the bytes handed out, when nothing but signatures and what proves them
    was added, and when every new signature is whole and by one of the expected certificates.
    """
    from signatures.pdf import returning

    return returning.accept(handed_out, returned, expected, trust, at, limits or Limits())
