"""Pages of partners, packets and keys, as clerks and administrators use them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.delivery import proofs
from docarchive.delivery.channels.https import HttpsChannel
from docarchive.delivery.events import PacketArrived
from docarchive.delivery.models import Alarm, Partner, Posting
from docarchive.delivery.queries.partners import partner_by_code
from docarchive.delivery.services import keys, partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingState
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.roles import Role
from tests.browsing import SignedIn, read, send, words
from tests.conftest import NOON, FixedClock, application, csrf
from tests.databases import Databases
from tests.delivery.factories import Installation, agree, install, listening, post, room_of, run_jobs
from tests.delivery.fakes import AppWire
from tests.delivery.test_channels import use
from tests.factories import actor_for, make_agency, make_user


class Post:
    """An agency that sent one packet that arrived and one that did not, with a partner; and people of many kinds."""

    def __init__(self, app: Application, services: Services) -> None:
        self.services = services
        self.browsers = SignedIn(app)
        with services.begin(Actor.operator()) as uow:
            here, there = make_agency(uow, name="UBND xã Suối Mơ"), make_agency(uow, name="UBND xã Đồi Thông")
            people = {
                "clerk": (Role.CLERK, here), "administrator": (Role.ADMINISTRATOR, make_agency(uow)),
                "leader": (Role.LEADER, here), "civil": (Role.CIVIL_SERVANT, here),
                "other_clerk": (Role.CLERK, make_agency(uow)),
            }  # fmt: skip
            users = {
                name: make_user(uow, username=name.replace("_", "-"), roles=[role], agency=place)
                for name, (role, place) in people.items()
            }
            self.clerk = actor_for(uow, users["clerk"])
            keys.key_of(uow, room_of(services).ring, here)
            partner = partners.add(uow, NewPartner("H91.01", "Sở Xa", ChannelKind.HTTPS, "https://xa.example"))
            self.here, self.there, self.partner_id = here, there, partner.id
        self.sent = self._post()
        run_jobs(services)
        with listening(services.work, PacketArrived=self._object):
            self.dead = self._post()
            run_jobs(services)

    def _post(self) -> str:
        from tests.delivery.factories import Pair

        with self.services.begin(self.clerk) as uow:
            return post(uow, Pair(self.here, self.there, self.clerk, self.clerk)).id

    @staticmethod
    def _object(_uow: UnitOfWork, _event: PacketArrived) -> None:
        raise NotAllowedError("Văn bản này không thuộc thẩm quyền.")

    def paths(self) -> dict[str, str]:
        return {
            "index": "/delivery", "new": "/delivery/partners/new", "partner": f"/delivery/partners/{self.partner_id}",
            "postings": "/delivery/postings", "posting": f"/delivery/postings/{self.sent}",
            "proof": f"/delivery/postings/{self.sent}/proof", "file": f"/delivery/postings/{self.sent}/proof.json",
            "arrivals": "/delivery/arrivals", "keys": "/delivery/keys",
            "certificate": f"/delivery/keys/{self.here.id}/certificate.pem",
        }  # fmt: skip

    def partner(self) -> Partner:
        with self.services.db.reading() as session:
            return session.get_one(Partner, self.partner_id)

    def posting(self, posting_id: str) -> Posting:
        with self.services.db.reading() as session:
            return session.get_one(Posting, posting_id)

    def alarms(self) -> list[Alarm]:
        with self.services.db.reading() as session:
            return list(session.scalars(select(Alarm).where(Alarm.seen_at.is_(None))))


@pytest.fixture
def office(app: Application, services: Services) -> Post:
    return Post(app, services)


READS = ("index", "new", "partner", "postings", "posting", "proof", "file", "arrivals", "keys", "certificate")


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        ("clerk", (200,) * 10),
        ("administrator", (200,) * 10),
        ("other_clerk", (200, 200, 200, 200, 404, 404, 404, 200, 200, 404)),
        ("leader", (404,) * 10),
        ("civil", (404,) * 10),
    ],
)
def test_who_may_open_which_page(office: Post, who: str, answers: tuple[int, ...]) -> None:
    paths = office.paths()

    assert tuple(office.browsers[who].get(paths[name]).status_code for name in READS) == answers


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        # Refused for what is sent, or done; never for who sends it.
        ("clerk", (422, 422, 422, 422, 409, 422, 302, 302)),
        ("administrator", (422, 422, 422, 422, 403, 422, 302, 302)),
        ("other_clerk", (422, 422, 422, 422, 404, 422, 404, 404)),
        ("leader", (404,) * 8),
        ("civil", (404,) * 8),
    ],
)
def test_who_may_do_what(office: Post, who: str, answers: tuple[int, ...]) -> None:
    partner, (alarm,) = f"/delivery/partners/{office.partner_id}", office.alarms()
    acts = (
        "/delivery/partners/new", partner, f"{partner}/certificate", f"{partner}/confirmation",
        f"/delivery/postings/{office.sent}/again", f"{partner}/withdrawal",
        f"/delivery/keys/{office.here.id}/change", f"/delivery/alarms/{alarm.id}/seen",
    )  # fmt: skip
    browser = office.browsers[who]
    token = csrf(browser)

    assert tuple(browser.post(act, data=token).status_code for act in acts) == answers


def test_others_see_nothing_of_what_was_sent_and_received(office: Post) -> None:
    for page in ("index", "postings", "arrivals"):
        said = words(read(office.browsers["other_clerk"], office.paths()[page]))
        assert "Suối Mơ" not in said, page
        assert "thẩm quyền" not in said, page


def test_a_dead_letter_is_shown_with_its_reason_and_sent_again(office: Post) -> None:
    browser = office.browsers["clerk"]
    index = words(read(browser, "/delivery"))
    page = words(read(browser, f"/delivery/postings/{office.dead}"))

    send(browser, f"/delivery/postings/{office.dead}/again")
    run_jobs(office.services)

    assert "Văn bản này không thuộc thẩm quyền." in index
    assert "Gửi lại" in page
    assert office.posting(office.dead).state == PostingState.DELIVERED


def test_an_alarm_goes_once_somebody_looked(office: Post) -> None:
    (alarm,) = office.alarms()

    send(office.browsers["clerk"], f"/delivery/alarms/{alarm.id}/seen")

    assert office.alarms() == []
    assert "Cần xem" not in read(office.browsers["clerk"], "/delivery")


def test_a_waiting_packet_is_withdrawn(office: Post) -> None:
    posting_id = office._post()
    browser = office.browsers["clerk"]

    assert "Hủy gửi" in words(read(browser, f"/delivery/postings/{posting_id}"))
    send(browser, f"/delivery/postings/{posting_id}/cancellation")

    assert office.posting(posting_id).state == PostingState.CANCELLED


def test_the_proof_can_be_printed_and_taken_along(office: Post) -> None:
    browser = office.browsers["clerk"]
    page = words(read(browser, office.paths()["proof"]))
    answer = browser.get(office.paths()["file"])

    assert "Hai chữ ký số dưới đây đúng" in page
    assert "attachment" in answer.headers["Content-Disposition"]
    assert proofs.judge(proofs.read(answer.data), NOON).holds


def test_what_was_not_delivered_has_no_proof(office: Post) -> None:
    assert office.browsers["clerk"].get(f"/delivery/postings/{office.dead}/proof").status_code == 409


def test_a_partner_is_added_with_what_is_wrong_said_at_its_field(office: Post) -> None:
    browser, new = office.browsers["clerk"], {"code": "h92.02", "name": "Sở Gần", "channel": "https"}

    refused = send(browser, "/delivery/partners/new", 422, **new, address="http://gan.example")
    twin = send(browser, "/delivery/partners/new", 422, **{**new, "code": "H91.01"}, address="https://gan.example")
    send(browser, "/delivery/partners/new", 302, **new, address="https://gan.example/")

    assert "Ghi địa chỉ dạng https://ten-may-chu." in refused
    assert "Mã H91.01 đã có trong danh sách" in twin
    with office.services.db.reading() as session:
        made = partner_by_code(session, "H92.02")
        assert made is not None
        assert made.address == "https://gan.example"


def a_certificate(services: Services, agency: Agency) -> bytes:
    with services.begin(Actor.operator()) as uow:
        return keys.key_of(uow, room_of(services).ring, uow.session.get_one(Agency, agency.id)).certificate.encode()


def test_a_certificate_counts_once_its_digits_were_typed(office: Post) -> None:
    browser, path = office.browsers["clerk"], f"/delivery/partners/{office.partner_id}"
    pem = a_certificate(office.services, office.there)

    nonsense = send(browser, f"{path}/certificate", 422, **{"ct-certificate": (io.BytesIO(b"abc"), "a.pem")})
    send(browser, f"{path}/certificate", 302, **{"ct-certificate": (io.BytesIO(pem), "a.pem")})
    with office.services.db.reading() as session:
        digits = session.get_one(Partner, office.partner_id).certificates[0].call_sign
    unseen = words(read(browser, path))
    wrong = send(browser, f"{path}/confirmation", 422, **{"so-call_sign": "12345 " * 8})
    send(browser, f"{path}/confirmation", 302, **{"so-call_sign": digits.replace(" ", "")})

    assert "Tệp không phải chứng thư" in nonsense
    assert digits not in unseen  # who types it must have heard it
    assert "Dãy số không khớp với chứng thư" in wrong
    assert digits in words(read(browser, path))
    assert office.browsers["clerk"].get("/delivery").status_code == 200


def test_belief_is_withdrawn_with_a_reason(office: Post) -> None:
    browser, path = office.browsers["clerk"], f"/delivery/partners/{office.partner_id}"
    pem = a_certificate(office.services, office.there)
    with office.services.begin(Actor.operator()) as uow:
        partner = uow.session.get_one(Partner, office.partner_id)
        imported = partners.import_certificate(uow, partner, pem)
        partners.confirm(uow, partner, imported.call_sign)

    send(browser, f"{path}/withdrawal", 422, reason="mất")
    send(browser, f"{path}/withdrawal", 302, reason="Máy chủ của họ bị lấy mất")

    assert "Chưa có chứng thư" in words(read(browser, path))


def test_sending_is_paused_and_resumed(office: Post) -> None:
    browser, path = office.browsers["clerk"], f"/delivery/partners/{office.partner_id}"

    send(browser, f"{path}/pause")
    paused = words(read(browser, path))
    send(browser, f"{path}/resumption")

    assert "Tạm ngừng gửi" in paused
    assert office.partner().paused_at is None


def test_name_and_address_change(office: Post) -> None:
    browser, path = office.browsers["clerk"], f"/delivery/partners/{office.partner_id}"

    send(browser, path, 302, name="Sở Xa mới", channel="folder", address="")

    assert (office.partner().name, office.partner().channel) == ("Sở Xa mới", "folder")


def test_a_key_is_made_and_changed(office: Post) -> None:
    browser = office.browsers["clerk"]
    before = browser.get(office.paths()["certificate"]).data

    send(browser, f"/delivery/keys/{office.here.id}/change")

    assert browser.get(office.paths()["certificate"]).data != before
    assert b"PRIVATE" not in before


@pytest.fixture
def far(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Installation]:
    made = install(tmp_path / "far", databases, database_kind, clock, "H95.05")
    yield made
    made.services.stop()
    databases.take_back(made.services.settings.home)


def test_a_partner_is_tried_and_compared_with(office: Post, app: Application, far: Installation) -> None:
    here = Installation(office.services, office.here, office.clerk)
    wire = AppWire()
    for end in (here, far):
        use(end, HttpsChannel(wire, room_of(end.services).signing.sign))
    wire.apps = {"https://day.example": app, "https://kia.example": application(far.services)}
    partner_id = agree(here, far, ChannelKind.HTTPS, "https://kia.example")
    agree(far, here, ChannelKind.HTTPS, "https://day.example")
    here.post(far)
    run_jobs(office.services)
    browser, path = office.browsers["clerk"], f"/delivery/partners/{partner_id}"

    send(browser, f"{path}/probe")
    tried = words(read(browser, path))
    send(browser, f"{path}/comparison")
    compared = words(read(browser, path))
    wire.apps.clear()
    send(browser, f"{path}/probe")
    silent = words(read(browser, path))

    assert "Bên kia trả lời và ký đúng khóa đã thống nhất." in tried
    assert "Hai bên khớp nhau." in compared
    assert "Không kết nối được." in silent
