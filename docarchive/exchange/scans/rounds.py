"""One round of the places files come from; every step is committed before the next, so that a crash doubles nothing.

Seen twice alike, a file is whole. Its bytes are kept and it becomes a letter in one transaction; only then is it put
aside. Whatever dies in between, the next round finds the row and goes on where it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from docarchive.accounts.queries.agencies import acting_for, agency_by_code
from docarchive.core.actor import Actor
from docarchive.core.work import Work
from docarchive.exchange.scans.protocol import NotTakenError, Offer, Opened, Place, Source
from docarchive.exchange.scans.troubles import Trouble
from docarchive.exchange.services import scanning
from docarchive.exchange.states import ScanState
from docarchive.kernel.errors import UnavailableError
from docarchive.kernel.local_time import local_day
from indexer.scans import lacking

log = structlog.get_logger(__name__)


@dataclass
class Looked:
    """What a round found.

    Attributes:
        ends: ``ScanState`` → how many.
        growing: Files that were seen for the first time, or had changed: to be looked at again.
        troubles: What kept a place from being looked at.
    """

    ends: Counter[str] = field(default_factory=Counter)
    growing: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def look(work: Work, sources: Sequence[Source]) -> Looked:
    """Make one round."""
    found = Looked()
    for source in sources:
        try:
            with source.opened() as opened:
                for offer in opened.offered():
                    _go_on(work, source, opened, offer, found)
        except UnavailableError as problem:
            log.warning("place of scans", place=source.place, reason=problem.message)
            found.troubles.append(Trouble(problem.message, source.agency_code))
        except OSError as problem:
            log.warning("place of scans", place=source.place, reason=str(problem))
            said = f"{source.words}: không đọc được ({problem.strerror or problem}). Kiểm tra quyền và ổ đĩa."
            found.troubles.append(Trouble(said, source.agency_code))
    return found


def _go_on(work: Work, source: Source, opened: Opened, offer: Offer, found: Looked) -> None:
    with work.begin(Actor.system()) as uow:
        agency = agency_by_code(uow.session, offer.agency_code)
        agency = agency and acting_for(agency, local_day(uow.now))
        if agency is None or not agency.is_valid_on(local_day(uow.now)):
            said = f"{source.words}: không có cơ quan mang mã {offer.agency_code} đang hoạt động."
            found.troubles.append(Trouble(said, None))
            log.warning("scan for nobody", place=source.place, code=offer.agency_code)
            return
        row, is_same = scanning.see(uow, agency.id, source.place, offer.key, offer.stamp, offer.name)
        scan_id, state, why = row.id, row.state, row.reason
    if state == ScanState.SEEN:
        if not (is_same or offer.is_whole):
            found.growing += 1
            return
        state, why = _end(work, source, opened, offer, scan_id)
    if state == ScanState.SEEN:
        return
    opened.settle(offer, why)
    with work.begin(Actor.system()) as uow:
        scanning.settle(uow, scan_id)
    found.ends[state] += 1


def _end(work: Work, source: Source, opened: Opened, offer: Offer, scan_id: str) -> tuple[str, str]:
    try:
        files = opened.fetch(offer)
    except NotTakenError as refusal:
        with work.begin(Actor.system()) as uow:
            scanning.refuse(uow, scan_id, str(refusal))
        return ScanState.REFUSED, str(refusal)
    if files is None:
        with work.begin(Actor.system()) as uow:
            scanning.forget(uow, scan_id)
        return ScanState.SEEN, ""
    lacks = lacking(files[0].content) if source.place is Place.FOLDER else []
    with work.begin(Actor.system()) as uow:
        scanning.take(uow, scan_id, source.channel, files, source.words, lacks)
    return ScanState.TAKEN, ""
