"""Agencies, units and people among whom the readers of a document are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.errors import FieldInvalidError
from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.kernel.roles import Role

_Column = InstrumentedAttribute[str]
_WORDS: Mapping[str, tuple[str, _Column | None, _Column | None]] = {
    "all": ("mọi người dùng", None, None), "agency": ("", Agency.name, Agency.id), "unit": ("", Unit.name, Unit.id),
    "user": ("", User.name, User.id), "clerks": ("văn thư ", Agency.name, Agency.id),
    "leaders": ("lãnh đạo ", Agency.name, Agency.id),
}  # fmt: skip


class Lists(Protocol):
    """A form that offers them."""

    def offer(self, agencies: Sequence[Agency], units: Sequence[Unit], *, common: bool) -> None: ...


def offer(form: Lists, session: Session, actor: Actor) -> None:
    """Fill a form's lists with what the actor may choose."""
    form.offer(agencies(session, actor), units(session, actor), common=actor.has(Role.ADMINISTRATOR))


def agencies(session: Session, actor: Actor) -> Sequence[Agency]:
    """Agencies the actor brings files in for: own ones, or all for an administrator."""
    wanted = select(Agency).order_by(Agency.sort_order, vietnamese(Agency.name), Agency.id)
    if not actor.has(Role.ADMINISTRATOR):
        wanted = wanted.where(Agency.id.in_(sorted(actor.agency_ids)))
    return session.scalars(wanted).all()


def units(session: Session, actor: Actor) -> Sequence[Unit]:
    """Units of those agencies."""
    ids = [agency.id for agency in agencies(session, actor)]
    return session.scalars(
        select(Unit)
        .where(Unit.agency_id.in_(ids), Unit.is_active.is_(True))
        .order_by(vietnamese(Unit.name), Unit.id)
        .options(joinedload(Unit.agency))
    ).all()


def readers_in_words(session: Session, tokens: Iterable[str]) -> list[str]:
    """What tokens stand for, as people name them; one of something that is no more keeps its own form."""
    words = []
    for token in sorted(tokens):
        kind, _, name = token.partition(":")
        before, column, key = _WORDS.get(kind, ("", None, None))
        named = session.scalar(select(column).where(key == name)) if column is not None and key is not None else None
        words.append(f"{before}{named}" if named else before or token)
    return words


def people(session: Session, usernames: Iterable[str]) -> Sequence[str]:
    """Ids of the people with these names of sign-in.

    Raises:
        FieldInvalidError: One is unknown.
    """
    wanted = [name.strip().lower() for name in usernames if name.strip()]
    known = {user.username: user.id for user in session.scalars(select(User).where(User.username.in_(wanted)))}
    missing = [name for name in wanted if name not in known]
    if missing:
        raise FieldInvalidError("people", f"Không có tài khoản “{missing[0]}”.")
    return [known[name] for name in wanted]
