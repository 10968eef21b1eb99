"""API tokens: shown once, same rights as their owner, worth nothing once taken back."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select, text

from docarchive.accounts.models import ApiToken, User
from docarchive.accounts.queries.identity import live_token
from docarchive.accounts.services import tokens, users
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.conftest import FixedClock, csrf
from tests.factories import actor_for, make_user


def make_token(services: Services, **values: object) -> str:
    with services.begin(Actor.operator()) as uow:
        actor = actor_for(uow, make_user(uow, username="may"))
    with services.begin(actor) as uow:
        _, secret = tokens.create_token(uow, "Trang thông tin", **values)  # type: ignore[arg-type]
    return secret


def works(services: Services, secret: str) -> bool:
    with services.db.reading() as session:
        return live_token(session, secret, services.clock()) is not None


def test_the_database_never_holds_the_token(services: Services) -> None:
    secret = make_token(services)

    with services.db.reading() as session:
        row = session.execute(text("SELECT * FROM api_token")).one()
    assert secret not in map(str, row)
    assert works(services, secret)


def test_a_token_taken_back_or_lapsed_is_worth_nothing(services: Services, clock: FixedClock) -> None:
    secret = make_token(services, expires_at=clock.now + timedelta(days=1))
    assert works(services, secret)

    clock.now += timedelta(days=2)
    assert not works(services, secret)
    clock.now -= timedelta(days=2)
    with services.begin(Actor.operator()) as uow:
        tokens.revoke_token(uow, uow.session.scalars(select(ApiToken)).one())
    assert not works(services, secret)


def test_disabling_the_owner_ends_the_token(services: Services) -> None:
    secret = make_token(services)
    with services.begin(Actor.operator()) as uow:
        users.disable_user(uow, uow.session.scalars(select(User)).one())

    assert not works(services, secret)


def test_programs_are_asked_for_a_token_and_cookies_do_not_count(
    client: FlaskClient, administrator: FlaskClient
) -> None:
    for browser in (client, administrator):
        answer = browser.get("/api/v1/search?q=a")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.content_type == "application/problem+json"


def test_a_token_opens_the_api_as_its_owner(services: Services, client: FlaskClient) -> None:
    secret = make_token(services)

    answer = client.get("/api/v1/search?q=a", headers={"Authorization": f"Bearer {secret}"})
    wrong = client.get("/api/v1/search?q=a", headers={"Authorization": f"Bearer {secret}x"})

    assert answer.status_code == 200
    assert wrong.status_code == 401


def test_a_reading_token_changes_nothing(services: Services, client: FlaskClient) -> None:
    secret = make_token(services)

    answer = client.post("/api/v1/imports", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code in {401, 403}


def test_the_page_shows_the_token_once(services: Services, civil_servant: FlaskClient) -> None:
    made = civil_servant.post("/profile/tokens", data={"name": "Báo cáo", **csrf(civil_servant)})
    secret = re.search(r"<code[^>]*>(da_[^<]+)</code>", made.text)
    again = civil_servant.get("/profile/tokens")

    assert secret is not None
    assert secret[1] not in again.text
    assert works(services, secret[1])


def test_tokens_of_others_are_not_there(services: Services, civil_servant: FlaskClient) -> None:
    make_token(services)
    with services.db.reading() as session:
        token_id = session.scalars(select(ApiToken.id)).one()

    answer = civil_servant.post(f"/profile/tokens/{token_id}/revoke", data=csrf(civil_servant))

    assert answer.status_code == 404
