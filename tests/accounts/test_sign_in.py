"""Signing in, slowing down, and ending sessions."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.conftest import FixedClock, csrf, sign_in
from tests.factories import PASSWORD, make_user


def test_a_stranger_is_sent_to_sign_in_and_back(app: Application, services: Services, client: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")

    away = client.get("/profile/password")
    form = {"username": "Binh ", "password": PASSWORD, **csrf(client)}
    back = client.post(away.location, data=form)

    assert away.location == "/sign-in?next=/profile/password"
    assert back.location == "/profile/password"


def test_sign_in_never_leads_to_another_site(client: FlaskClient, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")
    form = {"username": "binh", "password": PASSWORD, **csrf(client)}

    answer = client.post("/sign-in?next=//elsewhere.example/", data=form)

    assert answer.location.startswith("/profile") or answer.location == "/"


def test_too_many_wrong_passwords_pause_sign_in_even_with_the_right_one(
    client: FlaskClient, services: Services, clock: FixedClock
) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")
    token = csrf(client)
    for _ in range(5):
        client.post("/sign-in", data={"username": "binh", "password": "sai", **token})

    paused = client.post("/sign-in", data={"username": "binh", "password": PASSWORD, **token})
    clock.now += timedelta(minutes=16)
    later = client.post("/sign-in", data={"username": "binh", "password": PASSWORD, **token})

    assert "quá nhiều lần" in paused.text
    assert later.status_code == 302


def test_a_cookie_kept_from_before_signing_out_is_worth_nothing(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")
    browser = sign_in(app, "binh")
    kept = browser.get_cookie("docarchive")
    assert kept is not None
    browser.post("/sign-out", data=csrf(browser))

    thief = app.test_client()
    thief.set_cookie("docarchive", kept.value)

    assert thief.get("/profile/password").status_code == 302


def test_an_idle_session_ends(app: Application, services: Services, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="binh")
    browser = sign_in(app, "binh")

    clock.now += timedelta(minutes=61)

    assert browser.get("/profile/password").status_code == 302
