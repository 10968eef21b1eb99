"""All that lies with somebody who leaves goes to the successor at once: nothing is lost, nothing is doubled."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, AssignmentSeries
from docarchive.directions.services import repeating
from docarchive.directions.states import Period
from docarchive.dossiers.queries.holders import worked_with
from docarchive.dossiers.services import rights
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter
from docarchive.exchange.queries import outgoing
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.queries.outgoing import OutPile
from docarchive.exchange.services import consulting, drafting, routing
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.reasons import ReasonMissingError
from docarchive.kernel.roles import Role
from docarchive.succession import papers
from docarchive.succession.errors import MinutesNotFoundError, NothingLeftError
from docarchive.succession.models import WorkHandover
from docarchive.succession.queries.handing_over import Burden, burdens, latest, minutes
from docarchive.succession.services.handing_over import hand_over
from docarchive.succession.states import Kind
from tests.conftest import csrf, sign_in
from tests.directions.factories import Sides, make_assignment, make_direction, make_sides, order_for, report, seen
from tests.dossiers.factories import Office as DossierOffice
from tests.dossiers.factories import make_dossier
from tests.exchange.factories import acting, make_letter
from tests.exchange.outgoing_factories import make_draft
from tests.factories import actor_for, make_user

WHY = "Nghỉ hưu theo Quyết định số 12/QĐ-SNV"
DUE = date(2026, 6, 22)


@dataclass
class Desk:
    """Somebody with one thing of every kind, and who takes over from him."""

    sides: Sides
    giver: User
    heir: User
    letter: IncomingLetter
    draft: OutgoingLetter
    asked: OutgoingLetter
    led: Assignment
    shared: Assignment
    series: AssignmentSeries

    def burdens(self, uow: UnitOfWork, who: User, reader: User | None = None) -> list[Burden]:
        """What lies with a person, as somebody reads it."""
        return list(burdens(uow.session, actor_for(uow, reader or self.sides.leader), self.sides.agency.id, who))

    def hand_over(self, uow: UnitOfWork, keys: set[str] | None = None, by: User | None = None) -> WorkHandover:
        with acting(uow, by or self.sides.leader):
            return hand_over(uow, self.sides.agency, self.giver, self.heir, keys, WHY)


def make_desk(uow: UnitOfWork) -> Desk:
    sides = make_sides(uow)
    giver, office = sides.officer, sides.office
    heir = make_user(uow, username="nguoi-nhan", roles=[Role.SPECIALIST], agency=sides.agency, title="Chuyên viên")
    letter = make_letter(uow, office)
    with acting(uow, sides.clerk):
        routing.assign(uow, letter, "", [To(giver, Part.LEAD, DUE)])
    draft = make_draft(uow, office)
    with acting(uow, office.head):
        asked = drafting.start(uow, sides.agency.id, drafting.Draft(kind="báo cáo", subject="Báo cáo quý II"))
        drafting.add_text(uow, asked, SentFile("bao-cao.pdf", b"%PDF-1.7 report"))
        consulting.ask(uow, asked, [giver], "Xin ý kiến")
    led = make_assignment(uow, sides, giver)
    shared = make_assignment(uow, sides, co=[order_for(heir).lead, order_for(giver).lead])
    direction = make_direction(uow, sides)
    with acting(uow, sides.clerk):
        series = repeating.repeat(uow, direction, order_for(giver, None), Period.MONTH, 25)
    dossiers = DossierOffice(sides.agency, sides.clerk, sides.leader, giver, heir)
    make_dossier(uow, dossiers, giver)
    joined = make_dossier(uow, dossiers, sides.clerk, symbol="91.NV")
    with acting(uow, sides.clerk):
        rights.add_member(uow, joined, giver)
    return Desk(sides, giver, heir, letter, draft, asked, led, shared, series)


def holders(uow: UnitOfWork, letter: IncomingLetter) -> list[tuple[str, str | None, date | None]]:
    return [(one.part, one.to_user_id, one.due_on) for one in open_ones(uow.session, letter)]


def test_everything_goes_to_the_successor_at_once(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    before = desk.burdens(uow, desk.giver)
    kinds = [one.kind for one in before]
    assert set(kinds) == set(Kind) - {Kind.BOOK}

    made = desk.hand_over(uow)

    assert [(one.kind, one.subject_id) for one in made.items] == [(one.kind, one.subject_id) for one in before]
    assert desk.burdens(uow, desk.giver) == []
    after = [one.kind for one in desk.burdens(uow, desk.heir)]
    assert sorted(after) == sorted(kinds)
    assert holders(uow, desk.letter) == [(Part.LEAD, desk.heir.id, DUE)]
    assert (desk.draft.drafter_id, desk.draft.holder_id, desk.draft.drafter_name) == (
        desk.heir.id, desk.heir.id, desk.heir.name,
    )  # fmt: skip
    assert (desk.led.lead_user_id, desk.led.lead_name, desk.led.due_on) == (
        desk.heir.id, desk.heir.name, desk.led.first_due_on,
    )  # fmt: skip
    assert [body.user_id for body in desk.shared.bodies] == [desk.heir.id]
    assert desk.series.design["lead"] == {"name": desk.heir.name, "user": desk.heir.id}


def test_who_works_with_a_dossier_already_is_named_once_in_it(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    (joined,) = worked_with(uow.session, desk.sides.agency.id, desk.giver.id)
    with acting(uow, desk.sides.clerk):
        rights.add_member(uow, joined, desk.heir)

    desk.hand_over(uow, {f"{Kind.MEMBER}.{joined.id}"})

    assert [one.user_id for one in joined.members] == [desk.heir.id]


def test_the_successor_sees_it_and_the_former_holder_no_more(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    giver, heir = (actor_for(uow, who) for who in (desk.giver, desk.heir))
    assert desk.led in seen(uow, giver)

    desk.hand_over(uow)

    assert seen(uow, giver) == []
    assert {desk.led, desk.shared} <= set(seen(uow, heir))
    assert desk.draft not in outgoing.outgoing_letters(uow.session, giver, OutPile.ALL)
    assert desk.draft in outgoing.outgoing_letters(uow.session, heir, OutPile.ALL)


def test_a_second_run_hands_over_only_what_is_left(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    every = desk.burdens(uow, desk.giver)
    chosen = {one.key for one in every if one.kind in (Kind.INCOMING, Kind.DOSSIER)}

    first = desk.hand_over(uow, chosen)
    second = desk.hand_over(uow, {one.key for one in every})

    assert {f"{one.kind}.{one.subject_id}" for one in first.items} == chosen
    assert {f"{one.kind}.{one.subject_id}" for one in second.items} == {one.key for one in every} - chosen
    with pytest.raises(NothingLeftError):
        desk.hand_over(uow)
    given = uow.session.scalars(select(Handover).where(Handover.to_user_id == desk.heir.id)).all()
    assert len(given) == 1
    of_work = AuditEvent.action == "work.handed_over"
    told = uow.session.scalars(select(AuditDetail.detail).join(AuditEvent, AuditEvent.seq == AuditDetail.seq)
                               .where(of_work).order_by(AuditEvent.seq))  # fmt: skip
    assert [json.loads(one)["left"] for one in told] == [len(every) - len(chosen), 0]


def test_who_holds_the_same_part_already_holds_it_once(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    letter = make_letter(uow, desk.sides.office, number="88/TB-UBND")
    with acting(uow, desk.sides.clerk):
        routing.assign(
            uow, letter, "", [To(desk.sides.unit, Part.LEAD), To(desk.giver, Part.CO), To(desk.heir, Part.INFO)]
        )
        routing.assign(uow, letter, "", [To(desk.sides.unit, Part.LEAD), To(desk.heir, Part.CO)])

    desk.hand_over(uow)

    assert [one for one in holders(uow, letter) if one[0] == Part.CO] == [(Part.CO, desk.heir.id, None)]


def test_a_report_that_waits_keeps_its_day(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    report(uow, desk.sides, desk.led, desk.giver)
    reported_at = desk.led.reported_at

    desk.hand_over(uow, by=desk.giver)

    assert (desk.led.reported_at, desk.led.reported_by_id) == (reported_at, desk.giver.id)
    assert desk.led.lead_user_id == desk.heir.id


def test_a_clerk_hands_over_the_registers_once(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    clerk, other = desk.sides.clerk, make_user(uow, roles=[Role.CLERK], agency=desk.sides.agency)
    with acting(uow, clerk):
        made = hand_over(uow, desk.sides.agency, clerk, other, None, WHY)

    assert [one.title for one in made.items if one.kind == Kind.BOOK] == ["Sổ văn bản đến"]
    assert desk.burdens(uow, clerk) == []


def test_a_draft_nobody_saw_keeps_its_subject_from_others(uow: UnitOfWork) -> None:
    desk = make_desk(uow)

    def title(reader: User) -> str:
        return next(one.title for one in desk.burdens(uow, desk.giver, reader) if one.kind is Kind.DRAFT)

    assert desk.draft.subject in title(desk.giver)
    assert title(desk.sides.leader) == "Dự thảo công văn, soạn ngày 15/06/2026"


def test_who_may_hand_over_and_to_whom(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    agency = desk.sides.agency
    for stranger in (desk.heir, desk.sides.outsider, desk.sides.doer_leader):
        with pytest.raises(NotAllowedError):
            desk.hand_over(uow, by=stranger)
    with acting(uow, desk.sides.leader):
        for receiver in (desk.giver, desk.sides.doer):
            with pytest.raises(InvalidInputError):
                hand_over(uow, agency, desk.giver, receiver, None, WHY)
        with pytest.raises(ReasonMissingError):
            hand_over(uow, agency, desk.giver, desk.heir, None, "Nghỉ")
    assert len(desk.burdens(uow, desk.giver)) > 5


def test_both_sides_and_the_office_find_the_minutes(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    made = desk.hand_over(uow)

    for reader in (desk.giver, desk.heir, desk.sides.clerk, desk.sides.leader):
        assert minutes(uow.session, actor_for(uow, reader), made.id) is made
    for stranger in (desk.sides.office.head, desk.sides.outsider):
        assert latest(uow.session, actor_for(uow, stranger)) == []
        with pytest.raises(MinutesNotFoundError):
            minutes(uow.session, actor_for(uow, stranger), made.id)


def test_the_minutes_list_every_thing(uow: UnitOfWork) -> None:
    desk = make_desk(uow)
    made = desk.hand_over(uow)

    paper = docx.Document(io.BytesIO(papers.document(made)))

    lines = [line.text for line in paper.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert {"BIÊN BẢN", "Bàn giao công việc", f"Lý do bàn giao: {WHY}."} <= set(lines)
    assert all(any(one.title in row for row in rows) for one in made.items)
    assert ["BÊN GIAO", "BÊN NHẬN"] in rows


@pytest.fixture
def committed(services: Services) -> dict[str, str]:
    with services.begin(Actor.operator()) as uow:
        desk = make_desk(uow)
        desk.sides.leader.username = "lanh-dao"
        desk.giver.username, desk.sides.office.head.username = "nguoi-giao", "truong-phong"
        keys = {str(one.kind): one.key for one in desk.burdens(uow, desk.giver)}
        return {"giver": desk.giver.id, "heir": desk.heir.id, "agency": desk.sides.agency.id, **keys}


def test_the_pages_hand_over_what_is_ticked(app: Application, committed: dict[str, str]) -> None:
    leader, stranger = sign_in(app, "lanh-dao"), sign_in(app, "truong-phong")
    address = f"/succession/new?nguoi={committed['giver']}"
    assert f'value="{committed["giver"]}"' in leader.get("/succession").text
    page = leader.get(address).text
    assert 'name="chosen" value="' + committed[Kind.INCOMING] + '"' in page
    assert stranger.get(address).status_code == 404

    def send(browser: FlaskClient, **values: str) -> tuple[int, str]:
        filled = {"nguoi": committed["giver"], "receiver": committed["heir"], "reason": WHY, **values}
        answer = browser.post("/succession/new", data={**filled, "chosen": committed[Kind.INCOMING], **csrf(browser)})
        return answer.status_code, answer.headers.get("Location", "") or answer.text

    status, refused = send(leader, reason="Nghỉ")
    assert (status, "ít nhất 10 ký tự" in refused) == (422, True)
    status, refused = send(leader, receiver="")
    assert (status, "Chọn người nhận" in refused) == (422, True)
    status, where = send(leader)
    assert status == 302
    shown = leader.get(where)
    assert (shown.status_code, WHY in shown.text) == (200, True)
    assert leader.get(f"{where}/minutes.docx").data.startswith(b"PK")
    assert sign_in(app, "nguoi-nhan").get(where).status_code == 200
    assert [stranger.get(each).status_code for each in (where, f"{where}/minutes.docx")] == [404, 404]
    assert committed[Kind.INCOMING] not in leader.get(address).text
