"""Files of a scanner and mails become letters: each once, whatever dies in between, and each ends in a state."""

from __future__ import annotations

import imaplib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.cutting import SignedFileError, pieces_of
from docarchive.exchange.models import IncomingLetter, ScannedFile
from docarchive.exchange.queries import scanning as queries
from docarchive.exchange.scans.folder import FolderMissingError, FolderSource
from docarchive.exchange.scans.mailbox import MailboxSource, _Inbox
from docarchive.exchange.scans.protocol import Offer
from docarchive.exchange.scans.rounds import Looked, look
from docarchive.exchange.scans.troubles import Trouble, note_troubles, troubles_of
from docarchive.exchange.services import scanning, splitting
from docarchive.exchange.states import Channel
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.roles import Role
from docarchive.notices.models import Notice
from indexer import scans
from indexer.records import Page
from tests.archive.factories import make_reading
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, read, receive, set_up
from tests.factories import actor_for, make_user


@pytest.fixture
def office(services: Services) -> Office:
    return set_up(services)


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    place = tmp_path / "quet" / office.agency.code
    place.mkdir(parents=True)
    return place


@lru_cache
def scan(pages: int = 1, colour: str = "RGB", dpi: int = 200, version: str = "") -> bytes:
    """A scanned PDF of A4 pages."""
    sheets = [Image.new(colour, (round(8.27 * dpi), round(11.69 * dpi)), "white") for _ in range(pages)]
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    content = made.getvalue()
    return content.replace(b"%PDF-1.4", f"%PDF-{version}".encode(), 1) if version else content


def go(services: Services, folder: Path, times: int = 2, most_bytes: int = 1 << 20) -> Looked:
    found = Looked()
    for _ in range(times):
        found = look(services.work, [FolderSource(folder.parent, most_bytes)])
    return found


def rows(services: Services) -> list[tuple[str, str, str]]:
    with services.db.reading() as session:
        wanted = select(ScannedFile).order_by(ScannedFile.first_at, ScannedFile.name)
        return [(one.name, one.state, one.reason) for one in session.scalars(wanted)]


def letters(services: Services) -> list[tuple[str, str]]:
    with services.db.reading() as session:
        return [(one.channel, one.files[0].item.path) for one in session.scalars(select(IncomingLetter))]


def test_a_file_is_taken_once_it_is_whole(services: Services, office: Office, folder: Path) -> None:
    (folder / "cong-van.pdf").write_bytes(scan())
    assert go(services, folder, times=1).growing == 1
    (folder / "cong-van.pdf").write_bytes(scan(2))  # still being written
    go(services, folder, times=1)
    assert letters(services) == []

    go(services, folder, times=2)

    assert letters(services) == [(Channel.PAPER, "cong-van.pdf")]
    assert [path.name for path in folder.iterdir()] == ["da-nhap"]
    assert (folder / "da-nhap" / "cong-van.pdf").read_bytes() == scan(2)
    assert rows(services) == [("cong-van.pdf", "taken", "")]


def test_what_is_no_letter_is_put_aside_with_the_reason(services: Services, office: Office, folder: Path) -> None:
    (folder / "rong.pdf").write_bytes(b"")
    (folder / "chay.exe").write_bytes(b"MZ")
    (folder / "lon.pdf").write_bytes(b"%PDF-1.7" + b"x" * 2000)
    (folder / "dang-chep.pdf.part").write_bytes(b"%PDF")
    (folder / "lien-ket.pdf").symlink_to("/etc/hostname")

    found = go(services, folder, most_bytes=1000)

    assert found.ends == {"refused": 3}
    assert (folder / "loi" / "rong.pdf.txt").read_text() == "Tệp rỗng; quét lại.\n"
    assert sorted(path.name for path in folder.iterdir()) == ["dang-chep.pdf.part", "lien-ket.pdf", "loi"]
    assert letters(services) == []


@pytest.mark.parametrize("step", ["take", "settle"])
def test_a_crash_between_two_steps_doubles_nothing(
    services: Services, office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (folder / "cong-van.pdf").write_bytes(scan())
    whole, calls = getattr(scanning, step), []

    def dies(*given: object, **named: object) -> None:
        if step == "settle":
            raise KeyboardInterrupt
        whole(*given, **named)
        calls.append(given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(scanning, step, dies)
        with pytest.raises(KeyboardInterrupt):
            go(services, folder)
    go(services, folder)

    assert letters(services) == [(Channel.PAPER, "cong-van.pdf")]
    assert (folder / "da-nhap" / "cong-van.pdf").exists()
    (folder / "cong-van.pdf").write_bytes(scan())  # the same name again is another letter
    go(services, folder)
    assert len(letters(services)) == 2
    assert (folder / "da-nhap" / "cong-van-2.pdf").exists()


def test_a_folder_of_nobody_and_no_folder_are_told(services: Services, office: Office, folder: Path) -> None:
    (folder.parent / "H00.00").mkdir()
    (folder.parent / "H00.00" / "a.pdf").write_bytes(scan())

    assert "H00.00" in go(services, folder).troubles[0].said
    with pytest.raises(FolderMissingError), FolderSource(folder / "khong-co", 1).opened():
        pass


def test_what_cannot_be_looked_at_is_shown_and_told_to_administrators_once(
    app: Application, services: Services, office: Office, folder: Path
) -> None:
    with services.begin(Actor.operator()) as uow:
        admin_id = make_user(uow, username="quan-tri", roles=[Role.ADMINISTRATOR]).id
    clerk, admin = sign_in(app, office.clerk.username), sign_in(app, "quan-tri")

    def shown() -> tuple[bool, bool, int]:
        with services.db.reading() as session:
            told = session.scalars(select(Notice.text).where(Notice.user_id == admin_id)).all()
        words = "Không thấy thư mục quét"
        return words in clerk.get("/incoming/scans").text, words in admin.get("/admin/state").text, len(told)

    def round_of(root: Path) -> None:
        with services.begin(Actor.system()) as uow:
            note_troubles(uow, look(services.work, [FolderSource(root, 1 << 20)]).troubles)

    round_of(folder / "khong-co")
    round_of(folder / "khong-co")
    assert shown() == (True, True, 1)
    round_of(folder.parent)
    assert shown() == (False, False, 1)


def test_a_folder_that_cannot_be_read_stops_nothing_else(
    services: Services, office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable, mine = FolderSource(folder, 1), FolderSource(folder.parent, 1 << 20)

    def refuse() -> list[Offer]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(unreadable, "offered", refuse)
    (folder / "cong-van.pdf").write_bytes(scan())
    look(services.work, [unreadable, mine])
    [trouble] = look(services.work, [unreadable, mine]).troubles
    assert "không đọc được (Permission denied)" in trouble.said
    assert len(letters(services)) == 1


def test_troubles_of_one_agency_are_not_another_ones(uow: UnitOfWork, office: Office) -> None:
    mine, common = Trouble("hộp thư của ta", office.agency.code), Trouble("thư mục chung", "")
    note_troubles(uow, [mine, common, Trouble("hộp thư của nơi khác", "H77"), Trouble("mã không có", None)])
    clerk = actor_for(uow, office.clerk)
    assert [one.said for one in troubles_of(uow.session, clerk)] == [mine.said, common.said]


def test_clerks_see_what_came_to_their_agency(services: Services, office: Office, folder: Path) -> None:
    (folder / "cong-van.pdf").write_bytes(scan(dpi=100))
    go(services, folder)

    with services.begin(Actor.operator()) as uow:
        seen = queries.files(uow.session, actor_for(uow, office.clerk))
        assert [one.lacks for one in seen] == [["trang 1: 100 dpi, cần từ 200"]]
        assert queries.count(uow.session, actor_for(uow, office.officer)) == 0


def test_the_floor_of_the_law() -> None:
    assert scans.lacking(scan()) == []
    assert scans.lacking(scan(version="1.3")) == ["PDF 1.3, cần từ 1.4"]
    assert scans.lacking(scan(2, colour="L")) == ["trang 1, 2: ảnh đen trắng hoặc xám, cần quét màu"]
    assert scans.lacking(b"not a PDF") == []


def paged(texts: list[str]) -> tuple[Page, ...]:
    """Pages that follow one another in a text."""
    ends = list(accumulate(map(len, texts)))
    return tuple(
        Page(at, end - len(text), end, 595.0, 842.0) for at, (text, end) in enumerate(zip(texts, ends, strict=True), 1)
    )


@pytest.mark.parametrize(
    ("text", "turns", "parts"),
    [
        ("1-2; 3", "", [[(1, 0), (2, 0)], [(3, 0)]]),
        ("3, 1; 2", "1: 90", [[(3, 0), (1, 90)], [(2, 0)]]),
        ("", "2: 180", [[(1, 0), (2, 180), (3, 0)]]),
    ],
)
def test_how_a_scan_is_parted(text: str, turns: str, parts: list[splitting.Pages]) -> None:
    assert splitting.parts_of(text, turns, 3) == parts


@pytest.mark.parametrize(
    ("text", "turns"), [("1-4", ""), ("1; 1-2", ""), ("hai", ""), ("1-2;", ""), ("1", "1: 45"), ("", ""), ("1-3", "")]
)
def test_what_cannot_be_parted_so(text: str, turns: str) -> None:
    with pytest.raises(InvalidInputError):
        splitting.parts_of(text, turns, 3)


def test_a_signed_file_is_only_copied() -> None:
    signed, parts = scan(2) + b"/ByteRange [0 1 2 3]", [[(2, 90)]]

    with pytest.raises(SignedFileError):
        pieces_of(signed, parts, as_copy=False)
    piece = pypdfium2.PdfDocument(pieces_of(signed, parts, as_copy=True)[0])

    assert (len(piece), piece[0].get_rotation()) == (1, 90)


def test_a_scan_of_two_letters_is_proposed_and_parted_by_a_clerk(
    app: Application, services: Services, office: Office
) -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    pages = [f"{motto}Số: 12/UBND-VX\n", "Nơi nhận: VT.\n", f"{motto}Số: 13/UBND-VX\n"]
    with services.begin(Actor.operator()) as uow:
        letter = read(uow, receive(uow, office, scan(3)), make_reading(text="".join(pages), pages=paged(pages)))
        letter_id, sha = letter.id, letter.files[0].item.file_sha
        clerk_name, leader_name = (uow.session.get_one(User, one.id).username for one in (office.clerk, office.leader))
    clerk, leader = sign_in(app, clerk_name), sign_in(app, leader_name)
    page = clerk.get(f"/incoming/{letter_id}/register").text
    assert "có vẻ gồm <b>2 văn bản</b>" in page
    assert 'value="1-2; 3"' in page
    assert leader.post(f"/incoming/{letter_id}/split", data={"parts": "1; 2", **csrf(leader)}).status_code == 403
    assert clerk.post(f"/incoming/{letter_id}/split", data={"parts": "9", **csrf(clerk)}).status_code == 422

    done = clerk.post(f"/incoming/{letter_id}/split", data={"parts": "1-2; 3", **csrf(clerk)})

    assert done.status_code == 302
    with services.begin(Actor.operator()) as uow:
        old = uow.session.get_one(IncomingLetter, letter_id)
        new = uow.session.scalars(select(IncomingLetter).where(IncomingLetter.id != letter_id)).all()
        assert (old.state, old.files[0].item.file_sha) == ("merged", sha)
        made = sorted((one.files[0].item.path, one.files[0].item.file_sha) for one in new)
        assert [name for name, _ in made] == ["tep-0-1.pdf", "tep-0-2.pdf"]
        assert [len(pypdfium2.PdfDocument(uow.files.read(each or ""))) for _, each in made] == [2, 1]
    assert "Đã tách, xoay thành 2 tệp" in clerk.get(f"/incoming/{letter_id}").text


class Mails:
    """A mail server as far as ``_Inbox`` asks it; mails by uid, in folders."""

    def __init__(self, *raw: bytes) -> None:
        self.folders: dict[str, dict[bytes, bytes]] = {"INBOX": {b"%d" % at: one for at, one in enumerate(raw, 7)}}
        self._deleted: set[bytes] = set()

    def select(self, _name: str) -> tuple[str, list[bytes]]:
        return "OK", [b"1"]

    def response(self, _name: str) -> tuple[str, list[bytes]]:
        return "UIDVALIDITY", [b"42"]

    def create(self, name: str) -> tuple[str, list[bytes]]:
        if name in self.folders:
            raise imaplib.IMAP4.error("there already")
        self.folders[name] = {}
        return "OK", []

    def uid(self, verb: str, *words: str) -> tuple[str, list[object]]:
        inbox = self.folders["INBOX"]
        if verb == "SEARCH":
            return "OK", [b" ".join(sorted(inbox))]
        uid = words[0].encode()
        if verb == "FETCH":
            if uid not in inbox:
                return "OK", [None]
            if "SIZE" in words[1]:
                return "OK", [b"1 (UID %s RFC822.SIZE %d)" % (uid, len(inbox[uid]))]
            return "OK", [(b"1 (BODY[] {%d}" % len(inbox[uid]), inbox[uid]), b")"]
        if uid not in inbox:
            return "NO", []
        if verb == "COPY":
            self.folders[words[1]][uid] = inbox[uid]
        else:
            self._deleted.add(uid)
        return "OK", []

    def expunge(self) -> tuple[str, list[bytes]]:
        for uid in self._deleted:
            self.folders["INBOX"].pop(uid, None)
        return "OK", []


class FakeMailbox(MailboxSource):
    """The mailbox on that server."""

    mails: Mails

    @contextmanager
    def opened(self) -> Iterator[_Inbox]:
        yield _Inbox(self.mails, self.agency_code, self.most_bytes)  # type: ignore[arg-type]


def mailbox(office: Office, mails: Mails, most_bytes: int = 1 << 20) -> FakeMailbox:
    made = FakeMailbox("", 993, "", "", office.agency.code, "", most_bytes)
    object.__setattr__(made, "mails", mails)
    return made


def mail(*names: str, subject: str = "Gửi công văn") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = subject, "snv@thu.example"
    made.set_content("Kính gửi.")
    for name in names:
        made.add_attachment(scan(), maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def test_a_mail_is_a_letter_with_its_annexes(services: Services, office: Office) -> None:
    mails = Mails(mail("công-văn.pdf", "phụ-lục.pdf"), mail(subject="Thư trống"), mail("a.pdf", "b.pdf", "c.pdf"))
    source = mailbox(office, mails, most_bytes=len(mail("công-văn.pdf", "phụ-lục.pdf")) + 2_000)

    found = look(services.work, [source])
    again = look(services.work, [source])

    assert (found.ends, again.ends) == ({"taken": 2, "refused": 1}, {})
    assert {name: len(held) for name, held in mails.folders.items()} == {"INBOX": 0, "da-nhap": 2, "loi": 1}
    assert sorted(letters(services)) == [(Channel.EMAIL, "Thư trống.eml"), (Channel.EMAIL, "công-văn.pdf")]
    with services.db.reading() as session:
        assert sorted(len(one.files) for one in session.scalars(select(IncomingLetter))) == [1, 2]
