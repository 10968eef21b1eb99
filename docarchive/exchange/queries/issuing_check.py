"""Compares what is printed on a letter with whom it goes to and who signed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Position
from docarchive.exchange.addressing import key
from docarchive.exchange.issuing_check import Check, Printed, authority_doubts
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.queries.directory import Directory, Match


def check_before_issuing(session: Session, letter: OutgoingLetter, day: date) -> Check:
    """Look at a letter that is about to leave.

    Only what was read on its newest text is compared; what could not be read raises no doubt of its own.

    Args:
        day: The directory and the signer's seat are those of this day.
    """
    said = (letter.main.read if letter.main else None) or {}
    authority = tuple(_authority(session, letter, said, day))
    if not said.get("recipients"):
        return Check(authority=authority, is_read=False)
    directory = Directory(session, letter.agency, day)
    block, matches = directory.read("\n".join(said["recipients"]))
    addressed = directory.read("\n".join(said.get("addressed", ())))[1]
    is_open = block.as_said and not addressed
    every = [*matches, *addressed]
    there = {one.agency_id for one in letter.sent_to if one.agency_id}
    names = {key(one.name) for one in letter.sent_to}
    named = {one.id for match in every for one in match.agencies}
    sure = {one.id: one.name for match in every if match.is_sure for one in match.agencies}
    extra = () if is_open else tuple(_extra(letter, named, every))
    return Check(
        missing=tuple(Printed(one, name) for one, name in sure.items() if one not in there),
        extra=extra,
        authority=authority,
        unknown=tuple(_unknown(every, there, names)),
        is_open=is_open,
    )


def _extra(letter: OutgoingLetter, named: set[str], every: Sequence[Match]) -> Iterator[str]:
    printed = {key(match.item.name) for match in every}
    for one in letter.sent_to:
        if one.agency_id not in named and key(one.name) not in printed:
            yield one.name


def _unknown(every: Sequence[Match], there: set[str], names: set[str]) -> Iterator[str]:
    for match in every:
        is_there = key(match.item.name) in names or any(one.id in there for one in match.agencies)
        if not match.is_sure and not is_there:
            yield match.item.name


def _authority(session: Session, letter: OutgoingLetter, said: dict[str, Any], day: date) -> Iterator[str]:
    signer, title, authority = (said.get(name, "") for name in ("signer", "signer_title", "signer_authority"))
    if signer and letter.signer and key(signer) != key(letter.signer):
        yield f"trên văn bản {signer} ký, trên hệ thống {letter.signer} ký"
    elif title or authority:
        yield from authority_doubts(authority, title, _seat(session, letter, day))


def _seat(session: Session, letter: OutgoingLetter, day: date) -> str:
    """The title of the seat whoever signed holds in the agency; empty where nobody signed here, or he holds none."""
    if letter.signer_id is None:
        return ""
    return (
        session.scalar(
            select(Position.title)
            .where(Position.user_id == letter.signer_id, Position.agency_id == letter.agency_id)
            .where(Position.valid_from <= day, or_(Position.valid_to.is_(None), Position.valid_to >= day))
            .order_by(Position.is_main.desc(), Position.id)
            .limit(1)
        )
        or ""
    )
