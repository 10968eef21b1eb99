"""A reminder to those who have not registered a letter in time: a draft, for a person to finish and sign."""

from __future__ import annotations

from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.policies import can_issue
from docarchive.exchange.queries.deliveries import overdue
from docarchive.exchange.services import drafting, recipients
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.recipients import addressee
from docarchive.kernel.deadlines import OfficeHours


def draft_reminder(uow: UnitOfWork, letter: OutgoingLetter, hours: OfficeHours) -> OutgoingLetter:
    """Draft a letter to those who have not registered it in time; it is the clerk's who presses.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        NobodyChosenError: Nobody is late.
    """
    uow.require(can_issue(uow.actor, letter), "Chỉ văn thư của cơ quan đôn đốc nơi nhận.")
    late = overdue(uow.session, letter, uow.now, hours)
    if not late:
        raise NobodyChosenError("Không còn nơi nào quá hạn vào sổ.")
    day = format_date(letter.issued_on)
    draft = Draft(
        kind="công văn", subject=f"V/v đôn đốc tiếp nhận {letter.kind} số {letter.number} ngày {day}"[:500],
        signer=letter.signer, signer_title=letter.signer_title, signer_authority=letter.signer_authority,
        place=letter.place, recipients="\n".join(f"- {one.name};" for one in late), keeper=letter.keeper,
        note=f"Đôn đốc {letter.number}",
    )  # fmt: skip
    made = drafting.start(uow, letter.agency_id, draft, unit=letter.unit)
    recipients.set_recipients(uow, made, [addressee(one) for one in late])
    uow.record("outgoing.pressed", letter.id, by=made.id, receivers=[one.name for one in late])
    return made
