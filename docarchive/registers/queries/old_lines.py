"""Lines without a letter: brought in from an older register, or of papers that are kept nowhere here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from docarchive.registers.entries import Entries, Entry
from docarchive.registers.models import OldLine, RegisterNumber, SecretLine, Volume
from docarchive.registers.policies import can_read_lines
from docarchive.registers.states import NumberState

MARK = "Sổ cũ"
_AT_ONCE = 500


class OldAndNewEntries:
    """Tells what stands in the lines of numbers, whoever gave them: this program, or the register before it."""

    def __init__(self, letters: Entries) -> None:
        self._letters = letters

    def of(self, session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Mapping[str, Entry]:
        """The lines of these numbers; a document is named only to those who may read it."""
        mine = [one for one in numbers if can_read_lines(actor, one.volume.register)]
        alone = {**dict(_old_entries(session, actor, mine)), **dict(_secret_entries(session, mine))}
        return {**alone, **self._letters.of(session, actor, [one for one in numbers if one.id not in alone])}

    def without_file(self, session: Session, actor: Actor, of: Volume) -> Sequence[RegisterNumber]:
        """Numbers of the volume whose letter, or whose line of the older register, leads to no document."""
        if not can_read_lines(actor, of.register):
            return []
        old = (
            select(RegisterNumber)
            .join(OldLine, OldLine.number_id == RegisterNumber.id)
            .where(
                RegisterNumber.volume_id == of.id, RegisterNumber.state == NumberState.GIVEN,
                OldLine.document_id.is_(None),
            )
        )  # fmt: skip
        found = [*session.scalars(old), *self._letters.without_file(session, actor, of)]
        return sorted(found, key=lambda one: (one.number, one.suffix))


def old_entry(line: OldLine) -> Entry:
    """What the old register said, word for word."""
    number = line.number
    return Entry(
        on=number.day, author=line.author, symbol=line.symbol, issued_on=line.issued_on, kind=line.kind,
        subject=line.subject, signer=line.signer, receivers=line.receivers, keeper=line.keeper, copies=line.copies,
        passed_on=line.passed_on, note=line.note,
    )  # fmt: skip


def old_lines(session: Session, of: Volume) -> Mapping[str, OldLine]:
    """The lines of a volume that were brought in, by their number's id."""
    wanted = select(OldLine).join(OldLine.number).where(RegisterNumber.volume_id == of.id)
    return {line.number_id: line for line in session.scalars(wanted)}


def _secret_entries(session: Session, numbers: Sequence[RegisterNumber]) -> Iterator[tuple[str, Entry]]:
    ids = sorted(one.id for one in numbers if one.volume.register.is_secret)
    for start in range(0, len(ids), _AT_ONCE):
        some = select(SecretLine).where(SecretLine.number_id.in_(ids[start : start + _AT_ONCE]))
        for line in session.scalars(some):
            yield line.number_id, Entry(symbol=line.symbol, is_secret=True)


def _old_entries(session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Iterator[tuple[str, Entry]]:
    by_id = {one.id: one for one in numbers}
    ids = sorted(by_id)
    for start in range(0, len(ids), _AT_ONCE):
        some = select(OldLine).where(OldLine.number_id.in_(ids[start : start + _AT_ONCE]))
        lines = session.scalars(some).all()
        named = {line.document_id for line in lines if line.document_id}
        readable = set(session.scalars(select(Document.id).where(Document.id.in_(named), visible_to(actor))))
        for line in lines:
            said = line.note if line.note != by_id[line.number_id].reason else ""
            note = "; ".join(part for part in (MARK, said) if part)
            document_id = line.document_id if line.document_id in readable else None
            yield line.number_id, replace(old_entry(line), note=note, document_id=document_id or "", is_old=True)
