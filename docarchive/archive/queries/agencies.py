"""The agency an issuer's printed name stands for, on the day it was printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from indexer.fold import fold


@lru_cache(maxsize=8_192)  # a province has some hundred names, compared with whatever is read
def issuer_key(name: str) -> str:
    """The form in which issuers are compared: folded, single blanks, no closing marks."""
    return " ".join(fold(name).lower().split()).strip(" .,;:")


class KnownAgency(NamedTuple):
    """As much of an agency as finding it needs."""

    id: str
    name: str
    short_name: str | None
    code: str
    old_code: str | None
    parent_id: str | None
    sort_order: int
    valid_from: date | None
    valid_to: date | None


_EVERY = select(*(getattr(Agency, name) for name in KnownAgency._fields)).order_by(Agency.id)


class AgencyFinder:
    """All agencies of the instance, by every name they are known under; made once per import or page."""

    def __init__(self, session: Session) -> None:
        agencies = [KnownAgency(*row) for row in session.execute(_EVERY)]
        self.by_id: Mapping[str, KnownAgency] = {agency.id: agency for agency in agencies}
        self._by_name: dict[str, list[KnownAgency]] = {}
        for agency in agencies:
            for name in {agency.name, agency.short_name} - {None, ""}:
                self._by_name.setdefault(issuer_key(name), []).append(agency)

    def find(self, printed: str | None, on: date | None) -> KnownAgency | None:
        """The agency of this name valid on this day; None where none or several are.

        Args:
            printed: Of joint issuers, parted by ``;``, the first counts.
        """
        if not printed:
            return None
        named = self._by_name.get(issuer_key(printed.split(";")[0]), [])
        valid = [agency for agency in named if _is_valid(agency, on)] if on else named
        return valid[0] if len(valid) == 1 else None

    def path(self, agency_id: str) -> tuple[str, ...]:
        """Ids from the root of the tree down to the agency."""
        ids: list[str] = []
        at = self.by_id.get(agency_id)
        while at is not None and at.id not in ids:
            ids.append(at.id)
            at = self.by_id.get(at.parent_id or "")
        return tuple(reversed(ids))

    def place(self, agency_id: str) -> tuple[tuple[int, str], ...]:
        """Sorts agencies as their list does: below the one above them, by their order there, then by name."""
        return tuple((self.by_id[each].sort_order, self.by_id[each].name) for each in self.path(agency_id))

    def names(self, agency_id: str | None) -> tuple[str, ...]:
        """Every name and code of an agency, for the search index."""
        agency = self.by_id.get(agency_id or "")
        if agency is None:
            return ()
        return tuple(value for value in (agency.name, agency.short_name, agency.code, agency.old_code) if value)


def _is_valid(agency: KnownAgency, on: date) -> bool:
    return (agency.valid_from is None or agency.valid_from <= on) and (agency.valid_to is None or on <= agency.valid_to)
