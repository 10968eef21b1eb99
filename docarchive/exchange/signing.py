"""Files of letters are signed with a key a person brings, or come back signed from elsewhere; no database.

Keys and passwords live in memory for as long as a call takes; they are neither kept nor written anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, cast

from docarchive.archive import judging
from docarchive.exchange.errors import CertificateUnfitError, NotSignedError, OtherNameError
from docarchive.exchange.outgoing_states import SigningWay
from docarchive.exchange.signing_proofs import Proofs, Proving
from signatures.certificates import CertificateFacts, facts_of
from signatures.errors import (
    EvidenceMissingError,
    IdentityUnusableError,
    PdfRefusedError,
    SignaturesError,
    TimeStampError,
    TokenAwayError,
    TokenLockedError,
    WrongPasswordError,
)
from signatures.identities import Identity, from_pkcs12
from signatures.pdf import Afterwards, Box, ImageMark, Mark
from signatures.tokens import open_token
from signatures.trust import ABOVE, TrustStore, check, store_of

if TYPE_CHECKING:
    from docarchive.core.instance import Services

DESK: Final = "exchange.signing"
_ONE_AT_A_TIME = Lock()  # what a device can do
NO_MODULE: Final = "Máy chủ chưa có thiết bị ký (thiết lập signing_module). Ký bằng tệp khóa hoặc ở máy khác."


@dataclass(frozen=True)
class Sheet:
    """A file to be signed: exactly these bytes.

    Attributes:
        file_id: Of the version.
        mark: What is to be seen of the signature; None: nothing, or whatever another program shows.
    """

    file_id: str
    ordinal: int
    name: str
    content: bytes
    mark: Mark | None = None
    afterwards: Afterwards = Afterwards.UNSAID


@dataclass(frozen=True)
class Holder:
    """Whose certificate signed."""

    name: str
    organisation: str
    subject: str
    issuer: str
    serial: str
    fingerprint: str

    def bears(self, name: str) -> bool:
        """Whether the certificate is in this name; case and blanks do not count."""
        return _plain(name) in {_plain(self.name), _plain(self.organisation)}


@dataclass(frozen=True)
class Signed:
    """A file with one signature more.

    Attributes:
        sheet: What was signed; its bytes are the beginning of ``content``.
        page: Where the signature is seen, with ``box``; None where it is not.
        proofs: What was signed along with it, or is lacking, in words; empty where nothing was wanted.
    """

    sheet: Sheet
    content: bytes
    holder: Holder
    way: SigningWay
    page: int | None = None
    box: Box | None = None
    proofs: str = ""


@dataclass(frozen=True)
class Declined:
    """A file that came back and is not taken; ``reason`` are Vietnamese sentences."""

    sheet: Sheet
    reason: str


@dataclass(frozen=True, repr=False)
class KeyFile:
    """A PKCS#12 file and its password."""

    content: bytes
    password: str


@dataclass(frozen=True, repr=False)
class TokenKey:
    """A key on a device at the server: labels of device and key, and the PIN that was typed."""

    token: str
    key: str
    pin: str


@dataclass(frozen=True)
class Desk:
    """Where files of letters are signed and taken back, as the installation is set up.

    Attributes:
        authorities: Gives the files of authorities known for signed files.
        module: The PKCS#11 library of the signing device; empty: there is none.
        judge: Judges a file that came back.
        proofs: What signatures made here carry beside themselves.
    """

    authorities: Callable[[], Sequence[bytes]]
    module: str = ""
    judge: Callable[[bytes, int, datetime, Sequence[bytes]], Mapping[str, Any]] = judging.take_back
    proofs: Proofs = field(default_factory=Proofs)

    def sign(self, sheets: Sequence[Sheet], key: KeyFile | TokenKey, name: str | None, at: datetime) -> list[Signed]:
        """Sign files with one key.

        Args:
            name: Who is to sign; None: whatever name the certificate bears was agreed to.

        Raises:
            NotSignedError: Key, password, device or file is not as it must be; ``fields`` says which.
            CertificateUnfitError: The certificate has expired, was revoked, or is not for signing.
            OtherNameError: The certificate bears another name.
        """
        way = SigningWay.FILE if isinstance(key, KeyFile) else SigningWay.TOKEN
        try:
            with self._opened(key) as identity:
                holder = _holder(facts_of(identity.certificate))
                trust = store_of(self.authorities())
                _require_fit(identity, trust, at)
                _require_name(holder, name)
                proving = self.proofs.proving(trust)
                return [_signed(sheet, identity, holder, way, at, proving) for sheet in sheets]
        except (TimeStampError, EvidenceMissingError) as problem:
            raise NotSignedError(f"Chưa ký tệp nào. {problem}") from problem
        except SignaturesError as problem:
            raise NotSignedError(str(problem), _field_of(problem)) from problem

    def take_back(self, sheet: Sheet, content: bytes, name: str | None, at: datetime) -> Signed | Declined:
        """Judge a file that comes back: exactly the bytes handed out with signatures more, or nothing.

        Args:
            name: As for ``sign``.

        Raises:
            OtherNameError: It is as it must be, but the certificate bears another name.
        """
        if content == sheet.content:
            return Declined(sheet, "Tệp trả về chưa có chữ ký mới; ký tệp rồi tải lên.")
        if not content.startswith(sheet.content):
            return Declined(sheet, "Tệp trả về không phải tệp đã giao ký; tải tệp về lại, ký đúng tệp ấy rồi tải lên.")
        said = self.judge(content, len(sheet.content), at, self.authorities())
        made = said["signatures"]
        if not said["accepted"] or not made:
            return Declined(sheet, " ".join(said["reasons"]) or "Tệp trả về chưa có chữ ký mới.")
        holders = [Holder(**{name: one[name] for name in Holder.__dataclass_fields__}) for one in made]
        for each in holders:
            _require_name(each, name)
        last = made[-1]
        box = tuple(last["box"]) if last["box"] else None
        return Signed(sheet, content, holders[-1], SigningWay.ELSEWHERE, last["page"] if box else None, box)

    @contextmanager
    def _opened(self, key: KeyFile | TokenKey) -> Iterator[Identity]:
        if isinstance(key, KeyFile):
            yield from_pkcs12(key.content, key.password)
            return
        if not self.module:
            raise TokenAwayError(NO_MODULE)
        with _ONE_AT_A_TIME, open_token(Path(self.module), key.pin, token=key.token, key=key.key) as identity:
            yield identity


def desk_of(services: Services) -> Desk:
    """The desk of an instance."""
    return cast(Desk, services.extensions[DESK])


def _signed(
    sheet: Sheet, identity: Identity, holder: Holder, way: SigningWay, at: datetime, proving: Proving
) -> Signed:  # fmt: skip
    content = proving.sign(sheet.content, identity, at, sheet.mark, sheet.afterwards)
    shown = sheet.mark if isinstance(sheet.mark, ImageMark) else None
    page, box = (shown.page, shown.box) if shown else (None, None)
    return Signed(sheet, content, holder, way, page, box, proving.words())


def _require_fit(identity: Identity, trust: TrustStore, at: datetime) -> None:
    verdict = check(identity.certificate, trust, at, identity.chain)
    against = [reason.sentence for reason in verdict.reasons if reason.code not in ABOVE]
    if against:
        raise CertificateUnfitError(" ".join(against))


def _holder(facts: CertificateFacts) -> Holder:
    return Holder(**{name: getattr(facts, name) for name in Holder.__dataclass_fields__})


def _require_name(holder: Holder, name: str | None) -> None:
    if name is not None and not holder.bears(name):
        raise OtherNameError(holder.name or "không ghi tên", name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _field_of(problem: SignaturesError) -> str:
    """The field of the form a failure belongs to; empty where it concerns the file to be signed."""
    if isinstance(problem, PdfRefusedError):
        return {"off-page": "page", "no-such-page": "page", "image": "picture"}.get(problem.code, "")
    if isinstance(problem, WrongPasswordError | TokenLockedError):
        return "password"
    if isinstance(problem, TokenAwayError):
        return "token"
    return "key" if isinstance(problem, IdentityUnusableError) else ""
