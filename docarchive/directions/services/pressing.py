"""The ladder of pressing: a reminder, a letter drafted to those who lead, a request to explain the delay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docarchive.accounts.models import Agency
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.directions import press_papers
from docarchive.directions.cells import days_late
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, AssignmentStep
from docarchive.directions.services.steps import (
    NOTHING,
    Evidence,
    by_followers,
    by_lead,
    locked,
    require_readable,
    write,
)
from docarchive.directions.states import Deed
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries.directory import ways
from docarchive.exchange.services import drafting, recipients
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import SHORTEST_REASON

MOST = 500


def remind(uow: UnitOfWork, assignments: Sequence[Assignment], words: str = "") -> int:
    """Remind those who lead; it stands in the history of each. How many were reminded.

    Raises:
        NotAllowedError: The actor does not follow one of them for whoever gave it.
        AssignmentStateError: One of them has ended.
        NobodyChosenError: There are none.
    """
    for one in _chosen(uow, assignments):
        write(uow, one, Deed.REMINDED, words)
    return len(assignments)


def draft_letter(uow: UnitOfWork, assignments: Sequence[Assignment]) -> OutgoingLetter:
    """Draft a letter to the bodies that lead, with the list of what they owe; it is signed and sent like any other.

    Units and persons of the giving agency itself get no letter: they are reminded.

    Raises:
        NotAllowedError: The actor does not follow one of them, or holds no position in the agency.
        AssignmentStateError: One of them has ended, or they stand in registers of several agencies.
        NobodyChosenError: There are none, or all are led inside the agency.
    """
    chosen = _chosen(uow, assignments)
    if len({one.agency_id for one in chosen}) > 1:
        raise AssignmentStateError("Chọn nhiệm vụ trong sổ của một cơ quan.")
    outside = [one for one in chosen if not _is_inside(one)]
    addressees = _addressees(uow, outside)
    if not addressees:
        raise NobodyChosenError("Các nhiệm vụ này do đơn vị, cá nhân trong cơ quan chủ trì; dùng “Nhắc việc”.")
    today, agency = local_day(uow.now), outside[0].direction.agency
    draft = Draft(
        kind="công văn", subject=f"V/v đôn đốc thực hiện {len(outside)} nhiệm vụ được giao",
        recipients="\n".join(f"- {one.name};" for one in addressees), note="Đôn đốc ý kiến chỉ đạo",
    )  # fmt: skip
    letter = drafting.start(uow, agency.id, draft)
    recipients.set_recipients(uow, letter, addressees)
    drafting.add_text(uow, letter, SentFile("Công văn đôn đốc.docx", press_papers.text(agency, addressees, outside)))
    listed = press_papers.annex(agency, outside, today)
    drafting.add_annex(uow, letter, SentFile("Danh sách nhiệm vụ.docx", listed))
    for one in outside:
        write(uow, one, Deed.PRESSED, "Đã soạn công văn đôn đốc, chờ ký và ban hành")
    return letter


def ask_explanation(uow: UnitOfWork, assignment: Assignment, by_day: date, words: str = "") -> None:
    """Ask the lead to explain a delay by a day.

    Raises:
        NotAllowedError: The actor does not follow it for whoever gave it.
        AssignmentStateError: It is not late, or the explanation was asked already.
        InvalidInputError: The day lies behind.
    """
    assignment, today = locked(uow, assignment, by_followers), local_day(uow.now)
    if not days_late(assignment, today):
        raise AssignmentStateError("Nhiệm vụ không quá hạn nên không yêu cầu giải trình.")
    if assignment.explain_by is not None:
        raise AssignmentStateError(f"Đã yêu cầu giải trình trước {assignment.explain_by:%d/%m/%Y}.")
    if by_day < today:
        message = "Hạn giải trình không được trước hôm nay."
        raise InvalidInputError(message, fields={"by_day": message})
    assignment.explain_by = by_day
    write(uow, assignment, Deed.EXPLANATION_ASKED, f"Trước {format_date(by_day)}. {words}")


def explain(uow: UnitOfWork, assignment: Assignment, words: str, evidence: Evidence = NOTHING) -> AssignmentStep:
    """Explain a delay; the words stand beside the assignment in reports.

    Raises:
        NotAllowedError: The actor does not speak for the lead.
        AssignmentStateError: Nobody asked.
        InvalidInputError: Fewer than ten characters.
    """
    assignment = locked(uow, assignment, by_lead)
    if assignment.explain_by is None:
        raise AssignmentStateError("Chưa có yêu cầu giải trình. Ghi vào tiến độ nếu cần nói thêm.")
    if len(" ".join(words.split())) < SHORTEST_REASON:
        message = f"Giải trình ít nhất {SHORTEST_REASON} ký tự."
        raise InvalidInputError(message, fields={"words": message})
    require_readable(uow, evidence)
    assignment.explain_by = None
    return write(uow, assignment, Deed.EXPLAINED, words, evidence)


def _is_inside(assignment: Assignment) -> bool:
    """Whether the giving agency itself leads, or a unit or a person of it."""
    own = assignment.lead_agency_id == assignment.agency_id
    return own or assignment.lead_unit_id is not None or assignment.lead_user_id is not None


def _chosen(uow: UnitOfWork, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The assignments, locked one after another in an order all share, so that nobody waits for one who waits."""
    if not assignments:
        raise NobodyChosenError("Chọn ít nhất một nhiệm vụ.")
    if len(assignments) > MOST:
        raise InvalidInputError(f"Mỗi lần nhiều nhất {MOST} nhiệm vụ.")
    found = [locked(uow, one, by_followers) for one in sorted(assignments, key=lambda each: each.id)]
    for one in found:
        if not one.is_open:
            raise AssignmentStateError(f"Nhiệm vụ {one.code} đã kết thúc; bỏ chọn nhiệm vụ này.")
    return found


def _addressees(uow: UnitOfWork, assignments: Sequence[Assignment]) -> list[Addressee]:
    agencies = {one.lead_agency.id: one.lead_agency for one in assignments if one.lead_agency is not None}
    reached = ways(uow.session, agencies.values(), local_day(uow.now))
    found: dict[str, Addressee] = {}
    for one in assignments:
        agency: Agency | None = one.lead_agency
        way = reached[agency.id] if agency else Way.PAPER
        found.setdefault(agency.id if agency else one.lead_name, Addressee(one.lead_name, agency, way))
    return list(found.values())
