"""What tests share: a fixed noon, a real database, the application, and people signed in."""

from __future__ import annotations

import functools
import gc
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, Engine, Pool, select
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from docarchive import wiring
from docarchive.accounts.models import User
from docarchive.accounts.services import sessions
from docarchive.app import Application, create_app
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.logs import configure_logging
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from docarchive.settings import Settings
from scripts import servers
from tests import databases as database_kinds
from tests.databases import Databases
from tests.factories import make_user

if TYPE_CHECKING:
    from tests.signatures.world import World

hypothesis.settings.register_profile("house", deadline=None)  # how long a test takes says nothing on a busy machine
hypothesis.settings.load_profile("house")

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)  # twelve o'clock in Hà Nội
ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or ROOT.parent / "shared" / "corpus")


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def _has_tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return "vie" in listed.stdout.split()


PARTS: dict[str, Callable[[], bool]] = {
    "tesseract": _has_tesseract,
    "scan": lambda: all(importlib.util.find_spec(name) for name in ("onnxruntime", "cv2")),
    "libreoffice": lambda: bool(shutil.which("soffice") or shutil.which("libreoffice")),
    "chromium": lambda: bool(shutil.which("chromium")),
    "elasticsearch": lambda: servers.url_of("elasticsearch") is not None,
    "bubblewrap": lambda: bool(shutil.which("bwrap")),
    "nginx": lambda: bool(shutil.which("nginx")),
    "softhsm": lambda: bool(shutil.which("softhsm2-util")),
    "systemd": lambda: bool(shutil.which("systemd-analyze")),
    "postgresql": lambda: servers.url_of("postgresql") is not None,
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip by name what needs a part this machine lacks; ``DOCARCHIVE_REQUIRE`` makes the lack a failure."""
    if left_out := set(database_kinds.left_out(items)):
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    required = {part.strip() for part in os.environ.get("DOCARCHIVE_REQUIRE", "").split(",") if part.strip()}
    present: dict[str, bool] = {}
    for item in items:
        for marker in item.iter_markers("needs"):
            part = marker.args[0]
            if part not in present:
                present[part] = PARTS[part]()
            if not present[part] and part not in required:
                item.add_marker(pytest.mark.skip(reason=f"needs {part}"))
        if item.get_closest_marker("corpus") and not CORPUS.is_dir() and "corpus" not in required:
            item.add_marker(pytest.mark.skip(reason=f"needs the corpus at {CORPUS}"))


def pytest_collection_finish() -> None:
    """Leave in peace what lives as long as the run: looking through it for garbage took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests go to whichever process is free, one by one; those with a browser stay in one, which has their server."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # no types of its own
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/e2e/") else nodeid

    return Scheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def _quiet_logs() -> None:
    configure_logging("ERROR")


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS


@pytest.fixture(scope="session")
def world() -> World:
    """The same authorities and keys for the whole run."""
    from tests.signatures.world import World

    return World.make()


@pytest.fixture(scope="session")
def token(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A token that holds the keys ``lanh-dao`` and ``con-dau``; gives its driver, which knows one home a process."""
    from tests.signatures import softtoken

    home = tmp_path_factory.mktemp("token")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(home / "softhsm2.conf"))
        softtoken.make(home, {"lanh-dao": world.leader, "con-dau": world.agency})
        yield softtoken.DRIVER


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("empty"))
    yield made
    made.drop_all()


@pytest.fixture(params=database_kinds.params())
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on; every test that needs an instance runs on both."""
    return str(request.param)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def settings(tmp_path: Path, databases: Databases, database_kind: str) -> Iterator[Settings]:
    home = tmp_path / "instance"
    url = databases.put(database_kind, home)
    yield _common_settings().model_copy(update={"home": home.resolve(), "database_url": url})
    databases.take_back(home)


@functools.cache
def _common_settings() -> Settings:
    """What all instances for tests have alike; reading it anew for each costs more than many a test."""
    return Settings.from_environ(Path("nowhere"), search_url="memory:", secret_key="only for tests", min_free_disk_mb=0)


@pytest.fixture
def services(settings: Settings, clock: FixedClock) -> Iterator[Services]:
    """An instance of its own for the test, with no threads running."""
    built = wiring.build(settings, clock)
    built.files.prepare()
    yield built
    built.stop()


@pytest.fixture
def uow(services: Services) -> Iterator[UnitOfWork]:
    """A unit of work of the operator, for arranging; the test commits what others are to see."""
    unit = services.work.open(Actor.operator())
    yield unit
    unit.session.close()


@pytest.fixture
def session(uow: UnitOfWork) -> Session:
    return uow.session


# templates compiled once for all applications of a test run, and for all its processes
_compiled = FileSystemBytecodeCache()


@pytest.fixture(scope="session", autouse=True)
def _addresses_compiled_once() -> Iterator[None]:
    """Hundreds of addresses are compiled for every application; here the same ones once."""
    compile_builder = Rule._compile_builder

    @functools.cache
    def known(rule: str, trace: tuple[tuple[bool, str], ...], append_unknown: bool) -> Any:
        del rule, trace
        return compile_builder(held[0], append_unknown)

    held: list[Rule] = []

    def builder(self: Rule, append_unknown: bool = True) -> Any:
        if self.defaults:
            return compile_builder(self, append_unknown)
        held[:] = [self]
        return known(self.rule, tuple(self._trace), append_unknown)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", builder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once() -> Iterator[None]:
    """Every test has an engine of its own; what one of them compiled serves all of its kind."""
    kept: dict[type, LRUCache[Any, Any]] = {}
    start = Engine.__init__

    def begin(self: Engine, pool: Pool, dialect: Dialect, *args: Any, **values: Any) -> None:
        start(self, pool, dialect, *args, **values)
        self._compiled_cache = kept.setdefault(type(dialect), LRUCache(5_000))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", begin)
        for kind in (SQLiteDialect, PGDialect):  # they key what was compiled, each by itself
            patch.setattr(kind, "__eq__", lambda one, other: type(one) is type(other))
            patch.setattr(kind, "__hash__", lambda one: hash(type(one)))
        yield


_applications: dict[str, Application] = {}


def application(services: Services) -> Application:
    """Give the application of an instance; instances with the same settings and key have the same one in turn."""
    alike = services.settings.model_dump_json(exclude={"home", "search_url", "database_url"})
    alike += services.settings.secret_key.get_secret_value()
    if alike not in _applications:
        made = _applications[alike] = create_app(services)
        made.jinja_env.bytecode_cache = _compiled
    served = _applications[alike]
    served.extensions["docarchive"] = services
    return served


@pytest.fixture
def app(services: Services) -> Application:
    """The application of the test's instance."""
    return application(services)


@pytest.fixture
def client(app: Application) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


def sign_in(app: Application, username: str, password: str = "") -> FlaskClient:
    """Give the browser of somebody who signed in; by the door itself only where a password is given."""
    browser = app.test_client()
    if password:
        answer = browser.post("/sign-in", data={"username": username, "password": password, **csrf(browser)})
        assert answer.status_code == 302, answer.text
        return browser
    services: Services = app.extensions["docarchive"]
    with services.begin(Actor.operator()) as unit:
        user = unit.session.scalars(select(User).where(User.username == username)).one()
        open_session = sessions.open_session(unit, user, "127.0.0.1", "Werkzeug")
    with browser.session_transaction() as kept:
        kept.update({"_user_id": open_session, "_fresh": True, "csrf_token": "of this test"})
        kept.permanent = True
    return browser


def csrf(browser: FlaskClient) -> dict[str, str]:
    """Give the form field that proves a form came from our page."""
    with browser.session_transaction() as kept:
        known = kept.get("csrf_token")
    if known is None:
        browser.get("/help", follow_redirects=True)  # a page without figures; strangers are sent to the door
        with browser.session_transaction() as kept:
            known = kept["csrf_token"]
    return {
        "csrf_token": URLSafeTimedSerializer(str(browser.application.secret_key), salt="wtf-csrf-token").dumps(known)
    }


def _signed_in_as(role: Role) -> Callable[[Application, Services], FlaskClient]:
    def browser(app: Application, services: Services) -> FlaskClient:
        with services.begin(Actor.operator()) as unit:
            make_user(unit, username=role.value.replace("_", "-"), roles=[role])
        return sign_in(app, role.value.replace("_", "-"))

    return browser


@pytest.fixture
def civil_servant(app: Application, services: Services) -> FlaskClient:
    return _signed_in_as(Role.CIVIL_SERVANT)(app, services)


@pytest.fixture
def clerk(app: Application, services: Services) -> FlaskClient:
    return _signed_in_as(Role.CLERK)(app, services)


@pytest.fixture
def leader(app: Application, services: Services) -> FlaskClient:
    return _signed_in_as(Role.LEADER)(app, services)


@pytest.fixture
def specialist(app: Application, services: Services) -> FlaskClient:
    return _signed_in_as(Role.SPECIALIST)(app, services)


@pytest.fixture
def administrator(app: Application, services: Services) -> FlaskClient:
    return _signed_in_as(Role.ADMINISTRATOR)(app, services)
