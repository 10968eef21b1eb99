"""The only place where parts meet: database, files, engine, clock, and what each feature adds.

A feature joins here: ``import_models`` (tables), ``blueprints`` (pages), ``PLACES`` (the rail), ``job_handlers``
(work after the commit), ``event_handlers`` (who listens to what) and ``_project`` (what the index holds). Imports stand
inside the functions, so that a command loads only what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docarchive.core.clock import Clock, system_clock
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from docarchive.navigation import Place
from docarchive.settings import Settings

if TYPE_CHECKING:
    from flask import Blueprint
    from sqlalchemy.orm import Session

    from docarchive.core.engines import ServerLimits
    from docarchive.core.files import FileStore
    from docarchive.core.jobs import Handler
    from docarchive.core.work import EventHandlers
    from indexer.engines.protocol import SearchEngine
    from indexer.records import IndexDocument


# The rail from top to bottom; an entry whose page is not installed is left out.
KEEPERS = frozenset({Role.CLERK, Role.ADMINISTRATOR})
DOCUMENT_PAGES = frozenset(
    f"archive.{name}" for name in ("document", "properties", "related", "files", "history", "keep")
)
PLACES = (
    Place("Tổng quan", "house", "portal.home", on_phone=True),
    Place("Tra cứu", "search", "search.index", group="search.", also=DOCUMENT_PAGES, on_phone=True),
    Place("Kho văn bản", "archive", "archive.browse", group="archive.", on_phone=True),
    Place("Văn bản đến", "inbox", "exchange.incoming", group="exchange.", on_phone=True),
    Place(
        "Sổ văn bản", "journal-text", "registers.index", group="registers.", roles=frozenset({Role.CLERK, Role.LEADER})
    ),
    Place("Hồ sơ", "folder", "dossiers.index", group="dossiers."),
    Place("Nhập văn bản", "cloud-upload", "archive.imports", also=frozenset({"archive.batch"}), roles=KEEPERS),
    Place("Kiểm tra", "clipboard-check", "archive.check_next", also=frozenset({"archive.check"}), roles=KEEPERS),
    Place("Quản trị", "gear", "admin.users_page", group="admin.", roles=frozenset({Role.ADMINISTRATOR})),
    Place("Trợ giúp", "question-circle", "portal.help_page"),
)


def import_models() -> None:
    """Make every table known."""
    import docarchive.accounts.models
    import docarchive.archive.models
    import docarchive.core.audit
    import docarchive.core.index
    import docarchive.core.jobs
    import docarchive.core.signs
    import docarchive.dossiers.models
    import docarchive.exchange.models
    import docarchive.registers.models  # noqa: F401 - known by being imported


def blueprints() -> Iterable[Blueprint]:
    """List the pages of every feature."""
    from docarchive.accounts import views as accounts
    from docarchive.api import bp as api
    from docarchive.archive.views import bp as archive
    from docarchive.dossiers.views import bp as dossiers
    from docarchive.exchange.views import bp as exchange
    from docarchive.portal.views import bp as portal
    from docarchive.registers.views import bp as registers
    from docarchive.search.views import bp as search

    return (*accounts.BLUEPRINTS, search, archive, registers, dossiers, exchange, portal, api)


def job_handlers() -> Mapping[str, Handler]:
    """List how each kind of job is done."""
    from docarchive.archive.jobs import HANDLERS
    from docarchive.core.refusals import again

    handlers: tuple[Handler, ...] = (*HANDLERS, again)
    return {handler.kind: handler for handler in handlers}


class _LazyHandlers(Mapping[str, "Handler"]):
    """The handlers, imported when the first job runs: a command that only asks starts faster."""

    @cached_property
    def _known(self) -> Mapping[str, Handler]:
        return job_handlers()

    def __getitem__(self, kind: str) -> Handler:
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def event_handlers() -> EventHandlers:
    """List who listens to what."""
    from docarchive.archive.events import DocumentsChanging
    from docarchive.dossiers.events import ChangeRefused
    from docarchive.dossiers.services.freezing import note_refusal, object_to_changes
    from docarchive.exchange.services.registering import strike
    from docarchive.registers.events import NumberCancelled

    return {
        NumberCancelled: (strike,),
        DocumentsChanging: (object_to_changes,),
        ChangeRefused: (note_refusal,),
    }


def _project(session: Session, document_ids: Iterable[str]) -> Mapping[str, IndexDocument]:
    """Say what the index should hold of these documents; those left out are taken out of it."""
    from docarchive.archive.searchable import project

    return project(session, document_ids)


def _everything(session: Session) -> Iterable[IndexDocument]:
    """Say what the index should hold in all, for building it anew."""
    from docarchive.archive.searchable import everything

    return everything(session)


def extensions() -> dict[str, object]:
    """Introduce features to one another where a lower one asks a higher one."""
    from docarchive.archive.places import DOSSIERS
    from docarchive.archive.searchable import ArchiveCatalogue
    from docarchive.dossiers.arrivals import ARRIVALS
    from docarchive.dossiers.places import DossierPlaces
    from docarchive.exchange.arrivals import LetterArrivals
    from docarchive.exchange.entries import LetterEntries
    from docarchive.registers.entries import ENTRIES
    from docarchive.search.catalogue import CATALOGUE

    return {
        CATALOGUE: ArchiveCatalogue(),
        ENTRIES: LetterEntries(),
        DOSSIERS: DossierPlaces(),
        ARRIVALS: LetterArrivals(),
    }


def build(settings: Settings, clock: Clock = system_clock) -> Services:
    """Put an instance together; nothing is opened before it is used.

    Raises:
        UnavailableError: The only SQLite here may corrupt the database.
    """
    from docarchive.core.db import Database
    from docarchive.core.work import Work

    import_models()
    db = Database(settings.effective_database_url, _limits(settings))
    files = _open_files(settings)
    work = Work(db, files, clock, event_handlers())
    return Services(
        settings,
        db,
        files,
        work,
        _LazyHandlers(),
        _project,
        lambda: _open_engine(settings),
        clock,
        extensions=extensions(),
        everything=_everything,
    )


def _limits(settings: Settings) -> ServerLimits:
    from docarchive.core.engines import ServerLimits

    return ServerLimits(
        connections=settings.database_connections,
        wait_s=settings.database_wait_s,
        statement_s=settings.database_statement_s,
        lock_s=settings.database_lock_s,
        idle_s=settings.database_idle_s,
    )


def _open_files(settings: Settings) -> FileStore:
    url = settings.files_url
    if url.startswith("s3://"):
        from docarchive.core.file_bucket import BucketStore

        return BucketStore(url, settings.files_key_id, settings.files_key.get_secret_value())
    from docarchive.core.file_folder import FolderStore

    return FolderStore(Path(url) if url else settings.home / "files")


def _open_engine(settings: Settings) -> SearchEngine:
    from indexer.engines import open_engine

    engine: Any = open_engine(settings.effective_search_url)
    return engine  # type: ignore[no-any-return]
