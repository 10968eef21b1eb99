"""What the indexer reads on a draft: it fills empty fields, and is compared with what the register will say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docarchive.core.work import UnitOfWork
from docarchive.exchange.addressing import addressees
from docarchive.exchange.errors import NotLookedAtError, NotReadyError
from docarchive.exchange.marks import PLACE
from docarchive.exchange.models import OutgoingFile
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services.receiving import SentFile
from indexer import sandbox
from indexer.records import Failed, Reading

# Fields of a letter that its own text says, by the name both know them under.
FILLED = ("subject", "signer", "signer_title", "signer_authority", "place", "urgency")
MARKED = "(tệp có dấu mật)"
# Who presents a draft at once does so before it is read.
_NOT_SIGNED = (OutgoingState.DRAFT, OutgoingState.SUBMITTED)


def require_unmarked(files: Iterable[SentFile], *, looked_at: bool = False) -> str:
    """Go on only where no file is marked as a state secret; reads them, so no unit of work may be open.

    For what leaves with the very act that takes it in.

    Args:
        looked_at: The clerk has looked for marks himself on the files that cannot be read here, and there are none.

    Returns:
        The names of the files that could not be read; empty where all were.

    Raises:
        NotReadyError: One is marked; nothing of it was kept.
        NotLookedAtError: One cannot be read here, and nobody has looked at it.

    Source:
        Law 117/2025/QH15: state secrets do not travel on this network.
    """
    unread: list[str] = []
    for file in files:
        outcome = sandbox.read_safely(file.content, file.name)
        if isinstance(outcome, Failed):
            unread.append(file.name)
        if isinstance(outcome, Reading) and outcome.recognised.secrecy:
            mark = outcome.recognised.secrecy
            raise NotReadyError(f"Tệp {file.name} có dấu mật ({mark}), không gửi trên hệ thống này. Chọn tệp khác.")
    names = ", ".join(unread)
    if names and not looked_at:
        raise NotLookedAtError(names, "gửi")
    return names


def take_reading(uow: UnitOfWork, file: OutgoingFile, outcome: Reading | Failed) -> None:
    """Write down what was read on a version; of the letter itself it fills what its draft left empty.

    Neither bytes nor name of a file marked as a state secret are kept (Law 117/2025/QH15).
    """
    if isinstance(outcome, Failed):
        file.read = {"failed": outcome.reason}
        return
    found = outcome.recognised
    if found.secrecy:
        sha = file.file_sha
        uow.after_commit(lambda: uow.files.remove(sha))
        file.name, file.read = MARKED, {"secrecy": found.secrecy}
        uow.record("outgoing.secret_refused", file.letter_id)
        return
    file.read = said = _read(outcome)
    letter = file.letter
    if file.ordinal == 0 and letter.state in _NOT_SIGNED:
        for name in FILLED:
            if not getattr(letter, name) and said.get(name):
                setattr(letter, name, said[name])
        if not letter.recipients:
            letter.recipients = "\n".join(found.recipients)
    if file.ordinal == 0:
        letter.pages = len(outcome.extracted.pages) or letter.pages


def _read(outcome: Reading) -> dict[str, Any]:
    found = outcome.recognised
    names = ("number", "kind", "subject", "signer", "signer_title", "signer_authority", "place", "urgency", "issuer")
    said: dict[str, Any] = {name: value for name in names if (value := getattr(found, name))}
    if found.issued_on:
        said["issued_on"] = found.issued_on.isoformat()
    if found.recipients:
        said["recipients"] = list(found.recipients)
    if to := addressees(outcome.extracted.text):
        said["addressed"] = to
    seen = found.evidence.get("signer")
    if found.signer and seen is not None and seen.page and seen.box:
        said[PLACE] = {"page": seen.page, "box": [round(each, 1) for each in seen.box]}
    return {**said, "pages": len(outcome.extracted.pages)}
