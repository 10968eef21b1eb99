"""What is known of a letter before a clerk registers it: read on its page, stated by its packet, seen before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.queries.documents import text, values, version
from docarchive.archive.states import SURE, ItemState, Origin
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries.letters import alike, registered_copy, same_code
from docarchive.exchange.queries.twins import near_same
from indexer.recognise.marks import worn_stamp

# The fields of the letter's own page, in the order of the eye; the others belong to the register.
READ: Final = ("number", "issued_on", "issuer", "kind", "subject", "urgency", "signer", "signer_title")
_DAYS: Final = frozenset({"issued_on", "due_on"})
# What makes a line of the register; wrong ones are hard to find later.
_LOOKED_AT: Final = {
    "number": "số ký hiệu", "issued_on": "ngày", "issuer": "cơ quan ban hành", "subject": "trích yếu",
}  # fmt: skip


@dataclass(frozen=True)
class Twin:
    """The letter one seems to be a second copy of.

    Attributes:
        letter: None where it came before, but is not registered.
        same_bytes: It is the very same file.
    """

    letter: IncomingLetter | None
    same_bytes: bool
    why: str


def document_of(session: Session, letter: IncomingLetter) -> Document | None:
    """The document read from the letter's own file; one that repeats another is not its own."""
    if letter.document is not None:
        return letter.document
    main = letter.main
    if main is None or main.item.state != ItemState.IMPORTED or main.item.document_id is None:
        return None
    return session.get_one(Document, main.item.document_id)


def worn_stamp_of(session: Session, document: Document | None) -> str:
    """What may be a stamp of secrecy on the letter's page one whose marks were not read; empty: nothing like it."""
    if document is None:
        return ""
    return worn_stamp(text(session, version(document)))


def stated_of(letter: IncomingLetter) -> dict[str, Any]:
    """What the letter's packet says of it, as values of the register; nothing where it came otherwise."""
    said = dict(letter.packet.stated) if letter.packet else {}
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in said.items()}


def stated_otherwise(letter: IncomingLetter, document: Document) -> dict[str, Any]:
    """What the packet says of fields the page says otherwise (the clerk decides which is right)."""
    read = {name: getattr(document, name, None) for name in READ}
    return {
        name: value for name, value in stated_of(letter).items()
        if read.get(name) and not is_same(str(read[name]), str(value))
    }  # fmt: skip


def prefilled(letter: IncomingLetter, document: Document | None) -> dict[str, Any]:
    """What the form begins with: the line as it is registered, or what was read, or else what the packet states."""
    source: Any = letter if letter.is_registered else document
    said = stated_of(letter)
    found = {name: getattr(source, name, None) or said.get(name) or None for name in READ}
    found["pages"] = getattr(source, "pages", 0) or said.get("pages", 0)
    found["due_on"] = letter.due_on if letter.is_registered else said.get("due_on")
    return found


def doubts(session: Session, letter: IncomingLetter, document: Document | None) -> Iterator[str]:
    """Why a person should look at a letter before it is registered; nothing where page and packet leave no doubt."""
    if document is None:
        yield "không có trang nào để đọc"
        return
    held, known = values(session, document), prefilled(letter, document)
    for name, words in _LOOKED_AT.items():
        if known[name] is None:
            yield f"thiếu {words}"
        elif (one := held.get(name)) and one.origin == Origin.READ and one.confidence < SURE:
            yield f"{words} đọc chưa chắc"
    if worn := worn_stamp_of(session, document):
        yield f"đầu trang 1 có “{worn}”, có thể là dấu độ mật"
    for name in stated_otherwise(letter, document):
        yield f"{_LOOKED_AT.get(name, 'một ô')} trên trang khác gói tin"


def twin_of(session: Session, letter: IncomingLetter, number: str, issuer: str, issued_on: date | None) -> Twin | None:
    """The letter this one seems to repeat: by its bytes, its sender's identifier, number and issuer, or its words.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI part I, section III.1 h.
    """
    number = "".join(number.split())
    found, same_bytes, main = None, False, letter.main
    if main is not None and main.item.state == ItemState.DUPLICATE and main.item.document_id:
        found, same_bytes = registered_copy(session, letter.agency_id, main.item.document_id), True
    why = "Đúng tệp này đã vào sổ" if same_bytes else "Trùng mã định danh văn bản của bên gửi"
    found = found or same_code(session, letter)
    if found is None and not same_bytes:
        found, why = alike(session, letter, number, issuer, issued_on), "Trùng số ký hiệu và cơ quan ban hành"
    if found is None and not same_bytes and (document := document_of(session, letter)) is not None:
        found, why = near_same(session, letter, document), "Nội dung gần như một văn bản đã vào sổ"
    if found is None and not same_bytes:
        return None
    return Twin(found, same_bytes, why)


def is_same(said: str, other: str) -> bool:
    """Whether two say the same to a reader: blanks and case do not count."""
    return "".join(said.split()).casefold() == "".join(other.split()).casefold()
