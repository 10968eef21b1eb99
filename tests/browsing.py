"""Pages as the people of a test open them: everybody signed in when first needed, forms sent, what is said read."""

from __future__ import annotations

import html
import re
from typing import Any

from flask.testing import FlaskClient

from docarchive.app import Application
from tests.conftest import csrf, sign_in


class SignedIn(dict[str, FlaskClient]):
    """Browsers by name, each signed in when it is first needed."""

    def __init__(self, app: Application) -> None:
        super().__init__()
        self._app = app

    def __missing__(self, name: str) -> FlaskClient:
        self[name] = sign_in(self._app, name.replace("_", "-"))
        return self[name]


def send(browser: FlaskClient, path: str, status: int = 302, /, **data: Any) -> str:
    """Send a form; what is answered, with this status."""
    answer = browser.post(path, data={**csrf(browser), **data}, content_type="multipart/form-data")
    assert answer.status_code == status, answer.text[:3000]
    return html.unescape(answer.text)


def read(browser: FlaskClient, path: str, status: int = 200) -> str:
    """Open a page, wherever it leads to."""
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == status, path
    return html.unescape(answer.text)


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.find("<main") :]).split())
