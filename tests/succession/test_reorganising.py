"""Agencies are merged and parted: what is under way goes on elsewhere, what is done keeps its name, nothing is lost."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta

import docx
import pytest

from docarchive.accounts.errors import AgencyEndedError
from docarchive.accounts.models import Agency, User
from docarchive.accounts.queries.users import colleagues
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.archive.queries.catalogue import labels
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.services import freezing
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.queries import letters as incoming
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.services import drafting, receiving, registering, routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Channel, IncomingState, Part
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.roles import Role
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.services import numbering
from docarchive.succession import reorganising_papers as papers
from docarchive.succession.errors import PlanChangedError, ReorganisationNotFoundError, StandsInTheWayError
from docarchive.succession.models import Reorganisation
from docarchive.succession.queries.orders import Order
from docarchive.succession.queries.reorganising import reorganisation, reorganisations
from docarchive.succession.services.reorganising import carry_out, look
from docarchive.succession.states import Change, Matter
from tests.conftest import csrf, sign_in
from tests.directions.factories import Sides, make_assignment, make_sides
from tests.dossiers.factories import Office as DossierOffice
from tests.dossiers.factories import make_dossier
from tests.exchange.factories import ENTRY, Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import book_of, make_draft, make_issued, make_numbered
from tests.exchange.two import make_two
from tests.factories import actor_for, make_agency, make_unit, make_user

TODAY = date(2026, 6, 15)
DECISION = "Nghị quyết số 12/NQ-HĐND ngày 10/6/2026 của Hội đồng nhân dân tỉnh"


@dataclass
class Case:
    """Two offices with work under way, and the agency both are merged into."""

    sides: Sides
    other: Office
    heir: Agency
    letter: IncomingLetter
    draft: OutgoingLetter
    led: Assignment
    dossier: Dossier
    admin: User

    @property
    def office(self) -> Office:
        return self.sides.office

    @property
    def merging(self) -> Order:
        sources = [self.office.agency, self.other.agency]
        return Order(Change.MERGE, TODAY, DECISION, sources, [self.heir], self.heir)

    def run(self, uow: UnitOfWork, order: Order | None = None) -> Reorganisation:
        with acting(uow, self.admin):
            wanted = order or self.merging
            return carry_out(uow, wanted, look(uow, wanted).digest)


def dossier_of(uow: UnitOfWork, office: Office) -> Dossier:
    held = DossierOffice(office.agency, office.clerk, office.leader, office.officer, office.head)
    return make_dossier(uow, held, office.officer)


def make_case(uow: UnitOfWork) -> Case:
    sides = make_sides(uow)
    office, other = sides.office, make_office(uow, name="Sở Xây dựng", short_name="SXD")
    heir = make_agency(uow, name="Sở Xây dựng và Giao thông", short_name="SXDGT")
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        routing.assign(uow, letter, "", [To(office.officer, Part.LEAD), To(office.unit, Part.CO)])
    return Case(
        sides, other, heir, letter, make_draft(uow, office), make_assignment(uow, sides, other.agency),
        dossier_of(uow, office), make_user(uow, roles=[Role.ADMINISTRATOR]),
    )  # fmt: skip


def seen_letters(uow: UnitOfWork, who: User) -> set[str]:
    rows = uow.session.query(IncomingLetter.id).filter(incoming.visible_to(actor_for(uow, who)))
    return {row.id for row in rows}


def seen_documents(uow: UnitOfWork, who: User) -> set[str]:
    return {row.id for row in uow.session.query(Document.id).filter(visible_to(actor_for(uow, who)))}


def test_what_is_shown_before_is_what_goes_over(uow: UnitOfWork) -> None:
    case = make_case(uow)
    make_letter(uow, case.other)
    with acting(uow, case.admin):
        shown = look(uow, case.merging)
    assert set(shown.by_matter) == set(Matter) - {Matter.NUMBER, Matter.BELOW}
    assert case.letter.agency_id == case.office.agency.id  # a look changes nothing

    made = case.run(uow)

    assert [one.subject_id for one in made.items] == [one.subject_id for one in shown.things]
    with acting(uow, case.admin):
        after = look(uow, replace(case.merging, day=TODAY + timedelta(1)))
    assert after.things == []


def test_work_under_way_goes_on_where_its_people_are(uow: UnitOfWork) -> None:
    case = make_case(uow)
    officer, clerk = case.office.officer, case.office.clerk

    case.run(uow)

    moved = (case.letter.agency_id, case.draft.agency_id, case.dossier.agency_id, case.office.unit.agency_id)
    assert set(moved) == {case.heir.id}
    assert (case.led.lead_agency_id, case.led.lead_name) == (case.heir.id, case.heir.name)
    assert {one.id for one in colleagues(uow.session, case.heir.id, TODAY)} >= {officer.id, case.other.leader.id}
    assert actor_for(uow, officer).agency_id == case.heir.id
    assert case.letter.id in seen_letters(uow, officer)
    with acting(uow, officer):
        part = next(one for one in open_ones(uow.session, case.letter) if one.to_user_id == officer.id)
        routing.finish(uow, part, "Đã trả lời bằng văn bản.")
    assert case.letter.state == IncomingState.FINISHED
    book = next(one for one in registers_of(uow.session, case.heir.id) if one.is_incoming)
    waiting = make_waiting(uow, case, clerk)
    with acting(uow, clerk):
        registering.register(uow, waiting, book, replace(ENTRY, number="99/CV"))
    assert waiting.arrival_number == "01"


def make_waiting(uow: UnitOfWork, case: Case, clerk: User) -> IncomingLetter:
    with acting(uow, clerk):
        return receiving.receive(uow, case.heir.id, Channel.PAPER)


def test_what_is_done_keeps_its_name_and_its_readers(uow: UnitOfWork) -> None:
    case = make_case(uow)
    issued = make_issued(uow, case.office)
    before = seen_documents(uow, case.office.clerk)
    agency_before, number = issued.agency_id, issued.number

    case.run(uow)

    assert (issued.agency_id, issued.number) == (agency_before, number)
    assert seen_documents(uow, case.office.clerk) == before
    newcomer = make_user(uow, roles=[Role.CLERK], agency=case.heir)
    assert issued.document_id in seen_documents(uow, newcomer)
    assert seen_documents(uow, case.sides.outsider).isdisjoint({issued.document_id})
    path = case.office.agency.id
    assert labels(uow.session, "issuer", [path])[path].endswith(f"(đến 14/06/2026, nay là {case.heir.name})")


def test_registers_are_closed_with_what_was_kept_for_later(uow: UnitOfWork) -> None:
    case = make_case(uow)
    book = book_of(uow, case.office)
    with acting(uow, case.office.clerk):
        kept = numbering.reserve(uow, book, 1, "Giữ cho nghị quyết")[0]

    case.run(uow)

    assert (kept.state, kept.reason) == ("cancelled", f"Sắp xếp cơ quan theo {DECISION}")
    old = registers_of(uow.session, case.office.agency.id)
    assert [one.is_open for one in old] == [False] * len(old)
    assert all(volume.closed_at for one in old for volume in one.volumes)
    with acting(uow, case.office.clerk), pytest.raises(AgencyEndedError):
        drafting.start(uow, case.office.agency.id, drafting.Draft(kind="báo cáo", subject="Sơ kết"))


def test_a_number_that_was_given_must_be_issued_before(uow: UnitOfWork) -> None:
    case = make_case(uow)
    numbered = make_numbered(uow, case.office)

    with pytest.raises(StandsInTheWayError, match=numbered.number):
        case.run(uow)


def test_a_locked_dossier_stays_where_it_is(uow: UnitOfWork) -> None:
    case = make_case(uow)
    with acting(uow, case.office.leader):
        freezing.freeze_dossier(uow, case.dossier, "Phục vụ đoàn thanh tra")

    with pytest.raises(StandsInTheWayError, match="đang bị khóa"):
        case.run(uow)


def test_two_dossiers_of_one_symbol_find_room(uow: UnitOfWork) -> None:
    case = make_case(uow)
    twin = dossier_of(uow, case.other)
    twin.name(case.dossier.symbol, twin.title, twin.description)

    case.run(uow)

    assert {case.dossier.symbol, twin.symbol} == {case.dossier.symbol, f"{case.dossier.symbol}/SXD"}


def test_a_plan_that_changed_is_looked_at_again(uow: UnitOfWork) -> None:
    case = make_case(uow)
    with acting(uow, case.admin):
        seen = look(uow, case.merging).digest
    make_letter(uow, case.other)

    with acting(uow, case.admin), pytest.raises(PlanChangedError):
        carry_out(uow, case.merging, seen)


def test_an_order_must_be_sound_and_an_administrators(uow: UnitOfWork) -> None:
    case = make_case(uow)
    wrong = [
        replace(case.merging, day=TODAY + timedelta(1)),
        replace(case.merging, targets=[case.heir, case.sides.department]),
        replace(case.merging, kind=Change.SPLIT),
        replace(case.merging, decision=""),
        replace(case.merging, keeper=case.sides.department),
    ]
    for order in wrong:
        with pytest.raises(InvalidInputError):
            case.run(uow, order)
    with acting(uow, case.office.leader), pytest.raises(NotAllowedError):
        carry_out(uow, case.merging, "")


def test_a_part_that_leaves_takes_its_work_along(uow: UnitOfWork) -> None:
    case = make_case(uow)
    office, branch = case.office, make_agency(uow, name="Chi cục Giám định")
    own = make_assignment(uow, case.sides, office.officer)
    stays = make_letter(uow, office, number="77/CV-X")
    apart = Order(
        Change.SPLIT, TODAY, DECISION, [office.agency], [office.agency, branch], office.agency,
        units={office.unit.id: branch.id},
    )  # fmt: skip

    case.run(uow, apart)

    assert (case.letter.agency_id, stays.agency_id) == (branch.id, office.agency.id)
    assert case.letter.id not in seen_letters(uow, office.leader)
    assert case.letter.id in seen_letters(uow, office.officer)
    assert stays.id not in seen_letters(uow, office.officer)
    assert case.letter.document_id in seen_documents(uow, office.officer)
    assert (own.lead_agency_id, own.lead_user_id) == (branch.id, None)
    assert office.agency.valid_to is None
    assert [one.is_open for one in registers_of(uow.session, office.agency.id)].count(True) > 0
    assert branch.records_of == frozenset()


def test_what_is_parted_again_follows_to_the_last_keeper(uow: UnitOfWork) -> None:
    case = make_case(uow)
    case.run(uow)
    last = make_agency(uow)
    uow.now += timedelta(days=30)
    again = Order(Change.MERGE, TODAY + timedelta(30), DECISION, [case.heir], [last], last)

    case.run(uow, again)

    assert last.records_of == {case.heir.id, case.office.agency.id, case.other.agency.id}
    assert actor_for(uow, case.office.clerk).agency_ids == {last.id, *last.records_of}


def test_a_packet_to_the_old_code_comes_to_who_keeps_the_records(services: Services) -> None:
    two = make_two(services)
    with services.begin(Actor.operator()) as uow:
        old, heir = uow.session.get_one(Agency, two.receiver.agency.id), make_agency(uow, name="Sở mới")
        order = Order(Change.MERGE, TODAY, DECISION, [old], [heir], heir)
        carry_out(uow, order, look(uow, order).digest)
        heir_id = heir.id

    letter_id = two.issue()

    with services.begin(Actor.operator()) as uow:
        came = uow.session.query(IncomingLetter).one()
        sent = uow.session.get_one(OutgoingLetter, letter_id).sent_to[0]
        assert (came.agency_id, sent.status) == (heir_id, "01")


def test_the_minutes_name_codes_and_every_thing(uow: UnitOfWork) -> None:
    case = make_case(uow)
    made = case.run(uow)

    paper = docx.Document(io.BytesIO(papers.document(made)))

    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert all(any(one.title in row for row in rows) for one in made.items)
    lines = " ".join(line.text for line in paper.paragraphs)
    assert all(one.code in lines for one in (case.heir, case.office.agency, case.other.agency))
    assert case.letter.subject not in str(rows) + lines
    with pytest.raises(ReorganisationNotFoundError):
        reorganisation(uow.session, actor_for(uow, case.office.leader), made.id)
    assert reorganisations(uow.session, actor_for(uow, case.office.leader)) == []


def test_the_pages_show_it_first_and_do_it_once(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        case = make_case(uow)
        case.admin.username, case.office.leader.username = "quan-tri", "lanh-dao"
        unit = make_unit(uow, case.office.agency, name="Phòng Kỹ thuật")
        sources = [case.office.agency.id, case.other.agency.id]
        asked = {"kind": "merge", "source": sources, "target": case.heir.id, "day": "15/06/2026", "decision": DECISION}
        subject, unit_name = case.letter.subject, unit.name
    administrator, leader = sign_in(app, "quan-tri"), sign_in(app, "lanh-dao")
    for address in ("/succession/agencies", "/succession/agencies/new", "/succession/agencies/plan"):
        assert leader.get(address).status_code == 404

    page = administrator.get("/succession/agencies/plan", query_string=asked).text
    assert unit_name in page
    assert subject not in page
    digest = page.split('name="seen" value="')[1][:64]
    early = administrator.post("/succession/agencies/plan", data={**asked, "seen": "x", **csrf(administrator)})
    assert (early.status_code, "đã thay đổi" in early.text) == (422, True)
    done = administrator.post("/succession/agencies/plan", data={**asked, "seen": digest, **csrf(administrator)})

    assert done.status_code == 302
    assert "giữ hồ sơ" in administrator.get(done.location).text
    assert administrator.get(f"{done.location}/minutes.docx").data.startswith(b"PK")
    assert leader.get(done.location).status_code == 404
    assert leader.get("/").status_code == 200
