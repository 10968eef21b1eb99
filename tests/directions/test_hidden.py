"""A document one may not see stays hidden where work was given from it, or where it is shown as evidence."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.models import User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Figure, Span
from docarchive.directions.services import meetings, questioning, working
from docarchive.directions.services.meetings import Held
from docarchive.directions.services.orders import Body
from docarchive.directions.services.questioning import Asked, Number
from docarchive.directions.services.steps import Evidence
from docarchive.directions.states import Source
from docarchive.kernel.local_time import local_day
from tests.archive.factories import make_batch, make_document
from tests.conftest import sign_in
from tests.directions.factories import Sides, make_assignment, make_sides
from tests.exchange.factories import acting
from tests.factories import actor_for

SUBJECT = "Quy hoạch bãi bồi chưa công bố"
SHOWN = "Báo cáo nội bộ về bãi bồi"
PAGES = (
    "/directions", "/directions?o=tat-ca", "/directions/{id}", "/directions/figures",
    "/directions/figures?theo=document", "/directions/figures?theo=source", "/directions/figures/rows?figure=tat-ca",
    "/directions/meetings", "/directions/meetings/{meeting}", "/directions/questions",
    "/directions/questions/{question}",
)  # fmt: skip
CALLS = (
    "/assignments", "/assignments/{id}", "/directions/{direction}", "/directions/figures?by=document",
    "/directions/meetings", "/directions/meetings/{meeting}", "/directions/questions",
    "/directions/questions/{question}",
)  # fmt: skip


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def kept_by(uow: UnitOfWork, agency_id: str, subject: str, number: str) -> str:
    batch = make_batch(uow, agency_id=agency_id, level=AccessLevel.AGENCY)
    return make_document(uow, batch, subject=subject, number=number).id


def looks(app: Application, services: Services, who: User, paths: dict[str, str]) -> str:
    """Everything pages and calls tell a reader."""
    browser: FlaskClient = sign_in(app, who.username)
    with services.begin(Actor.operator()) as uow:
        reader = actor_for(uow, who)
    with services.begin(reader) as uow:
        _row, secret = tokens.create_token(uow, "thử", may_write=False)
    headers = {"Authorization": f"Bearer {secret}"}
    answers = [browser.get(path.format(**paths)) for path in PAGES]
    answers += [app.test_client().get(f"/api/v1{path.format(**paths)}", headers=headers) for path in CALLS]
    assert [(answer.request.path, answer.status_code) for answer in answers if answer.status_code != 200] == []
    return "".join(answer.get_data(as_text=True) for answer in answers)


def links_to(document_id: str, answers: str) -> bool:
    """Whether a page or a call leads to a document."""
    return any(each in answers for each in (f"/documents/{document_id}", f'"document_id":"{document_id}"'))


def without_tokens(page: str) -> str:
    """A page less its form tokens, which say the second they were made in."""
    return re.sub(r'(name="csrf_token" value=|"X-CSRFToken": ?)"[^"]*"', r"\1", page)


def test_where_work_was_given_and_what_was_shown(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        source = kept_by(uow, sides.agency.id, SUBJECT, "15/TB-UBND")
        shown = kept_by(uow, sides.department.id, SHOWN, "31/BC-STC")
        found = uow.session.get_one(Document, source)
        with acting(uow, sides.clerk):
            held = meetings.write_down(
                uow, sides.agency.id, Held("Giao ban", "Chủ tịch", local_day(uow.now), document=found)
            )
        one = make_assignment(uow, sides, source=Source.DOCUMENT, document=found, meeting=held)
        with acting(uow, sides.doer):
            evidence = Evidence(uow.session.get_one(Document, shown))
            working.report(uow, one, "Đã xong", evidence)
        with acting(uow, sides.clerk):
            number = Number(Span.this_year(local_day(uow.now)), By.AGENCY, Figure.ASSIGNED)
            asked = questioning.ask(
                uow, sides.agency.id, number, Asked(Body.of(sides.department), local_day(uow.now))
            )  # fmt: skip
        with acting(uow, sides.doer):
            questioning.answer(uow, asked, "Số liệu đúng như đã báo cáo.", evidence)
        paths = {"id": one.id, "direction": one.direction_id, "meeting": held.id, "question": asked.id}

    giver, doer = (looks(app, services, who, paths) for who in (sides.office.clerk, sides.doer))

    assert links_to(source, giver)
    assert source not in doer  # not even as the key of a line
    assert SUBJECT not in doer
    assert links_to(shown, doer)
    assert not links_to(shown, giver)
    assert SHOWN not in giver


def test_no_work_is_given_from_it(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        hidden = kept_by(uow, sides.agency.id, SUBJECT, "15/TB-UBND")
    doer = sign_in(app, sides.doer.username)
    for path in (
        f"/directions/new?document={hidden}", f"/directions/proposals/{hidden}", f"/directions/tree/{hidden}",
    ):  # fmt: skip
        assert doer.get(path).status_code == 404
    looked, unknown = (without_tokens(doer.get(f"/directions?vb={each}&o=tat-ca").text) for each in (hidden, "a" * 16))
    assert looked.replace(hidden, "a" * 16) == unknown
