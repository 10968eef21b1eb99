"""A letter comes in: its files are kept and read, and it waits for a clerk to register it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docarchive.accounts.audience import agency_token, clerks_token, leaders_token
from docarchive.accounts.services.agencies import require_working
from docarchive.archive.models import ImportBatch, ImportItem
from docarchive.archive.services import intake
from docarchive.archive.states import ItemState
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingFile, IncomingLetter
from docarchive.exchange.policies import can_receive, can_register
from docarchive.exchange.states import Channel, IncomingState
from docarchive.kernel.local_time import local_day

_ONLY_CLERKS = "Chỉ văn thư của cơ quan tiếp nhận và vào sổ văn bản đến."


@dataclass(frozen=True)
class SentFile:
    """A file as it came.

    Attributes:
        name: As it was called; never trusted for its kind.
    """

    name: str
    content: bytes


def receive(uow: UnitOfWork, agency_id: str, channel: Channel, files: Sequence[SentFile] = ()) -> IncomingLetter:
    """Take in one letter; it waits to be registered, and its files are read meanwhile.

    Args:
        files: The letter itself first, then its annexes; none where only paper came.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
    """
    uow.require(can_receive(uow.actor, agency_id), _ONLY_CLERKS)
    require_working(uow, agency_id)
    return take_in(uow, agency_id, channel, files, uow.actor.name)


def take_in(
    uow: UnitOfWork, agency_id: str, channel: Channel, files: Sequence[SentFile], received_by: str
) -> IncomingLetter:
    """Take a letter in, whoever brings it; rights are the caller's."""
    letter = IncomingLetter(
        agency_id=agency_id, channel=channel, received_at=uow.now, received_by=received_by[:200],
        has_paper=channel is Channel.PAPER, files=[], packet=None,
        paper_on=local_day(uow.now) if channel is Channel.PAPER else None,
    )  # fmt: skip
    uow.session.add(letter)
    uow.session.flush()
    if files:
        _keep(uow, letter, files)
    uow.record("letter.received", letter.id, agency=agency_id, origin=channel, files=len(files))
    return letter


def read_again(uow: UnitOfWork, letter: IncomingLetter) -> int:
    """Read those files of a letter once more that could not be read.

    Returns:
        How many.
    """
    uow.require(can_register(uow.actor, letter), _ONLY_CLERKS)
    failed = [file.item for file in letter.files if file.item.state == ItemState.FAILED]
    for item in failed:
        item.try_again()
        intake.have_read(uow, item)
    return len(failed)


def take_all_the_same(uow: UnitOfWork, letter: IncomingLetter) -> None:
    """Go on with a letter held for a duplicate, as a letter of its own.

    Raises:
        LetterStateError: It is not held.
    """
    uow.require(can_register(uow.actor, letter), _ONLY_CLERKS)
    held = [file.item for file in letter.files if file.item.state == ItemState.DUPLICATE]
    if letter.state != IncomingState.WAITING or not held:
        raise LetterStateError("Văn bản không bị giữ vì trùng.")
    for item in held:
        item.is_wanted = True
        item.try_again()
        intake.have_read(uow, item)
    uow.record("letter.kept_apart", letter.id)


def insiders(agency_id: str) -> frozenset[str]:
    """Who sees a letter before anybody was given it: the agency's clerks and leaders."""
    return frozenset({clerks_token(agency_id), leaders_token(agency_id)})


def start_files(uow: UnitOfWork, letter: IncomingLetter, name: str) -> ImportBatch:
    """Open the import that files of a letter come in by."""
    inside = insiders(letter.agency_id)
    among = inside | {agency_token(letter.agency_id)}
    return intake.start_receiving(uow, name, letter.agency_id, inside, among)


def _keep(uow: UnitOfWork, letter: IncomingLetter, files: Sequence[SentFile]) -> None:
    batch = start_files(uow, letter, files[0].name)
    for ordinal, file in enumerate(files):
        sha = uow.files.put(file.content)
        # An annex may well be one that came before: a form, a table of last month.
        item = intake.add_kept_file(uow, batch, file.name, sha, len(file.content), is_wanted=ordinal > 0)
        letter.files.append(IncomingFile(ordinal=ordinal, item=item))
    uow.session.flush()


def main_item(letter: IncomingLetter) -> ImportItem | None:
    """The line that tells how reading the letter itself went; None where it came without a file."""
    return letter.main.item if letter.main else None
