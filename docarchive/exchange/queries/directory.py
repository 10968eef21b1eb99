"""Whom a letter can go to: agencies of the directory by name, the lists an office keeps, and the way to each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency, Position, User
from docarchive.core.sorting import vietnamese
from docarchive.delivery.models import Partner
from docarchive.exchange.addressing import Block, Item, key, read_block
from docarchive.exchange.models import RecipientList, RecipientListMember
from docarchive.exchange.outgoing_states import Way
from docarchive.kernel.roles import Role

FEW = 8
_AT_ONCE = 500


@dataclass(frozen=True)
class Match:
    """A printed recipient and the agencies it stands for.

    Attributes:
        agencies: None where the directory knows no such name; several where a group is named, or where ``is_sure`` is
            False and a person chooses.
    """

    item: Item
    agencies: tuple[Agency, ...]
    is_sure: bool


class Directory:
    """The agencies that exist on a day, as seen from one of them; made once per page."""

    def __init__(self, session: Session, seen_from: Agency, day: date) -> None:
        rows = session.scalars(
            select(Agency).order_by(Agency.sort_order, vietnamese(Agency.name), Agency.id)
        ).all()  # fmt: skip
        self._by_id = {one.id: one for one in rows}
        self._here = seen_from
        self._agencies = [one for one in rows if one.is_valid_on(day) and one.id != seen_from.id]
        self._valid = {one.id for one in self._agencies}
        self._by_key: dict[str, list[Agency]] = {}
        for one in self._agencies:
            for name in {one.name, one.short_name} - {"", None}:
                self._by_key.setdefault(key(name), []).append(one)
        self._path = set(self._above(seen_from))

    @property
    def agencies(self) -> Sequence[Agency]:
        """All of them in the official order, without the one it is seen from."""
        return self._agencies

    def by_id(self, agency_id: str) -> Agency | None:
        """One of them by its id; None where it is none of them."""
        return self._by_id.get(agency_id) if agency_id in self._valid else None

    def followers(self, agency_id: str) -> list[Agency]:
        """The agencies that follow one that is no more, as far as they are among these; none of one that is."""
        gone = None if agency_id in self._valid else self._by_id.get(agency_id)
        passed: set[str] = set()
        found = [gone] if gone else []
        while ended := [one for one in found if one.id not in self._valid and one.id not in passed]:
            passed |= {one.id for one in ended}
            found = [one for one in found if one not in ended]
            found += [row.successor for each in ended for row in each.followed_by if row.successor not in found]
        return [one for one in found if one.id in self._valid]

    def read(self, text: str) -> tuple[Block, list[Match]]:
        """Match a pasted block."""
        block = read_block(text)
        return block, [self.match(item) for item in block.items]

    def match(self, item: Item) -> Match:
        """Find what a printed recipient stands for; of agencies of one name the nearest in the tree."""
        if item.types:
            found = [one for one in self._agencies if any(f"{key(one.name)} ".startswith(each) for each in item.types)]
            return Match(item, tuple(found), is_sure=bool(found))
        wanted = key(item.name)
        exact = self._nearest(self._by_key.get(wanted, []))
        if exact:
            return Match(item, tuple(exact), is_sure=len(exact) == 1)
        longer = [one for one in self._agencies if wanted and f"{key(one.name)} ".startswith(f"{wanted} ")]
        longer = self._nearest(longer)
        return Match(item, tuple(longer[:FEW]), is_sure=len(longer) == 1)

    def _nearest(self, found: Sequence[Agency]) -> list[Agency]:
        """Those that share the lowest place of the tree with the agency it is seen from."""
        if len(found) < 2:
            return list(found)
        depth = {one.id: len(self._path & set(self._above(one))) for one in found}
        most = max(depth.values())
        return [one for one in found if depth[one.id] == most]

    def _above(self, agency: Agency) -> list[str]:
        ids: list[str] = []
        at: Agency | None = agency
        while at is not None and at.id not in ids:
            ids.append(at.id)
            at = self._by_id.get(at.parent_id or "")
        return ids


def ways(session: Session, agencies: Iterable[Agency], day: date) -> Mapping[str, Way]:
    """How each agency can be reached, by its id: electronically as a partner or with clerks here, else on paper."""
    wanted = list(agencies)
    partners = set(session.scalars(select(Partner.code)))
    receiving = {one.id for one in wanted if one.code in partners}
    ids = [one.id for one in wanted]
    for start in range(0, len(ids), _AT_ONCE):
        receiving |= _with_clerks(session, ids[start : start + _AT_ONCE], day)
    return {each: Way.ELECTRONIC if each in receiving else Way.PAPER for each in ids}


def lists_of(session: Session, agency_id: str) -> Sequence[RecipientList]:
    """The lists an agency keeps, by name."""
    return session.scalars(
        select(RecipientList).where(RecipientList.agency_id == agency_id).order_by(vietnamese(RecipientList.name))
    ).all()


def members_of(session: Session, of: RecipientList) -> Sequence[str]:
    """Ids of the agencies on a list."""
    return session.scalars(select(RecipientListMember.agency_id).where(RecipientListMember.list_id == of.id)).all()


def _with_clerks(session: Session, agency_ids: Collection[str], day: date) -> set[str]:
    rows = session.scalars(
        select(Position)
        .join(User, User.id == Position.user_id)
        .where(Position.agency_id.in_(agency_ids), Position.valid_from <= day, User.disabled_at.is_(None))
        .where(or_(Position.valid_to.is_(None), Position.valid_to >= day))
    )
    return {seat.agency_id for seat in rows if Role.CLERK in seat.user.roles}
