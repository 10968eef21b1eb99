"""Whether the files of letters and documents are still those that came, said where they are shown."""

from __future__ import annotations

from pathlib import Path

from docarchive.app import Application
from docarchive.archive.models import FileVerdict
from docarchive.archive.presenting import SEAL_WORDS
from docarchive.archive.wholeness import Wholeness, compare, compare_all
from docarchive.core.actor import Actor
from docarchive.core.file_folder import FolderStore
from docarchive.core.instance import Services
from docarchive.exchange.models import IncomingLetter
from tests.conftest import NOON, sign_in
from tests.exchange.factories import make_letter, make_office
from tests.exchange.outgoing_factories import make_issued

WHOLE, DAMAGED, MISSING = (SEAL_WORDS[one][0] for one in (Wholeness.WHOLE, Wholeness.DAMAGED, Wholeness.MISSING))


def damage(services: Services, sha: str) -> Path:
    store = services.files
    assert isinstance(store, FolderStore)
    path = store.path(sha)
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.7 something else")
    return path


def test_pages_of_letters_and_documents_say_whether_the_bytes_are_those_that_came(
    app: Application, services: Services
) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        came, went = make_letter(uow, office), make_issued(uow, office)
        said = {"overall": "valid", "reasons": [], "signatures": [SIGNATURE]}
        uow.session.add(FileVerdict(file_sha=sha_of(came), overall="valid", said=said, judged_at=NOON))
    shas = {sha_of(came), went.current[0].file_sha}
    clerk = sign_in(app, office.clerk.username)
    addresses = [f"/incoming/{came.id}", f"/outgoing/{went.id}", *pages_of(came)]
    for address in addresses:
        page = clerk.get(address).text
        assert (WHOLE in page, DAMAGED in page) == (True, False), address
        assert "đối chiếu lúc 12:00 15/06/2026" in page
    assert all("không bị thu hồi" in clerk.get(address).text for address in pages_of(came))

    paths = [damage(services, sha) for sha in shas]
    for address in addresses:
        page = clerk.get(address).text
        assert (WHOLE in page, DAMAGED in page) == (False, True), address
        assert "lấy lại tệp từ bản sao lưu" in page
    for path in paths:
        path.unlink()
    assert all(MISSING in clerk.get(address).text for address in addresses)


def test_large_files_are_compared_where_they_are_what_the_page_is_about(services: Services) -> None:
    sha = services.files.put(b"%PDF-1.7 large")
    assert compare(services.files, sha, 14, NOON, most_bytes=13).found is Wholeness.UNCHECKED
    assert compare(services.files, sha, 14, NOON, most_bytes=14).found is Wholeness.WHOLE


def test_a_page_compares_so_many_bytes_in_all(services: Services) -> None:
    shas = [services.files.put(b"%%PDF-1.7 no. %d" % number) for number in range(3)]

    found = compare_all(services.files, [(sha, 14) for sha in [shas[0], *shas]], NOON, most_bytes=30)

    assert [found[sha].found for sha in shas] == [Wholeness.WHOLE, Wholeness.WHOLE, Wholeness.UNCHECKED]


SIGNATURE = {
    "overall": "valid", "kind": "signature", "signer": "Người Ký Thử", "issuer": "Nơi cấp thử", "serial": "1",
    "at": NOON.isoformat(), "is_time_proven": True, "is_whole": True, "reasons": [], "changes": [], "page": 1,
    "revocation": "Chứng thư không bị thu hồi.",
}  # fmt: skip


def sha_of(letter: IncomingLetter) -> str:
    sha = letter.files[0].item.file_sha
    assert sha is not None
    return sha


def pages_of(letter: IncomingLetter) -> list[str]:
    return [f"/documents/{letter.document_id}", f"/documents/{letter.document_id}/files"]
