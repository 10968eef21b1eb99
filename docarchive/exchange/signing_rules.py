"""Whose electronic signature a letter waits for, and what keeps its file from being signed."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.exchange.models import OutgoingFile, OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState, SigningPart


def part_of(letter: OutgoingLetter) -> SigningPart:
    """Whose signature is next: the agency's once there is a number, before that the person's."""
    return SigningPart.AGENCY if letter.state == OutgoingState.NUMBERED else SigningPart.PERSON


def name_of_signer(actor: Actor, letter: OutgoingLetter) -> str:
    """In whose name the certificate of the next signature has to be: the actor's, or the agency's."""
    return letter.agency.name if part_of(letter) is SigningPart.AGENCY else actor.name


def bears(letter: OutgoingLetter, part: SigningPart) -> bool:
    """Whether the newest version of the letter bears such a signature."""
    return letter.main is not None and any(one.part == part for one in letter.signatures_of(letter.main))


def is_sealed(letter: OutgoingLetter, file: OutgoingFile) -> bool:
    """Whether a file bears the agency's signature."""
    return any(one.part == SigningPart.AGENCY for one in letter.signatures_of(file))


def waiting(letter: OutgoingLetter) -> list[OutgoingFile]:
    """The files the next signature goes on: the letter; of the agency's every PDF file that does not bear it yet.

    Source:
        Decree 30/2020/NĐ-CP, Appendix I part I: annexes in files of their own are signed by the agency.
    """
    files = [one for one in letter.current if one.is_pdf and not (one.read or {}).get("secrecy")]
    if part_of(letter) is SigningPart.PERSON:
        return [one for one in files if one.ordinal == 0]
    return [one for one in files if not is_sealed(letter, one)]


def why_unsignable(letter: OutgoingLetter) -> str:
    """Why the letter cannot be signed electronically now; empty where it can."""
    main = letter.main
    if main is None:
        return "Chưa có tệp dự thảo."
    if (main.read or {}).get("secrecy"):
        return "Tệp có dấu mật, không ký trên hệ thống này."
    if not main.is_pdf:
        return "Chỉ ký số được tệp PDF. Tải bản PDF của văn bản lên rồi ký."
    if not letter.subject:
        return "Chưa có trích yếu."
    if part_of(letter) is SigningPart.PERSON:
        return ""
    if letter.copy_of_id is None and not bears(letter, SigningPart.PERSON):
        return "Chưa có chữ ký số của người ký; cơ quan ký sau người có thẩm quyền (Nghị định 30/2020/NĐ-CP, Điều 32)."
    return "" if waiting(letter) else "Văn bản đã có chữ ký số của cơ quan."
