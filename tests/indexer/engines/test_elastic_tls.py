"""A cluster behind TLS, with accounts: whom we trust, and who we say we are."""

from __future__ import annotations

import base64
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.errors import EngineUnfitError
from tests.indexer.engines.documents import ask, cluster
from tests.indexer.engines.faults import Door, Said, door

pytestmark = [
    pytest.mark.needs("elasticsearch"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl"),
]


def make_certificate(path: Path) -> Path:
    """A key and a certificate of its own making, in one file."""
    key = path.with_suffix(".key")
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", f"{key}"]
    subprocess.run([*command, "-out", f"{path}", *names], check=True, capture_output=True)  # noqa: S603 - own words
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def entrance(certificate: Path) -> Iterator[Door]:
    url = f"{cluster()}-{secrets.token_hex(6)}"  # one another version left behind must not be met
    with door(url, certificate) as standing:
        yield standing
    engine = ElasticEngine(parse(url))
    engine.drop()
    engine.close()


def test_a_certificate_we_were_told_to_trust_is_trusted(entrance: Door, certificate: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("mật khẩu\n", encoding="utf-8")
    with_account = entrance.url.replace("https://", "https://doc@")

    engine = open_engine(f"{with_account}?ca={certificate}&password_file={tmp_path / 'password'}")

    assert engine.health()["ok"]
    assert {one.authorization for one in entrance.asked} == {
        f"Basic {base64.b64encode('doc:mật khẩu'.encode()).decode()}"
    }
    engine.close()


def test_an_api_key_is_shown_at_every_request(entrance: Door, certificate: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a2V5OnNlY3JldA==", encoding="utf-8")

    engine = open_engine(f"{entrance.url}?ca={certificate}&api_key_file={tmp_path / 'key'}")

    assert engine.health()["ok"]
    assert {one.authorization for one in entrance.asked} == {"ApiKey a2V5OnNlY3JldA=="}
    engine.close()


def test_a_certificate_of_somebody_else_is_not_trusted(entrance: Door, tmp_path: Path) -> None:
    stranger = make_certificate(tmp_path / "stranger.pem")

    engine = open_engine(f"{entrance.url}?ca={stranger}")

    with pytest.raises(EngineUnfitError, match="chứng thư"):
        ask(engine, "rừng")
    assert entrance.asked == []
    engine.close()


def test_an_account_without_rights_is_said_so(entrance: Door, certificate: Path) -> None:
    entrance.decide = lambda _: Said(403)

    engine = open_engine(f"{entrance.url}?ca={certificate}")

    assert engine.health()["reason"] == "Elasticsearch từ chối: xem lại tài khoản hoặc khóa API và quyền trên chỉ mục."
    engine.close()
