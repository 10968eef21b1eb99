"""A document that lays obligations as a tree: article → obligation → who leads → assignments → evidence → state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.directions import cells
from docarchive.directions.models import Assignment, AssignmentStep, Direction
from docarchive.directions.proposals import Proposal, proposals
from docarchive.directions.queries.visible import visible_to
from docarchive.directions.states import Cell, Deed
from docarchive.exchange.queries.directory import Directory
from indexer.passages import provision_words

NOT_GIVEN: Final = "chua-giao"
LEFT_OUT: Final = "tra-lai"
_SHOWN: Final = (Deed.REPORTED, Deed.NOTED, Deed.MILESTONE, Deed.EXPLAINED)


@dataclass(frozen=True)
class Given:
    """An assignment made from an obligation.

    Attributes:
        evidence: The last step that shows a document or its number; None: nothing was shown yet.
    """

    assignment: Assignment
    evidence: AssignmentStep | None


@dataclass(frozen=True)
class Duty:
    """One obligation with what was given from it.

    Attributes:
        proposal: As the indexer reads it; None: somebody chose the sentence by hand.
        place: ``Điều 2, khoản 1``; empty where it stands outside the structure.
    """

    words: str
    place: str
    page: int | None
    proposal: Proposal | None
    given: Sequence[Given]


@dataclass(frozen=True)
class Sums:
    """How many obligations there are and how the assignments made from them stand.

    Attributes:
        not_given: Obligations nothing was given from yet.
        counts: Assignments by cell; those returned or cancelled are in none.
        left_out: Assignments returned or cancelled.
    """

    duties: int
    not_given: int
    counts: Mapping[Cell, int]
    left_out: int

    @classmethod
    def of(cls, duties: Iterable[Duty], today: date) -> Sums:
        """Count each assignment once, whatever stands above it."""
        held = list(duties)
        counts: defaultdict[Cell, int] = defaultdict(int)
        left_out = 0
        rows = {one.assignment.id: one.assignment for duty in held for one in duty.given}
        for row in rows.values():
            where = cells.cell(row, today)
            if where is None:
                left_out += 1
            else:
                counts[where] += 1
        return cls(len(held), sum(not duty.given for duty in held), counts, left_out)


@dataclass(frozen=True)
class Branch:
    """An article, or a section where there are none; the last one has what stands outside the structure.

    Attributes:
        path: In the structure of the document; empty: outside it.
    """

    path: str
    name: str
    heading: str
    duties: Sequence[Duty]
    sums: Sums


def tree(
    session: Session, actor: Actor, document: Document, directory: Directory, today: date
) -> tuple[Sequence[Branch], Sums]:
    """The obligations of a document by article, in the order of its text, and the sums of the whole.

    Assignments are those of the register the actor keeps, and others he may see.
    """
    read = proposals(session, actor, document, directory, today)
    given = _given(session, actor, document)
    duties: list[tuple[str, Duty]] = []
    for one in read:
        rows = given.pop(one.said.content, [])
        path = one.said.provision
        duty = Duty(one.said.content, provision_words(path) if path else "", one.page, one, rows)
        duties.append((_article(path), duty))
    for words, rows in given.items():  # sentences chosen by hand
        duties.append(("", Duty(words, "", rows[0].assignment.direction.page, None, rows)))
    headings = {row[0]: row[1] for row in document.version.provisions} if document.version else {}
    by_article: defaultdict[str, list[Duty]] = defaultdict(list)
    for article, duty in duties:
        by_article[article].append(duty)
    order = sorted(by_article, key=lambda article: article == "")
    branches = [
        Branch(
            each, provision_words(each) if each else "", headings.get(each, ""), by_article[each],
            Sums.of(by_article[each], today),
        )
        for each in order
    ]  # fmt: skip
    return branches, Sums.of((duty for _, duty in duties), today)


def narrowed(branches: Sequence[Branch], path: str | None, part: str, today: date) -> Sequence[Branch]:
    """What lies behind one number of the tree: exactly so many obligations, or assignments.

    Args:
        path: Of the article; None: of the whole.
        part: A cell, ``NOT_GIVEN``, ``LEFT_OUT``; empty: all obligations.
    """
    found = []
    for branch in branches:
        if path is None or branch.path == path:
            duties = [one for one in (_narrowed(duty, part, today) for duty in branch.duties) if one is not None]
            found += [replace(branch, duties=duties)] if duties else []
    return found


def _narrowed(duty: Duty, part: str, today: date) -> Duty | None:
    if not part:
        return duty
    if part == NOT_GIVEN:
        return None if duty.given else duty
    given = [one for one in duty.given if (cells.cell(one.assignment, today) or LEFT_OUT) == part]
    return replace(duty, given=given) if given else None


def _article(path: str) -> str:
    """The path of the article a provision belongs to; of its first level from the clause on where there is none."""
    levels = path.split(".")
    at = next((at for at, level in enumerate(levels) if level.startswith("dieu-")), None)
    if at is None:
        at = next((at for at, level in enumerate(levels) if level.startswith(("khoan-", "diem-"))), len(levels) - 1)
    return ".".join(levels[: at + 1])


def _given(session: Session, actor: Actor, document: Document) -> dict[str, list[Given]]:
    """What was given from the document, by the sentence."""
    rows = session.scalars(
        select(Assignment)
        .join(Direction, Direction.id == Assignment.direction_id)
        .where(Direction.document_id == document.id, visible_to(actor))
        .order_by(Direction.given_on, Direction.id, Assignment.ordinal)
        .options(joinedload(Assignment.direction), selectinload(Assignment.bodies))
    ).all()
    shown = _evidence(session, [row.id for row in rows])
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for row in rows:
        words = " ".join((row.direction.quote or row.direction.content).split())
        found[words].append(Given(row, shown.get(row.id)))
    return dict(found)


def _evidence(session: Session, assignment_ids: Sequence[str]) -> dict[str, AssignmentStep]:
    steps = session.scalars(
        select(AssignmentStep)
        .where(
            AssignmentStep.assignment_id.in_(assignment_ids), AssignmentStep.deed.in_(_SHOWN),
            AssignmentStep.document_number != "",
        )
        .order_by(AssignmentStep.ordinal)
        .options(joinedload(AssignmentStep.document))
    )  # fmt: skip
    return {step.assignment_id: step for step in steps}
