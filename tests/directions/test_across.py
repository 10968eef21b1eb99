"""Assignments travel to other agencies by the exchange, and what they report comes back into the same register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docarchive.core.instance import Services
from docarchive.directions.models import Assignment
from docarchive.directions.services import following, working
from docarchive.directions.services.steps import Evidence
from docarchive.directions.states import WorkState
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.directions.across import CONTENT, QUOTE, Across, apart, shared
from tests.directions.factories import DUE


@pytest.fixture
def elsewhere(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Across]:
    made = apart(tmp_path, databases, database_kind, clock)
    yield made
    for side in (made.giver, made.doer):
        side.services.stop()
        databases.take_back(side.services.settings.home)


def test_work_given_elsewhere_is_reported_by_letter_and_confirmed(elsewhere: Across) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    assert elsewhere.doer.assignments() == []
    came = elsewhere.doer.register()
    elsewhere.settle()

    theirs = elsewhere.doer.one()
    assert (theirs.content, theirs.product, theirs.due_on) == (CONTENT, "báo cáo", DUE)
    assert theirs.theirs == ("H91.01", one.code)
    assert theirs.lead_agency_id == elsewhere.doer.office.agency.id
    with elsewhere.doer.by() as uow:
        said = uow.session.get_one(Assignment, theirs.id).direction
        assert (said.quote, said.giver, said.letter_id) == (QUOTE, "UBND xã Suối Mơ", came.id)
        working.begin(uow, uow.session.get_one(Assignment, theirs.id))
    ours = elsewhere.giver.one()
    assert (ours.state, ours.lead_elsewhere) == (WorkState.ACCEPTED, True)

    elsewhere.reported()
    assert elsewhere.doer.one().state == WorkState.REPORTED
    assert elsewhere.giver.one().state == WorkState.ACCEPTED
    report = elsewhere.giver.register()
    ours = elsewhere.giver.one()
    assert (ours.state, ours.reported_at, ours.reported_by_id) == (WorkState.REPORTED, report.received_at, None)
    assert elsewhere.giver.deeds(one.id)[-1] == ("reported", "UBND xã Đồi Thông", report.number)

    with elsewhere.giver.by() as uow:
        following.confirm(uow, uow.session.get_one(Assignment, one.id))
    elsewhere.settle()
    assert elsewhere.giver.one().state == WorkState.DONE
    theirs = elsewhere.doer.one()
    assert (theirs.state, theirs.done_on) == (WorkState.DONE, elsewhere.giver.one().done_on)
    assert [deed for deed, *_ in elsewhere.doer.deeds(theirs.id)] == [
        "given", "begun", "letter", "reported", "confirmed",
    ]  # fmt: skip
