"""Work after the commit: what was told is gathered into mails, and mails are handed to the server one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import Position, User
from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.notices.content import BAD_ADDRESS, Content, Envelope, Line, Section, message
from docarchive.notices.models import Mail
from docarchive.notices.post import MailRefusedError, Post
from docarchive.notices.queries import of_mail
from docarchive.notices.services import mailing
from docarchive.notices.subjects import Subjects

# Who writes the words of one kind of mail for its reader; None: there is nothing left to say.
Writer = Callable[[UnitOfWork, Mail, User], Content | None]
# With pauses of up to an hour about half a day; a server that was away over night has its mail in the morning.
_MOST_TRIES: Final = 20
_LONGEST_SUBJECT: Final = 120


def handlers(
    post: Callable[[], Post | None], subjects: Callable[[], Subjects], writers: Mapping[str, Writer]
) -> tuple[Handler, ...]:
    """List how the jobs of notices are done.

    Args:
        post: Gives the way mails leave; None where the instance sends none.
        writers: Who writes the words, by ``Mail.what``; notices are written here.
    """

    @handler(mailing.GATHER, label="Gộp thông báo thành thư")
    def gather(uow: UnitOfWork, payload: Payload) -> None:
        """Make one mail of what was told within a minute."""
        mailing.gather(uow, str(payload["user"]), int(payload["slot"]))

    def of_notices(uow: UnitOfWork, mail: Mail, user: User) -> Content | None:
        """What a mail tells at once, as far as its reader may still see it."""
        found = of_mail(uow.session, actor_of(user, uow.now), subjects(), mail.id)
        if not found:
            return None
        subject = found[0].text if len(found) == 1 else f"{len(found)} thông báo mới"
        lines = [Line(each.text, f"/notices/{each.id}") for each in found]
        return Content(subject[:_LONGEST_SUBJECT], f"Kính gửi {user.name},", [Section("", lines)])

    write: Mapping[str, Writer] = {mailing.NOTICES: of_notices, **writers}

    def carry(payload: Payload, tools: JobTools) -> bool:
        """Write the mail as its reader may have it now and hand it over; False: there is nothing to send."""
        server = post()
        if server is None:
            return False
        with tools.reading() as uow:
            mail = uow.session.scalar(select(Mail).where(Mail.id == str(payload["mail"])).options(*_WITH_READER))
            if mail is None or mail.outcome == "sent" or not (mail.user.is_enabled and mail.user.email.strip()):
                return False
            content = write[mail.what](uow, mail, mail.user)
            if content is None:
                return False
            envelope = _envelope(server, mail)
        try:
            letter = message(content, envelope)
        except BAD_ADDRESS as problem:
            raise MailRefusedError(envelope.to, "địa chỉ thư sai mẫu") from problem
        server.send(letter, envelope.to)
        return True

    def give_up(uow: UnitOfWork, payload: Payload, reason: str) -> None:
        """Tell the reader on the page."""
        mailing.give_up(uow, str(payload["mail"]), reason)

    @handler(mailing.SEND, prepare=carry, give_up=give_up, max_attempts=_MOST_TRIES, label="Gửi thư điện tử")
    def send(uow: UnitOfWork, payload: Payload, sent: bool) -> None:  # noqa: FBT001 - what ``carry`` said
        """Note that it went."""
        mailing.settle(uow, str(payload["mail"]), sent=sent)

    return (gather, send)


_WITH_READER = (
    joinedload(Mail.user).selectinload(User.positions).joinedload(Position.agency),
    joinedload(Mail.user).selectinload(User.role_rows),
)


def _envelope(server: Post, mail: Mail) -> Envelope:
    host = server.sender.rpartition("@")[2] or "localhost"
    return Envelope(
        mail.user.email.strip(), mail.user.name, server.sender, server.sender_name, f"{mail.id}@{host}", mail.made_at,
        server.base_url,
    )  # fmt: skip
