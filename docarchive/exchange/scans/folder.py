"""The folder of a scanner, one an agency in it, by code; what is taken moves to ``da-nhap``, the rest to ``loi``."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from docarchive.exchange.scans.protocol import NotTakenError, Offer, Place
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.states import Channel
from docarchive.kernel.errors import UnavailableError

TAKEN, REFUSED = "da-nhap", "loi"
# Half-written files of scanners, browsers and offices.
_UNFINISHED: Final = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".txt~")
_KNOWN: Final = frozenset(
    {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx"}
)  # fmt: skip


class FolderMissingError(UnavailableError):
    """The folder is not there: a drive is not mounted."""

    code = "scan-folder-missing"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Không thấy thư mục quét {folder}. Gắn lại ổ đĩa hoặc sửa thiết lập scan_folder.")


class FolderSource:
    """Files in the folders of agencies; links and hidden files are left alone.

    Args:
        most_bytes: A larger file is not taken.
    """

    place = Place.FOLDER
    channel = Channel.PAPER
    words = "Thư mục quét"
    agency_code = ""

    def __init__(self, root: Path, most_bytes: int) -> None:
        self._root, self._most_bytes = root, most_bytes

    @contextmanager
    def opened(self) -> Iterator[FolderSource]:
        """The folder itself."""
        if not self._root.is_dir():
            raise FolderMissingError(self._root)
        yield self

    def offered(self) -> Sequence[Offer]:
        """Plain files directly in the folder of an agency, the oldest first."""
        found = []
        for folder in sorted(self._root.iterdir()):
            if folder.is_dir() and not folder.is_symlink():
                found += [(at, offer) for at, offer in map(self._offer, folder.iterdir()) if offer]
        return [offer for _, offer in sorted(found, key=lambda each: (each[0], each[1].key))]

    def fetch(self, offer: Offer) -> list[SentFile] | None:
        """Read a file."""
        path = self._root / offer.key
        if path.suffix.lower() not in _KNOWN:
            raise NotTakenError(f"Không nhận tệp {path.suffix or 'không đuôi'}; quét thành PDF hoặc ảnh rồi bỏ lại.")
        try:
            size = path.lstat().st_size
            if size > self._most_bytes:
                raise NotTakenError(f"Tệp lớn hơn {self._most_bytes >> 20} MB; quét thành nhiều tệp nhỏ hơn.")
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise NotTakenError(f"Không đọc được tệp ({problem.strerror}). Kiểm tra quyền rồi bỏ lại tệp.") from problem
        if not content:
            raise NotTakenError("Tệp rỗng; quét lại.")
        return [SentFile(path.name, content)]

    def settle(self, offer: Offer, why: str) -> None:
        """Move it aside; of what was not taken a note beside it says why."""
        path = self._root / offer.key
        aside = path.parent / (REFUSED if why else TAKEN)
        try:
            aside.mkdir(exist_ok=True)
            target = _free(aside / path.name)
            path.replace(target)
            if why:
                target.with_name(f"{target.name}.txt").write_text(f"{why}\n", encoding="utf-8")
        except FileNotFoundError:
            return
        except OSError as problem:
            raise UnavailableError(
                f"Không chuyển được {path.name} sang {aside.name} ({problem.strerror}). Cho phép ghi vào thư mục quét."
            ) from problem

    def _offer(self, path: Path) -> tuple[float, Offer | None]:
        try:
            found = path.lstat()
        except OSError:
            return 0.0, None
        name = path.name
        is_unfinished = name.startswith((".", "~$")) or name.lower().endswith(_UNFINISHED)
        if not stat.S_ISREG(found.st_mode) or is_unfinished:
            return 0.0, None
        code = path.parent.name
        return found.st_mtime, Offer(f"{code}/{name}", name, code, f"{found.st_size} {found.st_mtime_ns}")


def _free(path: Path) -> Path:
    """A name nothing bears yet: what was put aside before is never written over."""
    number, target = 2, path
    while target.exists():
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return target
