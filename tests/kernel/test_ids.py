"""Identifiers cannot be guessed and are known by their form."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from docarchive.kernel.ids import ID_LENGTH, is_id, new_id, ordered_id
from docarchive.kernel.roles import LABELS, Role


def test_ids_have_one_form_and_do_not_repeat() -> None:
    made = {new_id() for _ in range(2000)}

    assert len(made) == 2000
    assert all(is_id(one) and len(one) == ID_LENGTH for one in made)


def test_other_texts_are_no_ids() -> None:
    assert not any(is_id(text) for text in ("", "a" * 15, "a" * 17, "A" * 16, "1" * 16, "../../../etc/pas"))


def test_every_role_has_words() -> None:
    assert set(LABELS) == set(Role)


def test_ordered_identifiers_sort_by_their_moment_and_never_repeat() -> None:
    moments = [datetime(2026, 6, 15, 5, 0, tzinfo=UTC) + timedelta(milliseconds=at) for at in range(50)]

    made = [ordered_id(moment) for moment in moments]

    assert made == sorted(made)
    assert len({ordered_id(moments[0]) for _ in range(1000)}) == 1000
    assert {uuid.UUID(one).version for one in made} == {7}
