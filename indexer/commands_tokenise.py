"""``python -m indexer tokenise``: the words of a text file with their offsets."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from indexer.tokenise import open_tokeniser


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the tokens with their offsets as JSON.")
def tokenise(file: Path, *, as_json: bool) -> None:
    """Cut the UTF-8 text FILE into words; without --json one line of words per line of text."""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        _refuse("encoding", "Tệp không phải văn bản UTF-8; hãy lưu lại dưới dạng UTF-8 rồi thử lại.", as_json=as_json)
    tokens = open_tokeniser().tokens(text)
    if as_json:
        click.echo(json.dumps({"tokens": tokens}, ensure_ascii=False))
        return
    words, at = [""], 0
    for start, end, surface in tokens:
        words[-1:] = [words[-1], *[""] * text.count("\n", at, start)]
        words[-1] += f"{' ' if words[-1] else ''}{surface.replace(' ', '_')}"
        at = end
    click.echo("\n".join(words))


def _refuse(code: str, message: str, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    sys.exit(1)
