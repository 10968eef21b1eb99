"""``python -m indexer``: the indexer's commands, each with one JSON document on request."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from indexer.records import Failed, Reading

_ELSEWHERE = {
    "obligations": "indexer.commands_obligations",
    "retrieval": "indexer.commands_retrieval",
    "tokenise": "indexer.commands_tokenise",
}


class _LazyGroup(click.Group):
    """Loads a command's module when it is called: cutting words need not wait for PDF and engines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(importlib.import_module(_ELSEWHERE[cmd_name]), cmd_name)
        return command


@click.group(cls=_LazyGroup)
def main() -> None:
    """Read official documents, cut words, search."""


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
def extract(file: Path, *, as_json: bool) -> None:
    """Read FILE and print what it is and says; it is read in the jail the application uses."""
    from indexer.record_json import record
    from indexer.records import Failed

    reading = _read(file)
    if isinstance(reading, Failed):
        if as_json:
            _print({"error": {"code": reading.code, "message": reading.reason}})
        else:
            click.echo(reading.reason, err=True)
        sys.exit(1)
    found = record(reading)
    if as_json:
        _print(found)
    else:
        click.echo(found["text"])


def _read(file: Path) -> Reading | Failed:
    from indexer.records import Failed
    from indexer.sandbox import DEFAULT, read_safely

    try:
        with file.open("rb") as handle:
            # One byte more than may be, and never all of a file without end.
            content = handle.read(DEFAULT.file_bytes + 1)
    except OSError:
        return Failed("unreadable", "Không mở được tệp; hãy kiểm tra quyền đọc rồi thử lại.")
    return read_safely(content, file.name)


def _print(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
