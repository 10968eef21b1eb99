"""Where a cluster is and how to speak to it, all in one URL.

``https://user@host:9200,other:9200/index?password_file=/etc/docarchive/es&ca=/etc/docarchive/ca.pem``: several hosts
are parted by commas; without a name the index is called ``docarchive``. Secrets may stand in files instead of the URL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote

_URL = re.compile(
    r"(?P<scheme>https?)://(?:(?P<user>[^@/]*)@)?(?P<hosts>[^/?#]+)(?:/(?P<index>[^?#]*))?(?:\?(?P<query>.*))?"
)
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\](?::\d+)?|[^:\[\]]+(?::\d+)?")
_INDEX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_OPTIONS: Final = frozenset({"api_key_file", "password_file", "ca", "shards"})


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster and the index in it.

    Attributes:
        index: Name of the index, and the beginning of the names of its generations.
        ca: File with the certificate of who signed the servers' own; None trusts the system's.
        shards: Parts a new index is cut into; one holds some ten million documents.
    """

    hosts: tuple[str, ...]
    index: str = "docarchive"
    user: tuple[str, str] | None = None
    api_key: str | None = None
    ca: str | None = None
    shards: int = 1


def parse(url: str) -> Address:
    """Read a URL.

    Raises:
        ValueError: It is not one, or names an option there is not, or a file that cannot be read.
    """
    found = _URL.fullmatch(url)
    if not found:
        raise ValueError(f"no search engine has the URL {url!r}")
    options = dict(parse_qsl(found["query"] or "", strict_parsing=bool(found["query"])))
    if unknown := set(options) - _OPTIONS:
        raise ValueError(f"unknown option in the search engine's URL: {', '.join(sorted(unknown))}")
    index = (found["index"] or "docarchive").rstrip("/")
    if not _INDEX.fullmatch(index):
        raise ValueError(f"an index is named in small letters, digits, - and _: {index!r}")
    hosts = found["hosts"].split(",")
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError(f"not a host in the search engine's URL: {found['hosts']!r}")
    port = 443 if found["scheme"] == "https" else 9200
    return Address(
        tuple(f"{found['scheme']}://{host if re.search(r':[0-9]+$', host) else f'{host}:{port}'}" for host in hosts),
        index,
        _user(found["user"], options),
        _secret(options["api_key_file"]) if "api_key_file" in options else None,
        options.get("ca"),
        int(options.get("shards", 1)),
    )


def _user(given: str | None, options: Mapping[str, str]) -> tuple[str, str] | None:
    if not given:
        return None
    name, _, password = given.partition(":")
    if not password and "password_file" in options:
        password = _secret(options["password_file"])
    return unquote(name), unquote(password)


def _secret(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"cannot read {file}: {error.strerror}") from error
