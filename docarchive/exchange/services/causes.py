"""Clerks keep the list of causes their agency sends letters back for."""

from __future__ import annotations

from docarchive.core.work import UnitOfWork
from docarchive.exchange.causes import LONGEST, OTHER
from docarchive.exchange.models import ReturnCause
from docarchive.exchange.policies import can_receive
from docarchive.exchange.queries.causes import causes_of
from docarchive.kernel.errors import InvalidInputError


def offer_cause(uow: UnitOfWork, agency_id: str, name: str, *, is_offered: bool = True) -> str:
    """Offer a cause from now on, or no longer; one that is new joins the list. Letters sent back before stay.

    Returns:
        The cause as the list has it.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        InvalidInputError: No words, more than 80 characters, or the catch-all is to be given up.
    """
    uow.require(can_receive(uow.actor, agency_id), "Chỉ văn thư của cơ quan sửa danh mục lý do trả lại.")
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= LONGEST or ": " in tidy:
        message = f"Ghi lý do ngắn gọn, tối đa {LONGEST} ký tự, không có dấu hai chấm."
        raise InvalidInputError(message, fields={"name": message})
    uow.alone(f"return causes of {agency_id}")
    known = [each for each, _ in causes_of(uow.session, agency_id)]
    tidy = next((each for each in known if each.casefold() == tidy.casefold()), tidy)
    if tidy == OTHER and not is_offered:
        raise InvalidInputError(f"“{OTHER}” luôn được giữ: mọi lần trả lại đều phải chọn được một lý do.")
    uow.session.merge(ReturnCause(agency_id=agency_id, name=tidy, is_offered=is_offered))
    uow.session.flush()
    uow.record("cause.offered" if is_offered else "cause.dropped", agency_id, name=tidy)
    return tidy


def require_offered(uow: UnitOfWork, agency_id: str, cause: str) -> str:
    """Give a cause that was chosen.

    Raises:
        InvalidInputError: The agency does not offer it.
    """
    if (cause, True) not in causes_of(uow.session, agency_id):
        message = "Chọn một lý do trong danh mục; không có lý do phù hợp thì chọn “Lý do khác”."
        raise InvalidInputError(message, fields={"cause": message})
    return cause
