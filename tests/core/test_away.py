"""PostgreSQL away, back, or taking no changes: people are told in their words, and everything goes on by itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, make_url, select

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.app import create_app
from docarchive.core import jobs
from docarchive.core.actor import Actor
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from docarchive.settings import Settings
from scripts.servers import postgresql
from tests.conftest import FixedClock, sign_in
from tests.core.test_jobs import wait_until
from tests.databases import Databases, server_url
from tests.factories import make_user
from tests.wire import Wire

pytestmark = pytest.mark.needs("postgresql")


@pytest.fixture
def database_kind() -> str:
    return "postgresql"


@pytest.fixture
def wire() -> Iterator[Wire]:
    url = make_url(server_url())
    made = Wire(url.host or "127.0.0.1", url.port or 5432)
    yield made
    made.cut()


@pytest.fixture
def services(settings: Settings, clock: FixedClock, wire: Wire) -> Iterator[Services]:
    """An instance whose database lies behind a wire."""
    url = make_url(settings.database_url).set(host="127.0.0.1", port=wire.port)
    behind = settings.model_copy(update={"database_url": url.render_as_string(hide_password=False)})
    built = wiring.build(behind, clock)
    built.files.prepare()
    yield built
    built.stop()


@pytest.fixture
def reader(services: Services) -> FlaskClient:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="nguoi-doc", roles=[Role.ADMINISTRATOR])
    return sign_in(create_app(services), "nguoi-doc")


def test_while_the_database_is_away_people_are_told_what_to_do(reader: FlaskClient, wire: Wire) -> None:
    wire.cut()
    page, part = reader.get("/"), reader.get("/", headers={"HX-Request": "true"})
    call = reader.get("/api/v1/me", headers={"Authorization": "Bearer x"})

    assert (page.status_code, part.status_code, call.status_code) == (503, 503, 503)
    assert "Cơ sở dữ liệu tạm thời không liên lạc được" in page.text
    assert "data-come-back" in page.text
    assert "báo người quản trị" in part.text
    assert "database-away" in call.text
    assert page.headers["Retry-After"] == "10"


def test_supervisors_see_a_living_process_that_is_not_ready(reader: FlaskClient, wire: Wire) -> None:
    wire.cut()

    assert reader.get("/healthz").status_code == 200
    ready = reader.get("/readyz")
    assert (ready.status_code, json.loads(ready.text)["checks"]["database"]) == (503, False)


def test_when_the_database_comes_back_everybody_goes_on_where_they_were(reader: FlaskClient, wire: Wire) -> None:
    wire.cut()
    assert reader.get("/admin/users").status_code == 503

    wire.mend()

    assert reader.get("/admin/users").status_code == 200
    assert json.loads(reader.get("/readyz").text)["checks"]["database"]


def test_a_database_that_takes_no_changes_can_still_be_read(
    reader: FlaskClient, services: Services, clock: FixedClock
) -> None:
    name = make_url(services.db.url).database
    with psycopg.connect(postgresql.plain(server_url()), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    services.db.engine.dispose()
    clock.now += timedelta(minutes=5)  # long enough for the visit to be noted

    listed = reader.get("/admin/users")
    form = {"code": "Y01", "name": "Cơ quan", **_token(listed.text)}
    refused = reader.post("/admin/agencies/new", data=form)

    assert listed.status_code == 200
    assert refused.status_code == 503
    assert "chỉ đọc" in refused.text


def test_a_job_under_way_when_the_database_goes_is_done_once(services: Services, wire: Wire) -> None:
    services.clock = services.work.clock = system_clock
    reached, go_on = threading.Event(), threading.Event()

    def prepare(_payload: jobs.Payload, _tools: jobs.JobTools) -> None:
        reached.set()
        go_on.wait(20)

    @jobs.handler("test.note", prepare=prepare)
    def finish(uow: UnitOfWork, _payload: jobs.Payload, _value: None) -> None:
        uow.session.add(Agency(code="Y01", name="Một lần"))

    with services.begin(Actor.operator()) as uow:
        uow.enqueue("test.note", "1")
    runner = JobRunner(services.work, {finish.kind: finish}, services.settings.home)
    runner.start()
    try:
        assert reached.wait(20)
        wire.cut()
        go_on.set()
        wire.mend()
        wait_until(lambda: _is_done(services), seconds=90)
    finally:
        runner.stop()

    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 1


def test_a_command_says_which_server_does_not_answer(tmp_path: Path, databases: Databases) -> None:
    from click.testing import CliRunner

    from docarchive.cli import main

    (tmp_path / "docarchive.toml").write_text('database_url = "postgresql+psycopg://a:b@127.0.0.1:9/x"\n', "ascii")

    answer = CliRunner().invoke(main, ["--home", str(tmp_path), "audit", "verify", "--json"])

    assert answer.exit_code == 1
    assert "database-away" in answer.stdout
    assert "127.0.0.1" in answer.stderr


def _is_done(services: Services) -> bool:
    try:
        with services.db.reading() as session:
            return session.scalar(select(Job.state)) == JobState.DONE
    except Exception:
        return False


def _token(page: str) -> dict[str, str]:
    marker = 'X-CSRFToken": "'
    start = page.index(marker) + len(marker)
    return {"csrf_token": page[start : page.index('"', start)]}
