"""Mails leave by the office's server: one after another, never lost, and a repeat is recognised."""

from __future__ import annotations

from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState, retry
from docarchive.directions.services import following, working
from docarchive.notices.content import Content, Envelope, Line, Section, message
from docarchive.notices.models import Mail, Notice
from docarchive.notices.services import reading
from docarchive.notices.services.mailing import SEND, post_digests
from docarchive.notices.states import Kind, Way
from tests.conftest import FixedClock
from tests.directions.factories import Sides, make_assignment, make_sides, order_for
from tests.exchange.factories import acting
from tests.notices.conftest import run_jobs
from tests.notices.server import MailServer

MINUTE = timedelta(minutes=2)


def with_addresses(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        for user, name in ((sides.doer, "lam"), (sides.doer_leader, "truong"), (sides.officer, "chuyenvien")):
            user.email = f"{name}@so.example"
    return sides


def plain(mail: EmailMessage) -> str:
    body: Any = mail.get_body(("plain",))
    return str(body.get_content())


def test_what_is_told_within_a_minute_goes_into_one_mail_a_person(
    mailing: Services, mail_server: MailServer, clock: FixedClock
) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        first, second = make_assignment(uow, sides), make_assignment(uow, sides)
    clock.now += MINUTE

    run_jobs(mailing)

    assert sorted(mail_server.recipients) == ["lam@so.example", "truong@so.example"]
    mail = mail_server.taken[0][1]
    assert mail["Subject"] == "2 thông báo mới"
    assert mail["From"] == "Kho văn bản <vanban@tinh.example>"
    assert all(one.code in plain(mail) for one in (first, second))
    assert "https://vanban.tinh.example/notices/" in plain(mail)
    html: Any = mail.get_body(("html",))
    assert '<a href="https://vanban.tinh.example/notices/' in html.get_content()
    with mailing.work.reading(Actor.operator()) as uow:
        assert {each.mailed_at for each in uow.session.scalars(select(Notice))} == {clock.now}


def test_a_mail_tried_again_bears_the_same_id(mailing: Services, mail_server: MailServer, clock: FixedClock) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        make_assignment(uow, sides, sides.unit)
    clock.now += MINUTE
    mail_server.loses_answers = True
    run_jobs(mailing)
    mail_server.loses_answers = False
    clock.now += MINUTE
    run_jobs(mailing)
    run_jobs(mailing)

    assert mail_server.recipients == ["chuyenvien@so.example"] * 2
    assert len({mail["Message-ID"] for _to, mail in mail_server.taken}) == 1
    assert len({mail["Date"] for _to, mail in mail_server.taken}) == 1


def test_a_wrong_address_holds_up_nobody_and_is_told_on_the_page(
    mailing: Services, mail_server: MailServer, clock: FixedClock
) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        uow.session.get_one(User, sides.doer.id).email = "<hoa@so.example>"
        make_assignment(uow, sides)
        make_assignment(uow, sides, sides.unit)
    mail_server.refused = {"chuyenvien@so.example"}
    clock.now += MINUTE

    run_jobs(mailing)

    assert mail_server.recipients == ["truong@so.example"]
    with mailing.begin(Actor.operator()) as uow:
        failed = uow.session.scalars(select(Job).where(Job.state == JobState.FAILED)).all()
        reasons = " ".join(str(job.error) for job in failed)
        kinds = uow.session.scalars(select(Notice.user_id).where(Notice.kind == Kind.MAIL))
        assert set(kinds) == {sides.doer.id, sides.officer.id}
        assert "địa chỉ thư sai mẫu" in reasons
        assert "550 no such mailbox" in reasons
        for job in failed:
            retry(job, uow.now)
    mail_server.refused = set()
    run_jobs(mailing)
    assert mail_server.recipients == ["truong@so.example", "chuyenvien@so.example"]


def test_a_server_that_is_busy_is_tried_later(mailing: Services, mail_server: MailServer, clock: FixedClock) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        make_assignment(uow, sides, sides.unit)
    mail_server.is_busy = True
    clock.now += MINUTE
    run_jobs(mailing)
    with mailing.work.reading(Actor.operator()) as uow:
        job = uow.session.scalars(select(Job).where(Job.kind == SEND)).one()
        assert (job.state, job.attempts) == (JobState.WAITING, 1)
        assert "451 busy" in str(job.error)
    mail_server.is_busy = False
    clock.now += MINUTE

    run_jobs(mailing)

    assert mail_server.recipients == ["chuyenvien@so.example"]


def test_a_mail_says_only_what_its_reader_may_still_see(
    mailing: Services, mail_server: MailServer, clock: FixedClock
) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        one = make_assignment(uow, sides, sides.unit)
        with acting(uow, sides.officer):
            working.give_back(uow, one, "Không đúng chức năng của phòng")
        with acting(uow, sides.clerk):
            following.give_again(uow, one, order_for(sides.department))
    clock.now += MINUTE

    run_jobs(mailing)

    assert sorted(mail_server.recipients) == ["lam@so.example", "truong@so.example"]


def test_the_digest_comes_once_a_working_day_to_whom_something_waits(
    mailing: Services, mail_server: MailServer, clock: FixedClock
) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        with acting(uow, sides.officer):
            reading.choose(uow, {Kind.GIVEN: Way.PAGE})
        make_assignment(uow, sides, sides.unit, date(2026, 6, 16))
        mailing.plan(uow)
    clock.now = clock.now.replace(day=16, hour=0)  # seven o'clock in Hà Nội
    run_jobs(mailing)
    run_jobs(mailing)
    with mailing.begin(Actor.operator()) as uow:
        assert post_digests(uow, date(2026, 6, 16), [sides.officer.id]) == 0
    run_jobs(mailing)

    assert mail_server.recipients == ["chuyenvien@so.example"]
    mail = mail_server.taken[0][1]
    assert mail["Subject"].startswith("Việc ngày 16/06/2026: đến hạn hôm nay 1")
    assert "ĐẾN HẠN HÔM NAY" in plain(mail)

    clock.now = clock.now.replace(day=20)  # a Saturday
    run_jobs(mailing)
    assert len(mail_server.taken) == 1
    clock.now = clock.now.replace(day=22)
    run_jobs(mailing)
    assert "QUÁ HẠN" in plain(mail_server.taken[1][1])


def test_who_declines_the_digest_gets_none(mailing: Services, mail_server: MailServer, clock: FixedClock) -> None:
    sides = with_addresses(mailing)
    with mailing.begin(Actor.operator()) as uow:
        with acting(uow, sides.officer):
            reading.choose(uow, {Kind.MORNING: Way.OFF, Kind.GIVEN: Way.PAGE})
        make_assignment(uow, sides, sides.unit, date(2026, 6, 16))
        mailing.plan(uow)
    clock.now = clock.now.replace(day=16, hour=1)

    run_jobs(mailing)

    assert mail_server.taken == []


def test_without_a_server_nothing_is_queued(services: Services, clock: FixedClock) -> None:
    sides = with_addresses(services)
    with services.begin(Actor.operator()) as uow:
        make_assignment(uow, sides)
    clock.now += MINUTE
    run_jobs(services)

    with services.work.reading(Actor.operator()) as uow:
        assert uow.session.scalars(select(Mail)).all() == []
        assert uow.session.scalars(select(Job)).all() == []
        assert len(uow.session.scalars(select(Notice)).all()) == 2


def test_the_server_is_tried_from_the_command_line(tmp_path: Path, mail_server: MailServer) -> None:
    server = {"HOST": "127.0.0.1", "PORT": str(mail_server.port), "SECURITY": "none", "SENDER": "a@b.example"}

    def run(address: str, **values: str) -> Any:
        env = {f"DOCARCHIVE_MAIL_{name}": value for name, value in {**server, **values}.items()}
        return CliRunner().invoke(main, ["mail", "test", address, "--home", str(tmp_path)], env=env)

    assert run("ai@so.example").exit_code == 0
    assert mail_server.recipients == ["ai@so.example"]
    mail_server.refused = {"sai@so.example"}
    refused, unset = run("sai@so.example"), run("ai@so.example", HOST="")
    assert (refused.exit_code, unset.exit_code) == (1, 1)
    assert "550" in refused.output
    assert "mail_host" in unset.output
    locked = run("ai@so.example", SECURITY="starttls")
    assert locked.exit_code == 1
    assert mail_server.recipients == ["ai@so.example"]


def test_a_subject_and_a_name_cannot_add_headers() -> None:
    content = Content("Một\r\nBcc: ai@so.example", "Kính gửi", [Section("", [Line("<b>&", "/a")])])
    envelope = Envelope("a@b.example", 'Tên "lạ", người', "c@d.example", "Sở", "1@d.example", FixedClock().now)

    made = message(content, envelope)

    assert made["Bcc"] is None
    assert made["To"] == '"Tên \\"lạ\\", người" <a@b.example>'
    assert "&lt;b&gt;&amp;" in made.as_string()
