"""``python -m indexer``: the indexer's commands, each with one JSON document on request."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from indexer.commands_retrieval import retrieval
from indexer.commands_tokenise import tokenise
from indexer.pipeline import read
from indexer.record_json import record
from indexer.records import Failed, RawDocument


@click.group()
def main() -> None:
    """Read official documents, cut words, search."""


main.add_command(retrieval)
main.add_command(tokenise)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
def extract(file: Path, *, as_json: bool) -> None:
    """Read FILE and print what it is and says."""
    reading = read(RawDocument(file.name, file.read_bytes()))
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


def _print(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
