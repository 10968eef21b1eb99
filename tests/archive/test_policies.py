"""Who may do what, as a table."""

from __future__ import annotations

import pytest

from docarchive.archive.models import Document, DocumentToken, ImportBatch
from docarchive.archive.policies import can_follow, can_import, can_import_for, can_keep, can_read, can_see
from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role
from indexer.engines.protocol import Audience


def person(
    *roles: Role, tokens: frozenset[str] = frozenset({"all"}), agencies: frozenset[str] = frozenset({"a"})
) -> Actor:
    return Actor("u", "Người Thử", "a", roles=frozenset(roles), audience=Audience(tokens), agency_ids=agencies)


def document(*tokens: str, agency_id: str | None = "a", state: str = "active") -> Document:
    return Document(id="d", agency_id=agency_id, state=state, tokens=[DocumentToken(token=token) for token in tokens])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CIVIL_SERVANT, False),
        (Role.SPECIALIST, False),
        (Role.LEADER, False),
        (Role.CLERK, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_clerks_and_administrators_import(role: Role, may: bool) -> None:
    assert can_import(person(role)) is may
    assert can_import_for(person(role), "a") is may
    assert can_keep(person(role), document("all")) is may


def test_a_clerk_imports_for_the_own_agency_only() -> None:
    assert not can_import_for(person(Role.CLERK), "b")
    assert not can_import_for(person(Role.CLERK), None)
    assert can_import_for(person(Role.ADMINISTRATOR), None)


def test_nobody_keeps_what_he_does_not_see() -> None:
    assert not can_keep(person(Role.ADMINISTRATOR), document("agency:b"))
    assert can_keep(person(Role.ADMINISTRATOR, tokens=frozenset({"agency:b"})), document("agency:b"))


def test_a_withdrawn_document_is_read_by_its_keepers() -> None:
    gone = document("all", state="withdrawn")

    assert can_see(person(Role.LEADER), gone)
    assert not can_read(person(Role.LEADER), gone)
    assert can_read(person(Role.CLERK), gone)


def test_the_operator_sees_everything() -> None:
    assert can_read(Actor.operator(), document("user:x"))


def test_a_stranger_sees_nothing_not_even_what_is_public() -> None:
    assert not can_see(Actor.stranger(), document("all"))


def test_an_import_is_followed_by_its_maker_and_administrators() -> None:
    assert can_follow(person(Role.CLERK), ImportBatch(by_user="u"))
    assert not can_follow(person(Role.CLERK), ImportBatch(by_user="x"))
    assert not can_follow(Actor(None, "?"), ImportBatch(by_user=None))
    assert can_follow(person(Role.ADMINISTRATOR), ImportBatch(by_user="x"))
