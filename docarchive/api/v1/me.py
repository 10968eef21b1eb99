"""One's own account."""

from __future__ import annotations

from docarchive.accounts.login import session_rules
from docarchive.accounts.models import ApiToken, User, WebSession
from docarchive.accounts.queries import users as queries
from docarchive.accounts.queries.sessions import sessions_of, tokens_of
from docarchive.accounts.services import sessions, tokens, users
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.people import shown
from docarchive.api.v1.people_shapes import (
    ContactIn,
    EndedOut,
    NewPasswordIn,
    NewTokenOut,
    SessionOut,
    SessionsOut,
    TokenIn,
    TokenOut,
    TokensOut,
    UserOut,
)
from docarchive.core.web import actor, work
from docarchive.kernel.errors import NotFoundError


@bp.get("/me")
@bp.output(UserOut)
def me() -> UserOut:
    """Who the token belongs to."""
    return shown(_myself())


@bp.patch("/me")
@bp.input(ContactIn, arg_name="contact")
@bp.output(UserOut)
def change_me(contact: ContactIn) -> UserOut:
    """Change how colleagues reach one."""
    user = _myself()
    users.change_profile(work(), user, email=contact.email, phone=contact.phone)
    return shown(user)


@bp.put("/me/password")
@bp.input(NewPasswordIn, arg_name="wanted")
@bp.output(EndedOut)
def change_my_password(wanted: NewPasswordIn) -> EndedOut:
    """Choose a new password; every session ends, tokens go on."""
    open_before = len(_sessions())
    users.change_password(work(), _myself(), wanted.current, wanted.password)
    return EndedOut(count=open_before)


@bp.get("/me/sessions")
@bp.output(SessionsOut)
def my_sessions() -> SessionsOut:
    """Where one is signed in."""
    return SessionsOut(sessions=[fields_of(SessionOut, one) for one in _sessions()])


@bp.delete("/me/sessions")
@bp.output(EndedOut)
def end_my_sessions() -> EndedOut:
    """Sign out everywhere; tokens go on."""
    return EndedOut(count=sessions.end_all_sessions(work(), actor().user_id or ""))


@bp.delete("/me/sessions/<session_id>")
@bp.output(EndedOut)
def end_my_session(session_id: str) -> EndedOut:
    """End a session of one's own."""
    found = work().session.get(WebSession, session_id)
    if found is None or found.user_id != actor().user_id:
        raise NotFoundError
    sessions.end_session(work(), found)
    return EndedOut(count=1)


@bp.get("/me/tokens")
@bp.output(TokensOut)
def my_tokens() -> TokensOut:
    """One's own tokens."""
    return TokensOut(tokens=[fields_of(TokenOut, one) for one in tokens_of(work().session, actor().user_id or "")])


@bp.post("/me/tokens")
@bp.input(TokenIn, arg_name="wanted")
@bp.output(NewTokenOut, status_code=201)
def make_token(wanted: TokenIn) -> NewTokenOut:
    """Make a further token of one's own."""
    made, secret = tokens.create_token(work(), wanted.name, may_write=wanted.may_write, expires_at=wanted.expires_at)
    return fields_of(NewTokenOut, made, token=secret)


@bp.delete("/me/tokens/<token_id>")
@bp.output(EndedOut)
def revoke_my_token(token_id: str) -> EndedOut:
    """Take a token of one's own back."""
    found = work().session.get(ApiToken, token_id)
    if found is None or found.user_id != actor().user_id:
        raise NotFoundError
    tokens.revoke_token(work(), found)
    return EndedOut(count=1)


def _myself() -> User:
    return queries.user(work().session, actor().user_id or "")


def _sessions() -> list[WebSession]:
    return list(sessions_of(work().session, actor().user_id or "", work().now, session_rules()))
