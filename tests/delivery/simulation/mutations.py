"""Safeguards taken out one by one: a world that does not notice proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from docarchive.core.work import UnitOfWork
from docarchive.delivery import door
from docarchive.delivery.answers import Answer, Later
from docarchive.delivery.models import Posting
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.services import accepting, attempts
from docarchive.delivery.states import PostingState
from docarchive.kernel.errors import DocArchiveError
from tests.delivery.simulation.histories import ROUGH, live_through
from tests.delivery.simulation.memory import MemoryDatabase
from tests.delivery.simulation.sites import RECEIVER, Template


class Mutation(Protocol):
    """A safeguard taken out, for as long as the block lasts; gives the world to live in."""

    def __call__(self, template: Template) -> AbstractContextManager[Template]: ...


@contextmanager
def no_unique_key(template: Template) -> Iterator[Template]:
    """The inbox has lost its unique key."""
    yield _without_unique_key(template)


@contextmanager
def no_digest_check(template: Template) -> Iterator[Template]:
    """Nobody compares what came with its digest."""
    with _replaced(door, "_require_whole", lambda _envelope, _content: None):
        yield template


@contextmanager
def no_receipt_check(template: Template) -> Iterator[Template]:
    """Any receipt is believed."""
    with _replaced(attempts, "receipt_certificate", lambda _session, _posting, _answer, _at: "any"):
        yield template


@contextmanager
def any_bytes_of_an_id(template: Template) -> Iterator[Template]:
    """An id that is known is answered whatever it carries."""
    with (
        _replaced(door, "require_same", lambda known, _envelope: known),
        _replaced(accepting, "require_same", lambda known, _envelope: known),
    ):
        yield template


@contextmanager
def delivered_without_a_receipt(template: Template) -> Iterator[Template]:
    """A packet that left counts as delivered."""

    def settle(uow: UnitOfWork, rule: RetryRule, ticket: attempts.Ticket, answer: Answer, signature: str = "") -> None:
        real(uow, rule, ticket, answer, signature)
        posting = uow.session.get_one(Posting, ticket.posting_id)
        if posting.state == PostingState.WAITING and isinstance(answer, Later):
            posting.state = PostingState.DELIVERED

    real = attempts.settle
    with _replaced(attempts, "settle", settle):
        yield template


MUTATIONS: tuple[Mutation, ...] = (
    no_unique_key, no_digest_check, no_receipt_check, any_bytes_of_an_id, delivered_without_a_receipt,
)  # fmt: skip


def found_after(template: Template, mutation: Mutation, most: int = 200) -> int | None:
    """How many histories it takes to notice that a safeguard is missing; None: it was not noticed."""
    with mutation(template) as changed:
        for seed in range(most):
            try:
                live_through(changed, seed, happenings=ROUGH)
            except (AssertionError, DocArchiveError, SQLAlchemyError, ValueError):
                return seed + 1
    return None


@contextmanager
def _replaced(module: Any, name: str, value: Any) -> Iterator[None]:
    real = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, real)


def _without_unique_key(template: Template) -> Template:
    db = MemoryDatabase()
    db.set_back(template.copies[RECEIVER])
    with db.engine.begin() as connection:
        table = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'delivery_arrival'")).scalar_one()
        name = "uq_delivery_arrival_agency_id_sender_code_message_id"
        start = table.index(f"CONSTRAINT {name}")
        end = table.index(")", start) + 1
        changed = (table[:start].rstrip().removesuffix(",") + table[end:]).replace("delivery_arrival", "other", 1)
        connection.execute(text(changed))
        connection.execute(text("DROP TABLE delivery_arrival"))
        connection.execute(text("ALTER TABLE other RENAME TO delivery_arrival"))
    return Template(template.folder, {**template.copies, RECEIVER: db.copy()}, template.live, template.packets)
