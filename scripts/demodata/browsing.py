"""What the check of the demonstration goes about with: a browser that fills in forms, and steps that must hold."""

from __future__ import annotations

import html
import http.cookiejar
import re
import secrets
import urllib.parse
import urllib.request


class StepError(Exception):
    """A step did not show what it should."""


def hold(held: object, said: str) -> None:
    """Go on only if the step held."""
    if not held:
        raise StepError(said)


def step(said: str) -> None:
    """Tell what was seen."""
    print(f"  ✓ {said}", flush=True)


class Browser:
    """Keeps cookies, follows redirects, fills in forms."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str, **asked: str) -> str:
        """Fetch a page as text."""
        return self.fetch(path, **asked).decode()

    def fetch(self, path: str, **asked: str) -> bytes:
        """Fetch what an address holds."""
        address = urllib.parse.urljoin(self.address + "/", html.unescape(path))
        with self._opener.open(address + ("?" + urllib.parse.urlencode(asked) if asked else ""), timeout=60) as answer:
            return bytes(answer.read())

    def post(self, path: str, *, page: str = "", **fields: str) -> str:
        """Send a form with the token of the page it stands on; ``page`` where that is another address."""
        data = urllib.parse.urlencode({"csrf_token": self._token(page or path), **fields}).encode()
        with self._opener.open(self.address + path, data, timeout=60) as answer:
            return str(answer.read().decode())

    def post_many(self, path: str, pairs: list[tuple[str, str]], **fields: str) -> str:
        """Send a form in which a name occurs several times."""
        said = [("csrf_token", self._token(path)), *pairs, *fields.items()]
        with self._opener.open(self.address + path, urllib.parse.urlencode(said).encode(), timeout=60) as answer:
            return str(answer.read().decode())

    def upload(self, path: str, page: str, name: str, content: bytes, **fields: str) -> str:
        """Send a form with one file; the form's token stands on ``page``."""
        return self.send_files(path, [("files", name, content)], page=page, **fields)

    def send_files(self, path: str, files: list[tuple[str, str, bytes]], *, page: str = "", **fields: str) -> str:
        """Send a form with files, each the name of its field, its own and its bytes; gives the address it led to."""
        border = secrets.token_hex(16)
        said = {"csrf_token": self._token(page or path), **fields}
        begin = f"--{border}\r\nContent-Disposition: form-data; "
        body = "".join(f'{begin}name="{key}"\r\n\r\n{value}\r\n' for key, value in said.items()).encode()
        for field, name, content in files:
            body += f'{begin}name="{field}"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n"
        body += f"--{border}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        request = urllib.request.Request(self.address + path, body, kind)
        with self._opener.open(request, timeout=60) as answer:
            return str(answer.geturl())

    def _token(self, page: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page))
        hold(found, f"{page}: biểu mẫu không có mã chống giả mạo")
        return found[1] if found else ""


def signed_in(address: str, username: str, password: str) -> Browser:
    """The browser of somebody who signed in."""
    browser = Browser(address)
    page = browser.post("/sign-in", username=username, password=password)
    hold("Đăng xuất" in page, f"không đăng nhập được bằng {username}")
    return browser
