"""A report of a large register is made by a job, and its reader sees how far it is."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.runner import JobRunner
from docarchive.directions import jobs
from docarchive.directions.models import FrozenReport, ReportMaking
from docarchive.directions.services import making
from tests.conftest import FixedClock, csrf, sign_in
from tests.directions.factories import Sides, make_assignment, make_sides

ADDRESS = "/directions/figures.docx?tu=01/01/2026&den=15/06/2026&so=1"


@pytest.fixture
def sides(services: Services, monkeypatch: pytest.MonkeyPatch) -> Sides:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 0)
    with services.begin(Actor.operator()) as uow:
        made = make_sides(uow)
        make_assignment(uow, made)
    return made


@pytest.fixture
def clerk(app: Application, sides: Sides) -> FlaskClient:
    return sign_in(app, sides.clerk.username)


def run(services: Services) -> None:
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()


def test_it_is_made_while_the_page_asks_and_then_taken(
    app: Application, services: Services, sides: Sides, clerk: FlaskClient
) -> None:
    begun = clerk.get(ADDRESS)
    page = clerk.get(begun.location).text
    assert "Đang lập báo cáo" in page
    assert "hx-trigger" in page
    assert clerk.get(f"{begun.location}/file").status_code == 404

    run(services)
    page, file = clerk.get(begun.location).text, clerk.get(f"{begun.location}/file")

    assert "Tải báo cáo" in page
    assert 'hx-trigger="every' not in page
    assert docx.Document(io.BytesIO(file.data)).tables[1].rows[1].cells[1].text == sides.department.name
    assert "bao-cao-chi-dao-20260101-20260615" in file.headers["Content-Disposition"]
    assert begun.location in clerk.get("/directions/reports").text
    leader = sign_in(app, sides.leader.username)
    assert leader.get(begun.location).status_code == 404


def test_a_large_one_is_kept_by_the_same_job(
    app: Application, services: Services, sides: Sides, clerk: FlaskClient
) -> None:
    form = {"tu": "01/01/2026", "den": "15/06/2026", "so": "1", "theo": "leader", "title": "Báo cáo 6 tháng"}
    refused = clerk.post("/directions/reports", data={**form, **csrf(clerk), "title": "x" * 301})
    begun = clerk.post("/directions/reports", data={**form, **csrf(clerk)})
    page = clerk.get(begun.location).text
    assert refused.status_code == 422
    assert "Đang chốt báo cáo" in page
    assert clerk.get(f"{begun.location}/file").status_code == 404

    run(services)
    run(services)

    with services.work.reading(Actor.operator()) as uow:
        (kept,) = uow.session.scalars(select(FrozenReport)).all()
        assert (kept.title, kept.frozen_by, kept.by) == ("Báo cáo 6 tháng", sides.clerk.name, "leader")
        assert kept.figures["total"]
    page = clerk.get(begun.location).text
    assert f"/directions/reports/{kept.id}" in page
    assert 'hx-trigger="every' not in page
    assert clerk.get(f"{begun.location}/file").status_code == 404
    assert "Báo cáo 6 tháng" in clerk.get(f"/directions/reports/{kept.id}").text
    listed = clerk.get("/directions/reports").text
    assert kept.id in listed
    assert begun.location not in listed


def test_the_job_tells_how_far_it_is(services: Services, clerk: FlaskClient) -> None:
    clerk.get(ADDRESS)
    run(services)

    with services.work.reading(Actor.operator()) as uow:
        job = uow.session.scalars(select(Job).where(Job.kind == making.MAKE)).one()
        assert (job.done_units, job.total_units) == (1, 4)  # the rest within half a second


def test_why_it_could_not_be_made_is_said_with_a_way_on(
    services: Services, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = clerk.get(ADDRESS)
    with services.begin(Actor.operator()) as uow:
        job = uow.session.scalars(select(Job).where(Job.kind == making.MAKE)).one()
        job.state, job.error = JobState.FAILED, "Đĩa máy chủ đã đầy."

    page = clerk.get(begun.location).text

    assert "Chưa lập được báo cáo: Đĩa máy chủ đã đầy." in page
    assert "Lập lại" in page


def test_it_is_forgotten_after_a_day_also_while_its_job_waits(
    app: Application, services: Services, sides: Sides, clerk: FlaskClient, clock: FixedClock
) -> None:
    old = clerk.get(ADDRESS).location
    clock.now += making.KEPT + timedelta(minutes=1)
    clerk = sign_in(app, sides.clerk.username)
    clerk.get(ADDRESS)
    run(services)

    assert clerk.get(old).status_code == 404
    with services.work.reading(Actor.operator()) as uow:
        assert len(uow.session.scalars(select(ReportMaking)).all()) == 1


def test_a_small_register_is_answered_at_once(
    app: Application, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 1)

    assert clerk.get(ADDRESS).status_code == 200
    assert jobs.keep_report in jobs.HANDLERS
