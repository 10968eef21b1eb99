"""The paper of an incoming letter: whether it came, how many sheets it has, where it lies.

Source:
    Decree 30/2020/NĐ-CP, Article 22: the paper of a letter that came electronically, too, is handed to the lead unit.
"""

from __future__ import annotations

from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.services.registering import locked
from docarchive.exchange.states import IncomingState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

MOST_SHEETS, LONGEST_PLACE = 10_000, 200


def note_paper(uow: UnitOfWork, letter: IncomingLetter, came_on: date | None, sheets: int, place: str) -> None:
    """Write down what is known of a letter's paper.

    Args:
        came_on: None: it is to come, and has not come yet.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: The letter was sent back, merged or withdrawn.
        InvalidInputError: A value cannot be so; ``fields`` says which.
    """
    uow.require(can_register(uow.actor, letter), "Chỉ văn thư của cơ quan ghi bản giấy.")
    letter, tidy = locked(uow, letter), " ".join(place.split())
    if letter.state in (IncomingState.REFUSED, IncomingState.MERGED, IncomingState.WITHDRAWN):
        raise LetterStateError("Văn bản đã trả lại, gộp hoặc bị thu hồi; không ghi bản giấy.")
    problems = {}
    if came_on is not None and came_on > local_day(uow.now):
        problems["came_on"] = "Ngày nhận bản giấy không được sau hôm nay."
    if not 0 <= sheets <= MOST_SHEETS:
        problems["sheets"] = f"Số tờ từ 0 đến {MOST_SHEETS}."
    if len(tidy) > LONGEST_PLACE:
        problems["place"] = f"Nơi để dài nhất {LONGEST_PLACE} ký tự."
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    before = (letter.paper_on, letter.sheets, letter.paper_place)
    letter.has_paper, letter.paper_on, letter.sheets, letter.paper_place = True, came_on, sheets, tidy
    uow.record(
        "letter.paper_noted", letter.id, before=[str(each or "") for each in before],
        after=[str(came_on or ""), str(sheets), tidy],
    )  # fmt: skip
