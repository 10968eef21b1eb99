"""``python -m indexer obligations``: who has to do what, with whom, by when, in passages of a JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from indexer.obligations import read_obligations
from indexer.records import Obligation


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything read as one JSON object.")
def obligations(file: Path, *, as_json: bool) -> None:
    """Read the passages of FILE, one {"id", "context", "text"} a line; a line that is none is named and passed over."""
    results = {passage: [_answer(one) for one in read_obligations(text, over)] for passage, text, over in _rows(file)}
    if as_json:
        click.echo(json.dumps({"results": results}, ensure_ascii=False))
        return
    for passage, found in results.items():
        for one in found:
            due = one["due_on"] or one["due_text"] or ""
            click.echo("\t".join([passage, one["lead"], "; ".join(one["with"]), due, f"{one['start']}-{one['end']}"]))


def _rows(file: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = _row(line)
            if row is None:
                click.echo(
                    f'Dòng {number}: không phải đoạn văn bản dạng {{"id", "context", "text"}} (UTF-8); đã bỏ qua.',
                    err=True,
                )
            else:
                yield row


def _row(line: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    over = row.get("context") or []
    named = isinstance(row.get("id"), str | int) and isinstance(row.get("text"), str)
    if not named or not isinstance(over, list) or not all(isinstance(one, str) for one in over):
        return None
    return str(row["id"]), row["text"], tuple(over)


def _answer(found: Obligation) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "lead": found.lead,
        "with": list(found.co),
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "due_text": found.due_text,
        "product": found.product,
    }
