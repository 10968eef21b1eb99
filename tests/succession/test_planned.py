"""Mergers prepared before their day: nothing changes until then, on the day a job does it, and lists follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.models import RecipientList
from docarchive.exchange.queries.directory import Directory, members_of
from docarchive.exchange.services import recipients
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.roles import Role
from docarchive.notices.models import Notice
from docarchive.registers.models import RegisterNumber
from docarchive.registers.services import numbering
from docarchive.succession.errors import PlannedAlreadyError, PlannedEndedError
from docarchive.succession.planned import PlannedReorganisation, PlannedState
from docarchive.succession.services import planning
from docarchive.succession.states import Change
from tests.conftest import FixedClock, csrf, sign_in
from tests.delivery.factories import run_jobs
from tests.exchange.factories import acting, make_office
from tests.exchange.outgoing_factories import make_numbered
from tests.factories import make_agency, make_user
from tests.succession.test_reorganising import DECISION, TODAY, Case, make_case

TOMORROW = TODAY + timedelta(1)


def prepared(uow: UnitOfWork, case: Case, day: date = TOMORROW) -> PlannedReorganisation:
    with acting(uow, case.admin):
        return planning.prepare(uow, replace(case.merging, day=day))


def told(uow: UnitOfWork, case: Case) -> list[str]:
    return list(uow.session.scalars(select(Notice.text).where(Notice.user_id == case.admin.id).order_by(Notice.id)))


def test_it_is_carried_out_on_its_day_and_not_before(services: Services, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        case = make_case(uow)
        planned_id = prepared(uow, case).id
        office = make_office(uow)
        with acting(uow, office.officer):
            recipients.save_list(uow, office.agency.id, "Các sở", [case.other.agency])
    run_jobs(services)
    with services.db.reading() as session:
        assert session.get_one(Agency, case.other.agency.id).valid_to is None
    clock.now += timedelta(hours=12, minutes=30)  # half past midnight there
    run_jobs(services)
    with services.begin(Actor.operator()) as uow:
        planned = uow.session.get_one(PlannedReorganisation, planned_id)
        assert planned.state == PlannedState.DONE
        assert planned.reorganisation is not None
        assert (planned.reorganisation.made_by, planned.reorganisation.day) == (case.admin.name, TOMORROW)
        assert uow.session.get_one(Agency, case.other.agency.id).valid_to == TODAY
        kept = uow.session.scalars(select(RecipientList)).one()
        assert members_of(uow.session, kept) == [case.heir.id]
        assert any("đã thực hiện" in each for each in told(uow, case))


def test_what_stands_in_the_way_is_told_and_tried_again(services: Services, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        case = make_case(uow)
        planned_id, letter = prepared(uow, case).id, make_numbered(uow, case.other)
        number_id = letter.number_id
    clock.now += timedelta(hours=12, minutes=30)
    run_jobs(services)
    with services.begin(Actor.operator()) as uow:
        stuck = uow.session.get_one(PlannedReorganisation, planned_id)
        assert (stuck.state, "đã cấp số, chưa ban hành" in stuck.reason) == (PlannedState.STUCK, True)
        assert uow.session.get_one(Agency, case.other.agency.id).valid_to is None
        assert sum("chưa thực hiện được" in each for each in told(uow, case)) == 1
        with acting(uow, case.other.clerk):
            cancel(uow, str(number_id))
    clock.now += timedelta(hours=2)
    run_jobs(services)
    with services.db.reading() as session:
        assert session.get_one(PlannedReorganisation, planned_id).state == PlannedState.DONE


def test_it_can_be_changed_and_called_off(services: Services, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        case = make_case(uow)
        planned = prepared(uow, case)
        with acting(uow, case.admin):
            with pytest.raises(PlannedAlreadyError):
                planning.prepare(uow, replace(case.merging, day=TODAY + timedelta(9)))
            with pytest.raises(InvalidInputError):
                planning.prepare(uow, case.merging)
            planning.prepare(uow, replace(case.merging, day=TODAY + timedelta(2)), planned)
        with acting(uow, case.office.clerk), pytest.raises(NotAllowedError):
            planning.call_off(uow, planned, "Quyết định bị hoãn lại")
        planned_id = planned.id
    clock.now += timedelta(days=1)
    run_jobs(services)
    with services.begin(Actor.operator()) as uow:
        planned = uow.session.get_one(PlannedReorganisation, planned_id)
        assert planned.state == PlannedState.WAITING
        planning.call_off(uow, planned, "Quyết định bị hoãn lại")
    clock.now += timedelta(days=2)
    run_jobs(services)
    with services.begin(Actor.operator()) as uow:
        planned = uow.session.get_one(PlannedReorganisation, planned_id)
        assert (planned.state, planned.reason) == (PlannedState.CALLED_OFF, "Quyết định bị hoãn lại")
        assert uow.session.get_one(Agency, case.other.agency.id).valid_to is None
        with pytest.raises(PlannedEndedError):
            planning.call_off(uow, planned, "Quyết định bị hoãn lại")


def test_of_a_parted_agency_a_list_asks_which_one_is_meant(uow: UnitOfWork) -> None:
    case, second = make_case(uow), make_agency(uow, name="Sở Nhà ở")
    owner, source = make_office(uow), case.other.agency
    with acting(uow, owner.officer):
        kept = recipients.save_list(uow, owner.agency.id, "Các sở", [source])
    case.run(uow, replace(case.merging, kind=Change.SPLIT, sources=[source], targets=[case.heir, second]))
    assert members_of(uow.session, kept) == [source.id]
    directory = Directory(uow.session, owner.agency, TODAY)
    assert {one.id for one in directory.followers(source.id)} == {case.heir.id, second.id}
    assert directory.followers(second.id) == []


def test_administrators_prepare_change_and_call_off_on_the_page(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        case = make_case(uow)
        make_user(uow, username="van-thu", roles=[Role.CLERK], agency=case.heir)
    admin = sign_in(app, case.admin.username)
    order = {
        "kind": "merge", "source": [case.office.agency.id, case.other.agency.id], "target": case.heir.id,
        "decision": DECISION, "day": "01/07/2026",
    }  # fmt: skip
    page = admin.get("/succession/agencies/plan", query_string=order).text
    assert "Chuẩn bị cho ngày 01/07/2026" in page
    assert admin.post("/succession/agencies/plan", data={**order, **csrf(admin)}).status_code == 302
    page = admin.get("/succession/agencies").text
    assert "Chờ đến ngày" in page
    with services.db.reading() as session:
        planned = session.scalars(select(PlannedReorganisation)).one()
    changed = {**order, "day": "05/07/2026", "planned": planned.id, **csrf(admin)}
    assert admin.post("/succession/agencies/plan", data=changed).status_code == 302
    assert "05/07/2026" in admin.get("/succession/agencies").text
    off = f"/succession/agencies/planned/{planned.id}/calling-off"
    other = sign_in(app, "van-thu")
    assert other.post(off, data={"reason": "Quyết định bị hoãn lại", **csrf(other)}).status_code == 404
    assert admin.post(off, data={"reason": "Quyết định bị hoãn lại", **csrf(admin)}).status_code == 302
    assert "Chờ đến ngày" not in admin.get("/succession/agencies").text


def cancel(uow: UnitOfWork, number_id: str) -> None:
    numbering.cancel(uow, uow.session.get_one(RegisterNumber, number_id), "Văn bản chưa ban hành, hủy số")
