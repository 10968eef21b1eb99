"""Signing for agencies here outside any transaction: questions to partners, parts of large packets."""

from __future__ import annotations

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.work import Work
from docarchive.delivery.envelopes import MESSAGE_PURPOSE
from docarchive.delivery.errors import KeyUnusableError
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.queries.keys import current
from docarchive.delivery.queries.partners import home_agency
from docarchive.delivery.services.keys import key_of
from signatures import detached


class Signing:
    """Signs texts for agencies of this installation."""

    def __init__(self, work: Work, ring: KeyRing) -> None:
        self._work = work
        self._ring = ring

    def sign(self, code: str, text: str, purpose: str = MESSAGE_PURPOSE) -> str:
        """Sign a text for the agency of a code; one that has no key yet gets its first.

        Raises:
            KeyUnusableError: There is no such agency here, or its key cannot be used now.
        """
        with self._work.reading(Actor.system()) as uow:
            agency = home_agency(uow.session, code)
            key = current(uow.session, agency.id) if agency else None
            now = uow.now
        if agency is None:
            raise KeyUnusableError(code)
        if key is None:
            with self._work.begin(Actor.system()) as uow:
                key = key_of(uow, self._ring, uow.session.get_one(Agency, agency.id))
        return detached.sign(text.encode(), self._ring.opened(key), purpose, now).decode("ascii")
