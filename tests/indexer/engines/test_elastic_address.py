from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines.elastic.address import Address, parse


def test_a_url_names_hosts_index_and_account(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("rừng:xanh\n", encoding="utf-8")

    assert parse("http://127.0.0.1") == Address(("http://127.0.0.1:9200",))
    assert parse("https://doc@a,b:9300/kho?password_file=" + str(secret)) == Address(
        ("https://a:443", "https://b:9300"), "kho", ("doc", "rừng:xanh")
    )
    assert parse(f"https://[::1]:9200/kho/?api_key_file={secret}&ca=/ca.pem&shards=3") == Address(
        ("https://[::1]:9200",), "kho", api_key="rừng:xanh", ca="/ca.pem", shards=3
    )


@pytest.mark.parametrize(
    "url", ["https://", "http://a/Kho", "http://a/kho?passwort=x", "http://a/../b", "http://a:b:c", "http://a?ca=/x&ca"]
)
def test_what_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        parse(url)
