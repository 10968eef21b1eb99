"""What can go wrong between docarchive and keys, tokens, time stamps and files; a verdict is never an error."""

from __future__ import annotations


class SignaturesError(Exception):
    """Something a person must act on; the text is one Vietnamese sentence that says what to do next.

    Attributes:
        code: Stable, for logs and interfaces.
    """

    code = "signatures"


class IdentityUnusableError(SignaturesError):
    """A certificate and key that cannot sign: damaged, of different pairs, or too weak."""

    code = "identity-unusable"


class WrongPasswordError(SignaturesError):
    """The password of a key file or the PIN of a token is not right."""

    code = "wrong-password"


class TokenAwayError(SignaturesError):
    """The token, its driver or the certificate asked for on it is not there."""

    code = "token-away"


class TokenLockedError(SignaturesError):
    """The token refuses every PIN until its issuer unlocks it."""

    code = "token-locked"


class TrustUnusableError(SignaturesError):
    """A certificate, revocation list or status answer given as trust cannot be read."""

    code = "trust-unusable"


class TimeStampError(SignaturesError):
    """The time-stamping authority did not answer, or refused."""

    code = "time-stamp"


class EvidenceMissingError(SignaturesError):
    """What proves a certificate later on (its chain, that it is not revoked) is not at hand, so it is not put in."""

    code = "evidence-missing"


class XmlRefusedError(SignaturesError):
    """An XML document that cannot be signed: not well-formed, signed before, or without the place asked for."""

    code = "xml-refused"


class PdfRefusedError(SignaturesError):
    """A PDF file that cannot be signed as asked.

    Attributes:
        code: ``damaged``, ``encrypted``, ``too-large``, ``locked``, ``no-such-page``, ``off-page``, ``image``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
