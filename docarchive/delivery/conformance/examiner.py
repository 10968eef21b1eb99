"""Who tries: an agency made up for the trial, its key, and what is known of the side under trial."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from docarchive.delivery.channels.protocol import Parcel
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.services.proving import signed_by
from docarchive.delivery.states import PostingKind
from docarchive.kernel.errors import InvalidInputError, UnavailableError
from docarchive.kernel.ids import new_id
from signatures.detached import call_sign, make_exchange_identity, sign
from signatures.errors import SignaturesError
from signatures.identities import KeyIdentity, from_pem

KEY, CERTIFICATE = "khoa.pem", "chung-thu.pem"
NAME = "Cơ quan thử liên thông"
# Clocks of two installations may lie a day apart.
_BEFORE, _VALID_DAYS = timedelta(days=2), 365


@dataclass(frozen=True)
class Sending:
    """One message as it is sent; the sound one is changed to make what must be refused.

    Attributes:
        text: The envelope's words as they go; those of ``envelope`` unless something is wrong with them.
        signature: Over ``text``.
    """

    envelope: Envelope
    text: str
    signature: str
    content: bytes = field(repr=False)

    def parcel(self, address: str) -> Parcel:
        """For a way of travelling."""
        return Parcel(self.envelope, self.text, self.signature, address, lambda: self.content)


@dataclass(frozen=True)
class Examiner:
    """An agency that exists for the trial alone.

    Attributes:
        run: Tells what this trial sends from what others sent before; no two have the same.
        stranger: A key nobody agreed on.
    """

    code: str
    peer: str
    identity: KeyIdentity
    stranger: KeyIdentity
    clock: Callable[[], datetime]
    run: str

    def message(
        self, content: bytes, kind: PostingKind = PostingKind.DOCUMENT, *, message_id: str = "",
        at: datetime | None = None, sender: str = "", receiver: str = "",
    ) -> Sending:  # fmt: skip
        """A sound message about some bytes."""
        envelope = Envelope(
            message_id or f"thu-{self.run}-{new_id()}", sender or self.code, receiver or self.peer, kind,
            hashlib.sha256(content).hexdigest(), len(content), at or self.clock(),
        )  # fmt: skip
        return self.signed(Sending(envelope, envelope.text, "", content))

    def signed(self, sending: Sending, by: KeyIdentity | None = None, purpose: str = MESSAGE_PURPOSE) -> Sending:
        """The same with a signature over its words as they are."""
        return replace(sending, signature=self.sign(sending.text, purpose, by))

    def sign(self, text: str, purpose: str = MESSAGE_PURPOSE, by: KeyIdentity | None = None) -> str:
        """Sign words."""
        return sign(text.encode(), by or self.identity, purpose, self.clock()).decode("ascii")


@dataclass(frozen=True)
class Peer:
    """The side under trial.

    Attributes:
        certificates: Those it may sign under, as PEM.
    """

    code: str
    certificates: tuple[str, ...]

    def signed(self, text: str, signature: str, purpose: str, at: datetime) -> bool:
        """Whether it signed this."""
        return signed_by(self.certificates, text, signature, purpose, at) is not None


def make_key(folder: Path, code: str, at: datetime) -> str:
    """Make the key of an examiner in a folder of its own; gives the digits to compare.

    Raises:
        UnavailableError: The folder cannot be written.
        InvalidInputError: A key lies there already: its certificate may have been handed out.
    """
    made = make_exchange_identity(NAME, code, at=at - _BEFORE, valid_days=_VALID_DAYS)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(made.key_pem(None))
        (folder / CERTIFICATE).write_bytes(made.certificate_pem())
    except FileExistsError as problem:
        sentence = f"Thư mục {folder} đã có khóa. Dùng tiếp khóa ấy, hoặc chọn thư mục khác."
        raise InvalidInputError(sentence, code="key-exists") from problem
    except OSError as problem:
        sentence = f"Không ghi được vào {folder}. Kiểm tra quyền ghi, hoặc chọn thư mục khác."
        raise UnavailableError(sentence, code="folder-unwritable") from problem
    return str(made.call_sign)


def open_examiner(folder: Path, peer: str, clock: Callable[[], datetime]) -> Examiner:
    """Take an examiner from the folder ``make_key`` made; its code is the one its certificate bears.

    Raises:
        UnavailableError: There is no key that can be used.
    """
    try:
        identity = from_pem((folder / CERTIFICATE).read_bytes(), (folder / KEY).read_bytes(), None)
    except (OSError, SignaturesError) as problem:
        sentence = f"Không có khóa dùng được ở {folder}. Chạy: docarchive exchange conformance key {folder} --code MÃ"
        raise UnavailableError(sentence, code="no-key") from problem
    (code,) = (one.value for one in identity.certificate.subject.get_attributes_for_oid(x509.NameOID.SERIAL_NUMBER))
    return examiner_of(identity, str(code), peer, clock)


def examiner_of(identity: KeyIdentity, code: str, peer: str, clock: Callable[[], datetime]) -> Examiner:
    """An examiner with a key; what it sends is told from what was sent before by the moment it begins."""
    stranger = make_exchange_identity("Kẻ lạ", code, at=clock() - _BEFORE, valid_days=_VALID_DAYS)
    run = base64.b32encode(os.urandom(5)).decode("ascii").lower()
    return Examiner(code, peer, identity, stranger.identity, clock, run)


def read_certificate(content: bytes) -> tuple[str, str]:
    """A certificate as PEM, and its digits.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        found = x509.load_pem_x509_certificate(content)
    except ValueError as problem:
        sentence = "Tệp không phải chứng thư PEM. Xin lại tệp .pem ở trang Khóa trao đổi của bên được thử."
        raise InvalidInputError(sentence, code="not-a-certificate") from problem
    return found.public_bytes(Encoding.PEM).decode("ascii"), str(call_sign(found))
