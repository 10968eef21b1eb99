"""Static files: versioned addresses, long kept, compressed, and nothing outside their folder."""

import gzip
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from docarchive.core.assets import fingerprint, install_assets


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "main.js").write_text("export const day = 1;\n" * 50)
    (tmp_path / "static" / "mark.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.css").write_text("a {}")
    app = Flask("assets", root_path=str(tmp_path))
    install_assets(app)
    return app


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return url_for("static", filename=name)


def test_the_address_changes_with_any_byte_of_any_file(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "static"
    before = fingerprint(folder)

    (folder / "js" / "main.js").write_text("export const day = 2;\n")

    assert fingerprint(folder) != before
    assert before in address(app, "js/main.js")


def test_a_versioned_file_is_kept_for_a_year_and_compressed(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "js/main.js"), headers={"Accept-Encoding": "gzip"})

    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert gzip.decompress(answer.data).startswith(b"export const day = 1;")
    with browser.get(address(app, "js/main.js")) as plain:
        assert plain.data.startswith(b"export const day")


def test_an_address_of_an_older_version_still_answers_but_is_asked_again(browser: FlaskClient) -> None:
    with browser.get("/static/v-000000000000/mark.png") as answer:
        assert answer.data == b"\x89PNG"
        assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../secret.css", "js/../../secret.css", "missing.css", "js/missing.js"])
def test_nothing_outside_and_nothing_missing_is_answered(browser: FlaskClient, name: str) -> None:
    assert browser.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}).status_code == 404
