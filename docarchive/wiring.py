"""The only place where parts meet: database, files, engine, clock, and what each feature adds.

A feature joins here: ``import_models`` (tables), ``blueprints`` (pages), ``job_handlers`` (work after the commit),
``event_handlers`` (who listens to what) and ``_project`` (what the index holds); its pages join ``rail.py``. Imports
stand inside the functions, so that a command loads only what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, cached_property, partial
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, TypeVar

from docarchive import wiring_notices, wiring_scans, wiring_stores
from docarchive.core.clock import Clock, system_clock
from docarchive.core.instance import Services
from docarchive.settings import Settings

if TYPE_CHECKING:
    from flask import Blueprint
    from sqlalchemy.orm import Session

    from docarchive.core.jobs import Handler
    from docarchive.core.work import EventHandlers, UnitOfWork, Work
    from docarchive.delivery.channels.protocol import Channel
    from docarchive.delivery.room import Room
    from docarchive.exchange.signing_proofs import Proofs
    from indexer.engines.protocol import SearchEngine
    from indexer.records import IndexDocument

Key = TypeVar("Key")
Value = TypeVar("Value")


def import_models() -> None:
    """Make every table known."""
    import docarchive.accounts.models
    import docarchive.archive.models
    import docarchive.core.audit
    import docarchive.core.index
    import docarchive.core.jobs
    import docarchive.core.signs
    import docarchive.delivery.models
    import docarchive.directions.models
    import docarchive.dossiers.models
    import docarchive.exchange.models
    import docarchive.lookup.models
    import docarchive.notices.models
    import docarchive.registers.models
    import docarchive.succession.planned  # noqa: F401 - known by being imported


def blueprints() -> Iterable[Blueprint]:
    """List the pages of every feature."""
    from docarchive.accounts import views as accounts
    from docarchive.api import bp as api
    from docarchive.archive.views import bp as archive
    from docarchive.delivery.views import between
    from docarchive.delivery.views import bp as delivery
    from docarchive.directions.views import bp as directions
    from docarchive.dossiers.views import bp as dossiers
    from docarchive.exchange.views import bp as exchange
    from docarchive.lookup.views import bp as lookup
    from docarchive.notices.views import bp as notices
    from docarchive.portal.views import bp as portal
    from docarchive.registers.views import bp as registers
    from docarchive.search.views import bp as search
    from docarchive.succession.views import bp as succession

    letters = (delivery, between, exchange)
    rooms = (notices, search, archive, registers, dossiers, lookup, *letters, directions, succession)
    return (*accounts.BLUEPRINTS, *rooms, portal, api)


def job_handlers(
    settings: Settings, work: Work, room: Callable[[], Room], engine: Callable[[], SearchEngine]
) -> Mapping[str, Handler]:
    """List how each kind of job is done.

    Args:
        work: Opens the units of work of jobs that need several.
        room: Gives the post room to the jobs that carry packets.
        engine: Gives the search engine.
    """
    from docarchive.archive.jobs import handlers as of_archive
    from docarchive.core.refusals import again
    from docarchive.delivery.jobs import handlers as of_delivery
    from docarchive.directions.jobs import HANDLERS as DIRECTIONS
    from docarchive.exchange.jobs import HANDLERS as LETTERS
    from docarchive.succession.jobs import HANDLERS as SUCCESSION

    own: tuple[Handler, ...] = (
        *of_archive(lambda: _authorities(settings)), *LETTERS, *DIRECTIONS, *SUCCESSION, again
    )  # fmt: skip
    others = (*of_delivery(work, room), *wiring_notices.job_handlers(settings, engine))
    return {each.kind: each for each in (*own, *others, *wiring_scans.job_handlers(settings, work))}


class _WhenAsked(Mapping[Key, Value]):
    """A mapping put together when it is first looked into: a command that never does starts faster."""

    def __init__(self, make: Callable[[], Mapping[Key, Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[Key, Value]:
        return self._make()

    def __getitem__(self, key: Key) -> Value:
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def event_handlers(settings: Settings) -> EventHandlers:
    """List who listens to what."""
    from docarchive.archive.events import DocumentsChanging, ReadersChanged
    from docarchive.delivery.events import PacketArrived, PostingDelivered, PostingDied
    from docarchive.directions.listening import LISTENERS as DIRECTIONS
    from docarchive.dossiers.events import ChangeRefused
    from docarchive.dossiers.services.freezing import note_readers, note_refusal, object_to_changes
    from docarchive.exchange.events import ReturnRefused
    from docarchive.exchange.services import arriving, following, freezing, issuing, signing, taking_out
    from docarchive.registers.events import NumberCancelled

    return {
        NumberCancelled: (taking_out.strike, issuing.strike),
        DocumentsChanging: (object_to_changes, freezing.object_to_changes),
        ChangeRefused: (note_refusal,),
        ReadersChanged: (note_readers,),
        PacketArrived: (arriving.take_packet,),
        PostingDelivered: (following.note_delivered,),
        PostingDied: (following.note_died,),
        ReturnRefused: (signing.note_refusal,),
        **DIRECTIONS,
        **wiring_notices.event_handlers(settings),
    }


def _project(session: Session, document_ids: Iterable[str]) -> Mapping[str, IndexDocument]:
    """Say what the index should hold of these documents; those left out are taken out of it."""
    from docarchive.archive.searchable import project

    return project(session, document_ids)


def _everything(session: Session) -> Iterable[IndexDocument]:
    """Say what the index should hold in all, for building it anew."""
    from docarchive.archive.searchable import everything

    return everything(session)


def extensions(settings: Settings, room: Callable[[], Room]) -> dict[str, object]:
    """Introduce features to one another where a lower one asks a higher one, and hand pages what settings decide."""
    from docarchive.archive.places import DOSSIERS
    from docarchive.archive.searchable import ArchiveCatalogue
    from docarchive.delivery.room import ROOM
    from docarchive.dossiers.arrivals import ARRIVALS
    from docarchive.dossiers.correspondence import CORRESPONDENCE
    from docarchive.dossiers.places import DossierPlaces
    from docarchive.exchange.arrivals import LetterArrivals
    from docarchive.exchange.correspondence import LetterCorrespondence
    from docarchive.exchange.entries import LetterEntries
    from docarchive.exchange.places import LetterPlaces
    from docarchive.exchange.signing import DESK, Desk
    from docarchive.registers.entries import ENTRIES
    from docarchive.registers.queries.old_lines import OldAndNewEntries
    from docarchive.search.catalogue import CATALOGUE

    return {
        CATALOGUE: ArchiveCatalogue(),
        ENTRIES: OldAndNewEntries(LetterEntries()),
        DOSSIERS: LetterPlaces(DossierPlaces()),
        ARRIVALS: LetterArrivals(),
        CORRESPONDENCE: LetterCorrespondence(),
        ROOM: room,
        DESK: Desk(lambda: _authorities(settings), settings.signing_module, proofs=_proofs(settings)),
        **wiring_notices.extensions(settings),
    }


def post_room(settings: Settings, work: Work) -> Room:
    """Put the post room together; nothing is opened before it is used."""
    from docarchive.core.secret import read_secret_key
    from docarchive.delivery.channels.axis import AxisChannel, HttpAxisWire
    from docarchive.delivery.channels.folder import FolderChannel
    from docarchive.delivery.channels.https import HttpsChannel
    from docarchive.delivery.channels.local import LocalChannel
    from docarchive.delivery.channels.wire import HttpWire
    from docarchive.delivery.desk import Desk
    from docarchive.delivery.door import Door
    from docarchive.delivery.keyring import KeyRing
    from docarchive.delivery.room import Room
    from docarchive.delivery.rules import RetryRule
    from docarchive.delivery.signing import Signing

    secret = settings.secret_key.get_secret_value
    ring = KeyRing(settings.home / "keys", lambda: secret() or read_secret_key(settings.home))
    door = Door(work, ring, lambda: _authorities(settings))
    wire = HttpWire(settings.exchange_authorities)
    https = HttpsChannel(wire, Signing(work, ring).sign)
    channels: list[Channel] = [LocalChannel(door), https]
    if settings.exchange_folder:
        channels.append(FolderChannel(Path(settings.exchange_folder), door))
    if settings.axis_url:
        axis = HttpAxisWire(wire, settings.axis_url, settings.axis_system, settings.axis_secret.get_secret_value())
        channels.append(AxisChannel(axis, door))
    return Room(
        ring,
        door,
        Desk(work, ring, door),
        {each.kind: each for each in channels},
        {https.kind: https},
        Signing(work, ring),
        RetryRule(SystemRandom().random),
        timedelta(minutes=settings.exchange_collect_minutes),
    )


def build(settings: Settings, clock: Clock = system_clock) -> Services:
    """Put an instance together; nothing is opened before it is used.

    Raises:
        UnavailableError: The only SQLite here may corrupt the database.
    """
    from docarchive.core.db import Database
    from docarchive.core.work import Work

    import_models()
    db = Database(settings.effective_database_url, wiring_stores.limits(settings))
    files = wiring_stores.files(settings)
    work = Work(db, files, clock, _WhenAsked(lambda: event_handlers(settings)))
    room = cache(lambda: post_room(settings, work))
    made = Services(
        settings,
        db,
        files,
        work,
        _WhenAsked(lambda: job_handlers(settings, work, room, lambda: made.engine)),
        _project,
        lambda: wiring_stores.engine(settings),
        clock,
        extensions=_WhenAsked(lambda: extensions(settings, room)),
        everything=_everything,
        plan=partial(_plan, settings),
    )
    return made


def _plan(settings: Settings, unit: UnitOfWork) -> None:
    wiring_notices.plan(settings, unit)
    wiring_scans.plan(settings, unit)


def _authorities(settings: Settings) -> Sequence[bytes]:
    """What lies in the folder of authorities now: revocation lists are renewed while the program runs."""
    folder = settings.signature_authorities
    return [path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.is_file()] if folder else []


def _proofs(settings: Settings) -> Proofs:
    """What signatures made here carry beside themselves."""
    from docarchive.exchange.signing_proofs import Proofs
    from signatures.timestamps import HttpTimeStamps

    stamps = HttpTimeStamps(settings.time_stamp_url) if settings.time_stamp_url else None
    return Proofs(stamps, settings.signature_evidence, settings.signature_may_lack)
