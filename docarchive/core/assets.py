"""Static files under an address that changes with their content: kept by browsers for a year, compressed once.

Templates ask for it by ``asset("docarchive.css")``.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

COMPRESSED = frozenset({".css", ".js", ".svg"})
_YEAR_S = 365 * 24 * 3600
_VERSION = re.compile(r"^v-[0-9a-f]{12}/")


def install_assets(app: Flask) -> None:
    """Put the fingerprint of all static files into their addresses and answer those."""
    folder = Path(app.static_folder or "")
    version = fingerprint(folder)

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["filename"] = f"{version}/{values['filename']}"

    def static(filename: str) -> Response:
        name = _VERSION.sub("", filename)
        response = _compressed(folder, name) or send_from_directory(folder, name)
        if filename.startswith(f"{version}/"):
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
        return response

    @lru_cache(maxsize=512)  # a page has a hundred pictures out of one file
    def address(_root: str, filename: str) -> str:
        return url_for("static", filename=filename)

    app.view_functions["static"] = static
    app.jinja_env.globals["asset"] = lambda filename: address(request.script_root, filename)


def fingerprint(folder: Path) -> str:
    """Name a folder's content: another byte, another name."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            seen.update(path.relative_to(folder).as_posix().encode() + b"\0")
            seen.update(hashlib.sha256(path.read_bytes()).digest())
    return f"v-{seen.hexdigest()[:12]}"


def _compressed(folder: Path, name: str) -> Response | None:
    """Answer a text file in gzip where the browser takes that; None leaves it to the plain way."""
    path = Path(safe_join(str(folder), name) or "")
    if path.suffix not in COMPRESSED or not request.accept_encodings["gzip"]:
        return None
    if not path.is_file():
        raise NotFound
    response = Response(_gzip(path, path.stat().st_mtime_ns), content_type=_content_type(path))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    response.add_etag()
    response.make_conditional(request)
    return response


@lru_cache(maxsize=64)
def _gzip(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


def _content_type(path: Path) -> str:
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    return f"{kind or 'application/octet-stream'}; charset=utf-8"
