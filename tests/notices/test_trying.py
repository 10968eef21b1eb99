"""The administrator tries the mail server; over TLS a server is believed by its certificate, or told nothing."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask.testing import FlaskClient

from docarchive.app import Application, create_app
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from docarchive.notices.post import MailServerError, MailServerNotBelievedError, SmtpPost
from docarchive.notices.services.trying import send_trial
from tests.conftest import FixedClock, csrf, sign_in
from tests.factories import make_user
from tests.notices.server import MailServer, serving

pytestmark = pytest.mark.enable_socket
ADDRESS = "ai@so.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes a key and a certificate for an address of this machine, in one file."""
    folder = tmp_path_factory.mktemp("certificates")

    def make(address: str) -> Path:
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        made = (
            x509.CertificateBuilder()
            .subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )  # fmt: skip
        path = folder / f"{address}-{made.serial_number}.pem"
        kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(made.public_bytes(Encoding.PEM) + kept)
        return path

    return make


def post_to(server: MailServer, security: str, authorities: Path | None = None) -> SmtpPost:
    return SmtpPost(
        "127.0.0.1", server.port, security, "", "", "a@b.example", "Kho văn bản", "", str(authorities or ""), 5.0
    )  # fmt: skip


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_is_believed_by_its_certificate(security: str, certificate: Callable[[str], Path]) -> None:
    shown = certificate("127.0.0.1")
    with serving(shown, at_once=security == "tls") as server:
        send_trial(post_to(server, security, shown), ADDRESS, FixedClock().now)

        assert (server.recipients, server.secured) == ([ADDRESS], 1)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("trusted", ["stranger", "other-name", "nobody"])
def test_a_server_that_is_not_believed_is_told_nothing(
    security: str, trusted: str, certificate: Callable[[str], Path]
) -> None:
    shown = certificate("127.0.0.2" if trusted == "other-name" else "127.0.0.1")
    authority = {"stranger": certificate("127.0.0.1"), "other-name": shown, "nobody": None}[trusted]
    with serving(shown, at_once=security == "tls") as server:
        with pytest.raises(MailServerNotBelievedError, match="mail_authorities"):
            send_trial(post_to(server, security, authority), ADDRESS, FixedClock().now)

        assert server.taken == []


def test_a_server_without_tls_gets_no_mail_that_was_to_be_locked() -> None:
    with serving() as server:
        with pytest.raises(MailServerError, match="STARTTLS"):
            send_trial(post_to(server, "starttls"), ADDRESS, FixedClock().now)

        assert server.taken == []


@pytest.fixture
def page(mailing: Services) -> FlaskClient:
    with mailing.begin(Actor.operator()) as uow:
        user = make_user(uow, roles=[Role.ADMINISTRATOR])
    return sign_in(create_app(mailing), user.username)


def test_the_administrator_tries_it_from_his_page(page: FlaskClient, mail_server: MailServer) -> None:
    def tried(address: str) -> tuple[int, str]:
        answer = page.post("/admin/mail", data={"address": address, **csrf(page)})
        return answer.status_code, answer.text

    assert "127.0.0.1:" in page.get("/admin/mail").text
    status, said = tried(ADDRESS)
    assert (status, mail_server.recipients) == (200, [ADDRESS])
    assert f"Máy chủ thư đã nhận thư gửi {ADDRESS}" in said

    mail_server.refused = {ADDRESS}
    status, said = tried(ADDRESS)
    assert status == 422
    assert "550 no such mailbox" in said
    assert tried("không phải địa chỉ")[0] == 422
    mail_server.refused, mail_server.is_busy = set(), True
    assert "Máy chủ thư chưa nhận" in tried(ADDRESS)[1]


def test_without_a_server_the_page_says_what_to_set(administrator: FlaskClient, app: Application) -> None:
    assert "Đặt mail_host" in administrator.get("/admin/mail").text
    answer = administrator.post("/admin/mail", data={"address": ADDRESS, **csrf(administrator)})
    assert answer.status_code == 422
    assert app.test_client().get("/admin/mail").status_code == 302
