"""Every way in asks who is there; addresses read well; roles get the pages that are theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import url_for
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.conftest import csrf, sign_in
from tests.factories import make_user

# What strangers may call. A new line here is a decision; say in the review why.
PUBLIC = {
    "static",
    "accounts.sign_in",
    "health.healthz",
    "health.readyz",
    "health.metrics",
    "openapi.spec",
    # Other installations sign what they send; a session or a token counts for nothing there.
    "api_exchange.take_message",
    "api_exchange.take_question",
    "api_exchange.begin_upload",
    "api_exchange.add_part",
    "api_exchange.complete_upload",
}
FILLED = r"<(any\([a-z, ]+\):)?[a-z_:]+>"
KEBAB = re.compile(rf"(/([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?|[a-z-]*\.?{FILLED}(\.[a-z]+|\.<[a-z]+>)?))*/?")


def routes(app: Application) -> list[tuple[str, str, str]]:
    """Endpoint, method and an address of every route, with something in the place of every parameter."""
    found = []
    for rule in app.url_map.iter_rules():
        values: dict[str, Any] = {name: _filled(converter) for name, converter in _converters(rule)}
        with app.test_request_context():
            address = url_for(rule.endpoint, **values)
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        found += [(rule.endpoint, method, address) for method in methods]
    return found


def _filled(converter: Any) -> Any:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if converter.regex == r"\d+" else "a" * 16


def _converters(rule: Rule) -> list[tuple[str, Any]]:
    return list(rule._converters.items())


def test_strangers_get_no_further_than_sign_in(app: Application, client: FlaskClient) -> None:
    token = csrf(client)
    open_ways = []
    for endpoint, method, address in routes(app):
        if endpoint in PUBLIC:
            continue
        answer = client.open(address, method=method, data=token)
        if answer.status_code not in {301, 302, 308, 401} or (
            answer.status_code == 302 and "/sign-in" not in answer.location
        ):
            open_ways.append((endpoint, method, answer.status_code))

    assert open_ways == []


def test_what_is_public_is_listed(app: Application) -> None:
    marked = {name for name, view in app.view_functions.items() if getattr(view, "is_public", False)} | {"static"}

    assert marked <= PUBLIC


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_administration_does_not_exist_for_others(app: Application, services: Services, role: Role) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="ai", roles=[role])
    browser = sign_in(app, "ai")
    token = csrf(browser)

    answers = {
        (endpoint, method): browser.open(address, method=method, data=token).status_code
        for endpoint, method, address in routes(app)
        if endpoint.startswith("admin.")
    }

    assert set(answers.values()) == {404}
    assert len(answers) > 20


def test_no_change_is_made_without_a_token_of_our_pages(app: Application, administrator: FlaskClient) -> None:
    taken = [
        (endpoint, method)
        for endpoint, method, address in routes(app)
        if method != "GET"
        and not endpoint.startswith("api")
        and administrator.open(address, method=method).status_code != 403
    ]

    assert taken == []


def test_a_change_sent_by_another_site_is_refused(administrator: FlaskClient) -> None:
    answer = administrator.post(
        "/profile", data={"email": "a@b.example", **csrf(administrator)}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


def test_addresses_are_kebab_case(app: Application) -> None:
    odd = [
        rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and not KEBAB.fullmatch(rule.rule)
    ]

    assert odd == []


def test_every_answer_carries_the_headers_that_protect(
    app: Application, client: FlaskClient, administrator: FlaskClient
) -> None:
    for endpoint, method, address in routes(app):
        if method != "GET" or endpoint == "static":
            continue
        for browser in (client, administrator):
            headers = browser.get(address).headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], endpoint
            assert "unsafe" not in headers["Content-Security-Policy"], endpoint
            assert headers["X-Content-Type-Options"] == "nosniff", endpoint
            assert headers["Referrer-Policy"] == "same-origin", endpoint
            assert "no-store" in headers["Cache-Control"] or "private" in headers["Cache-Control"], endpoint


def test_over_https_the_cookie_is_bound_to_the_host(app: Application, services: Services) -> None:
    from docarchive.app import create_app

    object.__setattr__(services.settings, "https", True)
    secure = create_app(services)

    answer = secure.test_client().get("/sign-in", base_url="https://localhost")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-docarchive=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
