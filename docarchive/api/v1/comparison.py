"""Two texts of the archive side by side."""

from __future__ import annotations

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, the_document
from docarchive.archive.errors import NothingToCompareError
from docarchive.archive.queries import comparison
from docarchive.archive.queries.comparison import Held
from docarchive.core.web import work
from indexer.comparing import Piece, Row


class ComparisonIn(BaseModel):
    """What to compare with: another document, or another version of this one."""

    other: str | None = Field(None, max_length=16, description="The other document; left out: this one.")
    version: int | None = Field(None, ge=1, description="Version of this document; left out: the newest.")
    other_version: int | None = Field(
        None, ge=1, description="Version of the other; left out: newest, or the one before."
    )
    whole: bool = Field(default=False, description="Article by article, even where one text amends the other.")


class SideOut(BaseModel):
    """One side."""

    id: str
    version: int


class PieceOut(BaseModel):
    """A run of words, and whether the other side reads otherwise."""

    text: str
    differs: bool


class PairOut(BaseModel):
    """A sentence on both sides."""

    change: str
    left: list[PieceOut]
    right: list[PieceOut]


class RowOut(BaseModel):
    """An article on both sides; null where a side has none."""

    change: str = Field(description="same, form (numbering, blanks, punctuation), changed, added or removed.")
    left: str | None
    right: str | None
    left_heading: str
    right_heading: str
    pairs: list[PairOut]


class ComparisonOut(BaseModel):
    """Two texts side by side, the older one on the left."""

    left: SideOut
    right: SideOut
    by_amendment: bool = Field(description="Rows are the provisions the right text amends, with their new wording.")
    rows: list[RowOut]


@bp.get("/documents/<document_id>/comparison")
@bp.input(ComparisonIn, location="query", arg_name="asked")
@bp.output(ComparisonOut)
def comparison_(document_id: str, asked: ComparisonIn) -> ComparisonOut:
    """Two versions of a document, or two documents, side by side."""
    found = the_document(document_id)
    one = comparison.held(found, asked.version)
    other = _other(one, asked)
    if other is None:
        raise NothingToCompareError
    done = comparison.compared(work().session, one, other, whole=asked.whole)
    return ComparisonOut(
        left=_side(done.left), right=_side(done.right), by_amendment=done.by_amendment,
        rows=[_row(row) for row in done.rows],
    )  # fmt: skip


def _other(one: Held, asked: ComparisonIn) -> Held | None:
    if asked.other and asked.other != one.document.id:
        return comparison.held(the_document(asked.other), asked.other_version)
    if asked.other_version:
        return comparison.held(one.document, asked.other_version)
    return comparison.before(one.document, one.version)


def _side(held: Held) -> SideOut:
    return SideOut(id=held.document.id, version=held.version.ordinal)


def _row(row: Row) -> RowOut:
    return RowOut(
        change=row.change.value, left=row.left, right=row.right, left_heading=row.left_heading,
        right_heading=row.right_heading,
        pairs=[PairOut(change=each.change.value, left=_said(each.left), right=_said(each.right)) for each in row.pairs],
    )  # fmt: skip


def _said(pieces: tuple[Piece, ...]) -> list[PieceOut]:
    return [PieceOut(text=each.text, differs=each.differs) for each in pieces]
