"""Who asks, told from the browser's session or a program's token; what strangers may not call is closed by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import structlog
from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import selectinload

from docarchive.accounts.audience import actor_of, stand_in
from docarchive.accounts.models import Absence, Agency, Position, User, WebSession
from docarchive.accounts.queries.identity import KnownPerson, LiveSession, live_session, live_token
from docarchive.accounts.queries.sessions import SessionRules
from docarchive.accounts.services import sessions
from docarchive.accounts.services.tokens import note_use
from docarchive.core import web
from docarchive.core.actor import Actor
from docarchive.core.errorpages import answer, is_api
from docarchive.core.failures import DatabaseBusyError, DatabaseReadOnlyError, translated
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotAllowedError

_TOUCH_EVERY = timedelta(minutes=1)
# In the browser's cookie and in the header of programs: the absence by which one stands in for another.
STANDS_IN = "stands-in"
ON_BEHALF_OF = "X-Docarchive-Absence"
_ALWAYS_ONESELF = frozenset({"accounts", "admin", "notices"})
_ONES_OWN = "/api/v1/me"
_WITH_SEATS = (
    selectinload(Absence.user).selectinload(User.positions).joinedload(Position.agency).selectinload(Agency.followed),
    selectinload(Absence.user).selectinload(User.role_rows),
)
_ALLOWED_WITH_OLD_PASSWORD = frozenset({"accounts.password", "accounts.sign_out", "static"})


@dataclass(eq=False)
class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A person behind a live session, as Flask-Login knows him: by the session's token, not by his id."""

    token: str
    session: LiveSession

    def get_id(self) -> str:
        return self.token


def session_rules() -> SessionRules:
    """Give how long sessions live here."""
    settings = web.services().settings
    idle = timedelta(minutes=settings.session_idle_minutes)
    return SessionRules(idle, timedelta(hours=settings.session_absolute_hours))


def install_login(app: Flask) -> None:
    """Find out before every request who asks, and turn strangers away from everything not marked public."""
    manager = LoginManager(app, add_context_processor=False)  # pages ask for the actor, and so do error pages
    manager.session_protection = None  # the server's own table decides
    manager.user_loader(_load)
    app.before_request(_find_actor)
    app.before_request(_turn_strangers_away)
    app.before_request(_ask_for_new_password)


def sign_in_browser(user: User) -> None:
    """Open a session for a person whose password was right; the browser's old session, if any, is dropped."""
    services = web.services()
    actor = actor_of(user, services.clock())
    browser = request.user_agent.string
    with services.begin(actor) as uow:
        token = sessions.open_session(uow, user, request.remote_addr or "", browser)
    session.clear()
    session.permanent = True
    found = _load(token)
    if found is not None:
        login_user(found)


def sign_out_browser() -> None:
    """End the browser's session here and on the server."""
    signed_in = current_session()
    if signed_in is not None:
        with web.services().begin(web.actor()) as uow:
            sessions.end_session(uow, uow.session.get_one(WebSession, signed_in.id))
    logout_user()
    session.clear()


def current_session() -> LiveSession | None:
    """Give the session of the browser that asks; None for programs and strangers."""
    return cast(SignedIn, current_user).session if not is_api() and current_user.is_authenticated else None


def _load(token: str) -> SignedIn | None:
    services = web.services()
    with services.db.reading() as reading:
        found = live_session(reading, token, services.clock(), session_rules())
    return SignedIn(token, found) if found else None


def _find_actor() -> None:
    if request.endpoint == "static" or request.blueprint == "health":
        return
    g.actor = _program() if is_api() else _person()
    if g.actor is not None:
        structlog.contextvars.bind_contextvars(actor=g.actor.key)


def _person() -> Actor | None:
    signed_in = current_session()
    if signed_in is None:
        return None
    services = web.services()
    if services.clock() - signed_in.seen_at > _TOUCH_EVERY:
        _note(lambda uow: sessions.touch(uow, signed_in.id))
    return _standing_in(signed_in.user, session.get(STANDS_IN, "")) or actor_of(signed_in.user, services.clock())


def _standing_in(user: KnownPerson, absence_id: str) -> Actor | None:
    """The actor of who stands in for another now; accounts and administration are always one's own."""
    if not absence_id or request.blueprint in _ALWAYS_ONESELF:
        return None
    services = web.services()
    with services.db.reading() as reading:
        absence = reading.get(Absence, absence_id, options=_WITH_SEATS)
        return stand_in(user, absence, services.clock()) if absence else None


def _program() -> Actor | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    services = web.services()
    with services.db.reading() as reading:
        found = live_token(reading, token.strip(), services.clock())
    if found is None or (request.method not in web.READING_METHODS and not found.may_write):
        return None
    if found.used_at is None or services.clock() - found.used_at > _TOUCH_EVERY:
        _note(lambda uow: note_use(uow, found.id))
    wanted = request.headers.get(ON_BEHALF_OF, "")
    if not wanted or request.path.startswith(_ONES_OWN):
        return actor_of(found.user, services.clock())
    other = _standing_in(found.user, wanted)
    if other is None:
        raise NotAllowedError(
            "Ủy quyền này chưa đến ngày, đã hết ngày hoặc không dành cho bạn.", code="not-standing-in"
        )
    return other


def _note(change: Callable[[UnitOfWork], None]) -> None:
    """Note that somebody was here; a database that takes no changes just now must not keep people from reading."""
    try:
        with web.services().begin(Actor.system()) as uow:
            change(uow)
    except DBAPIError as problem:
        if not isinstance(translated(problem), (DatabaseReadOnlyError, DatabaseBusyError)):
            raise


def _turn_strangers_away() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or getattr(view, "is_public", False) or g.actor is not None:
        return None
    if is_api():
        response = answer(401, "sign-in", "Cần mã truy cập API còn hiệu lực trong tiêu đề Authorization: Bearer.")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    target = url_for("accounts.sign_in", next=_wanted_page())
    if web.wants_part():
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)


def _wanted_page() -> str | None:
    if request.method != "GET" or web.wants_part():
        return None
    page = request.full_path.rstrip("?")
    return None if page == "/" else page


def _ask_for_new_password() -> ResponseReturnValue | None:
    signed_in = current_session() if g.get("actor") else None
    if signed_in is None or not signed_in.user.must_change_password or request.endpoint in _ALLOWED_WITH_OLD_PASSWORD:
        return None
    target = url_for("accounts.password")
    return Response(status=401, headers={"HX-Redirect": target}) if web.wants_part() else redirect(target)
