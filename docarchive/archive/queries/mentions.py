"""What a text names without a number, as far as one can tell and the reader may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Citation, Document, DocumentVersion
from docarchive.archive.queries.relations import meant_by
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from indexer.fold import fold_lower
from indexer.recognise.mentions import Mention, meant_above, mentions
from indexer.recognise.places import bare

LONGEST = 1_000_000  # letters of a text that is looked through each time it is opened
_LAWS: Mapping[str, str] = {"luat": "luật", "bo luat": "bộ luật", "phap lenh": "pháp lệnh"}


@dataclass(frozen=True, slots=True)
class Meant:
    """One place of the text.

    Attributes:
        path: The own provision it leads to, as the version has it; None for other documents.
        documents: The other document; several where their name and year are alike, so that a person must choose.
    """

    mention: Mention
    path: str | None = None
    documents: tuple[Document, ...] = ()


def mentioned(
    session: Session, actor: Actor, document: Document, version: DocumentVersion, text: str
) -> Sequence[Meant]:
    """Every place that names a provision of the text itself, a law, or a document named above; others are left out."""
    if len(text) > LONGEST:
        return ()
    rows = [(str(row[0]), int(row[2]), int(row[3])) for row in version.provisions]
    said = mentions(text, rows)
    held = {bare(path): path for path, _, _ in reversed(rows)}
    laws = _laws(session, actor, document, [each for each in said if each.name])
    above = _above(session, actor, document, [each for each in said if not each.name and each.path is None], text)
    found = []
    for each in said:
        if each.path is not None:
            path = _held(each.path, held)
            found += [Meant(each, path)] if path else []
            continue
        documents = laws.get((each.kind, _plain(each.name), each.year or 0), ()) if each.name else above.get(each, ())
        found += [Meant(each, documents=documents)] if documents else []
    return found


def _held(path: str, held: Mapping[str, str]) -> str | None:
    """The provision, or the lowest above it whose heading was read."""
    while path and path not in held:
        path = path.rpartition(".")[0]
    return held.get(path)


def _laws(
    session: Session, actor: Actor, own: Document, said: Sequence[Mention]
) -> Mapping[tuple[str, str, int], tuple[Document, ...]]:
    """Laws of the years named, by kind, name and year."""
    years = sorted({each.year for each in said if each.year})
    found: dict[tuple[str, str, int], tuple[Document, ...]] = {}
    for year in years:
        rows = session.scalars(
            select(Document).where(
                Document.kind.in_(list(_LAWS.values())), Document.id != own.id, visible_to(actor),
                Document.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
            ).order_by(Document.id)
        )  # fmt: skip
        for row in rows:
            kind = fold_lower(row.kind or "")
            key = (kind, _plain(row.subject).removeprefix(f"{kind} "), year)
            found[key] = (*found.get(key, ()), row)
    return found


def _above(
    session: Session, actor: Actor, own: Document, said: Sequence[Mention], text: str
) -> Mapping[Mention, tuple[Document, ...]]:
    if not said:
        return {}
    rows = session.scalars(select(Citation).where(Citation.document_id == own.id).order_by(Citation.start)).all()
    targets = meant_by(session, actor, rows, own.id)
    by_number = {row.number: targets[row.id] for row in rows if row.id in targets}
    return dict(_meant(said, [(row.start, row.number) for row in rows], by_number, text))


def _meant(
    said: Sequence[Mention], numbers: Sequence[tuple[int, str]], by_number: Mapping[str, Document], text: str
) -> Iterator[tuple[Mention, tuple[Document, ...]]]:
    for each in said:
        number = meant_above(each, numbers, text)
        if number is not None and number in by_number:
            yield each, (by_number[number],)


def _plain(name: str | None) -> str:
    return " ".join(fold_lower(name or "").split())
