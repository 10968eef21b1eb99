"""The outbox of mails: a row and a job each, written with their cause; what a mail says is written when it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from docarchive.accounts.models import User
from docarchive.core.work import UnitOfWork
from docarchive.kernel.ids import new_id
from docarchive.kernel.local_time import local_day
from docarchive.notices.events import MailWanted
from docarchive.notices.models import Mail, Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind, Way

GATHER = "notices.gather"
SEND = "notices.send"
NOTICES = "notices"
DIGEST = "digest"
WEEK = "week"
# What is told within a minute goes into one mail.
SLOT_S = 60
# Longer than a change takes from its moment to its commit, so that none misses the mail of its minute.
_GRACE_S = 30
# What could not go for so long, as where mail was switched on only now, is news no more.
_NEWS = timedelta(days=1)


def plan(uow: UnitOfWork, event: MailWanted) -> None:
    """Have what was just told gathered into a mail a person, at the end of the minute."""
    slot = int(uow.now.timestamp()) // SLOT_S
    due = datetime.fromtimestamp((slot + 1) * SLOT_S + _GRACE_S, uow.now.tzinfo)
    for user_id in sorted(event.user_ids):
        uow.enqueue_at(due, GATHER, f"{user_id}:{slot}", user=user_id, slot=slot)


def gather(uow: UnitOfWork, user_id: str, slot: int) -> Mail | None:
    """Make one mail of what a person wishes to have at once; None where it has gone or was read already."""
    waiting = uow.session.scalars(
        select(Notice.id).where(
            Notice.user_id == user_id, Notice.way == Way.MAIL, Notice.mail_id.is_(None), Notice.read_at.is_(None),
            Notice.at >= uow.now - _NEWS,
        )
    ).all()  # fmt: skip
    if not waiting:
        return None
    mail = _open(uow, user_id, NOTICES, f"{NOTICES}:{user_id}:{slot}")
    uow.session.flush()
    uow.session.execute(
        update(Notice)
        .where(Notice.id.in_(waiting))
        .values(mail_id=mail.id)
        .execution_options(synchronize_session=False)
    )
    return mail


def post_digests(uow: UnitOfWork, day: date, user_ids: Iterable[str], what: str = DIGEST) -> int:
    """Have the digest of a day, or that of its week, sent to people, once however often; how many are new."""
    wanted = {f"{what}:{day}:{user_id}": user_id for user_id in sorted(user_ids)}
    keys, made = list(wanted), 0
    known = set[str]()
    for start in range(0, len(keys), 500):
        known |= set(uow.session.scalars(select(Mail.key).where(Mail.key.in_(keys[start : start + 500]))))
    for key, user_id in wanted.items():
        if key not in known:
            _open(uow, user_id, what, key, day)
            made += 1
    return made


def settle(uow: UnitOfWork, mail_id: str, *, sent: bool) -> None:
    """Note that a mail went, or that nothing was left to say."""
    mail = uow.session.get_one(Mail, mail_id)
    if mail.outcome == "sent":
        return
    mail.outcome = "sent" if sent else "nothing"
    mail.sent_at = uow.now if sent else None
    if sent:
        uow.session.execute(
            update(Notice)
            .where(Notice.mail_id == mail_id)
            .values(mailed_at=uow.now)
            .execution_options(synchronize_session=False)
        )


def give_up(uow: UnitOfWork, mail_id: str, reason: str) -> None:
    """Note that a mail will not go, and tell its reader on the page; the job keeps the reason and can be run again."""
    mail = uow.session.get_one(Mail, mail_id)
    mail.outcome = "failed"
    address = uow.session.scalar(select(User.email).where(User.id == mail.user_id))
    text = f"Thư tới {address} không gửi được. Xem lại địa chỉ thư ở Thông tin cá nhân, hoặc báo quản trị viên."
    tell(uow, [mail.user_id], Told(Kind.MAIL, text, "/profile", f"mail:{mail.user_id}:{local_day(uow.now)}"))
    uow.record("mail.given_up", mail.id, about=mail.user_id, reason=reason[:300])


def _open(uow: UnitOfWork, user_id: str, what: str, key: str, day: date | None = None) -> Mail:
    mail = Mail(
        id=new_id(), user_id=user_id, what=what, key=key, day=day or local_day(uow.now), made_at=uow.now,
    )  # fmt: skip
    uow.session.add(mail)
    uow.enqueue(SEND, mail.id, mail=mail.id)
    return mail
