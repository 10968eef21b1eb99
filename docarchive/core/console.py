"""Commands: one shape for all of them, people and programs alike.

A command returns a ``Report``; with ``--json`` its data is printed as one document, without it its lines. A failure
meant for people ends with 1 and its sentence, wrong usage with 2.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click
import structlog

from docarchive.kernel.errors import DocArchiveError, UnavailableError

if TYPE_CHECKING:
    from docarchive.core.instance import Services


@dataclass(frozen=True)
class Report:
    """What a command found or did.

    Attributes:
        data: For programs; printed as JSON.
        lines: For people.
        failed: The thing asked for did not come about: exit code 1.
    """

    data: Mapping[str, Any]
    lines: Sequence[str] = field(default_factory=tuple)
    failed: bool = False


@dataclass
class Console:
    """Where a command runs.

    Attributes:
        home: The instance's folder; None: ``DOCARCHIVE_HOME`` or ``var/instance``.
        build: Puts the instance together, at most once.
    """

    build: Callable[[Path | None], Services]
    home: Path | None = None
    as_json: bool = False
    _services: Services | None = None

    @property
    def services(self) -> Services:
        """The instance; its database must have been made by ``docarchive init``."""
        if self._services is None:
            self._services = self.build(self.home)
        return self._services

    def ready(self, *, any_revision: bool = False) -> Services:
        """Give the instance, or say how to make one.

        Args:
            any_revision: Also where its tables wait for an upgrade: for the commands that upgrade or copy it.

        Raises:
            UnavailableError: There is none in the folder, or its tables have another form than the program expects.
        """
        services = self.services
        if services.db.is_sqlite and not Path(services.db.engine.url.database or "").exists():
            raise UnavailableError(
                f"Chưa có dữ liệu ở {services.settings.home}. Chạy: docarchive init --home {services.settings.home}",
                code="no-instance",
            )
        if not any_revision:
            from docarchive.core.revisions import require_expected

            require_expected(services.db)
        return services

    def close(self) -> None:
        """Let go of the database, where it was opened."""
        if self._services is not None:
            self._services.db.close()

    def say(self, text: str) -> None:
        """Tell the person how it goes, on stderr."""
        click.echo(text, err=True)


def command(name: str | None = None, **attributes: Any) -> Callable[[Callable[..., Report | None]], click.Command]:
    """Make a function ``(console, …) -> Report`` a command with ``--home`` and ``--json``."""

    def wrap(function: Callable[..., Report | None]) -> click.Command:
        @wraps(function)
        def run(home: Path | None, as_json: bool, **values: Any) -> None:  # noqa: FBT001 - click hands it over by name
            console = cast(Console, click.get_current_context().obj)
            console.home = home or console.home
            console.as_json = as_json or console.as_json
            try:
                _finish(console, lambda: function(console, **values))
            finally:
                console.close()

        place = click.Path(file_okay=False, path_type=Path)
        decorators = (
            click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON ra stdout."),
            click.option("--home", type=place, default=None, help="Thư mục của hệ thống (DOCARCHIVE_HOME)."),
        )
        made: Callable[..., Any] = run
        for decorate in decorators:
            made = decorate(made)
        make: Any = click.command(name, **attributes)
        return cast(click.Command, make(made))

    return wrap


def _finish(console: Console, call: Callable[[], Report | None]) -> None:
    try:
        report = call()
    except DocArchiveError as problem:
        _tell(console, problem)
    except click.ClickException:
        raise
    except Exception as problem:
        ours = _of_database(problem)
        if ours is not None:
            structlog.get_logger(__name__).warning("database said no", cause=str(problem))
            _tell(console, ours)
        structlog.get_logger(__name__).exception("command failed")
        reason = shorten(str(problem), 200, placeholder="…")
        message = f"Lệnh không chạy được ({type(problem).__name__}: {reason}). Chi tiết ở nhật ký phía trên."
        if console.as_json:
            print_json({"error": {"code": "bug", "message": message}})
        click.echo(message, err=True)
        sys.exit(1)
    if report is not None:
        if console.as_json:
            print_json(report.data)
        else:
            for line in report.lines:
                click.echo(line)
        if report.failed:
            sys.exit(1)


def _tell(console: Console, problem: DocArchiveError) -> NoReturn:
    if console.as_json:
        print_json({"error": {"code": problem.code, "message": problem.message}})
    click.echo(problem.message, err=True)
    sys.exit(1)


def _of_database(problem: Exception) -> DocArchiveError | None:
    if "sqlalchemy" not in sys.modules:
        return None  # nothing here touched a database
    from docarchive.core.failures import translated

    return translated(problem)


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run or when help lists them.

    Args:
        lazy: Command → ``package.module:attribute``.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self.lazy.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        return cast(click.Command, getattr(importlib.import_module(module), attribute))
