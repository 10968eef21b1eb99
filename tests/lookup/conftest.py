"""Mails of these tests go to a server of the test."""

from tests.notices.conftest import mail_server, mailing

__all__ = ["mail_server", "mailing"]
