"""Writing down that somebody is away and who stands in for him, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.accounts.errors import AbsenceError
from docarchive.accounts.events import AbsenceRecorded
from docarchive.accounts.models import Absence, User
from docarchive.accounts.models.absence import BASIS_LENGTH, SCOPE_LENGTH
from docarchive.accounts.policies import can_record_absence
from docarchive.accounts.queries.absences import overlapping
from docarchive.core.mandates import Matter
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

MOST_FIELDS, FIELD_LENGTH = 20, 100
ONLY_OWN = "Chỉ chính người vắng, văn thư cơ quan hoặc quản trị viên ghi được việc vắng mặt."


@dataclass(frozen=True)
class Away:
    """An absence as it is told.

    Attributes:
        delegate: Who stands in; None: nobody.
        scope: What the authorisation covers.
        basis: Number and symbol of the document that gives it.
        matters: Kinds of work it covers; empty: all.
        fields: Fields of work of directions it covers; empty: all.
    """

    first: date
    last: date
    delegate: User | None = None
    scope: str = ""
    basis: str = ""
    matters: Collection[Matter] = ()
    fields: Sequence[str] = ()


def record(uow: UnitOfWork, user: User, away: Away) -> Absence:
    """Write down that a person is away.

    Raises:
        NotAllowedError: The actor is neither the person, nor a clerk of his agency, nor an administrator.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        AbsenceError: He is away on one of these days already, or who stands in is.

    Source:
        Decree 30/2020/NĐ-CP, Article 13: by delegation in writing, limited in time and content, not passed on.
    """
    seats = {seat.agency_id for seat in user.positions_on(local_day(uow.now))}
    uow.require(can_record_absence(uow.actor, user.id, seats), ONLY_OWN)
    uow.alone(f"absences of {user.id}")
    problems = _problems(uow, user, away)
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    _require_free(uow, user, away)
    made = Absence(
        user=user, first=away.first, last=away.last, delegate=away.delegate, scope=" ".join(away.scope.split()),
        basis=" ".join(away.basis.split()), matters=[each.value for each in Matter if each in away.matters] or None,
        fields=list(dict.fromkeys(" ".join(each.split()) for each in away.fields)) or None,
        made_at=uow.now, made_by=uow.actor.key, made_by_name=uow.actor.name,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    uow.record(
        "absence.recorded", user.id, name=user.name, first=str(away.first), last=str(away.last),
        delegate=away.delegate.name if away.delegate else "", basis=made.basis, reason=made.scope,
        limits=made.limits,
    )  # fmt: skip
    uow.emit(AbsenceRecorded(made))
    return made


def cancel(uow: UnitOfWork, absence: Absence) -> None:
    """Take an absence back: from now on nobody stands in by it.

    Raises:
        NotAllowedError: The actor is neither the person, nor a clerk of his agency, nor an administrator.
        AbsenceError: It was taken back before.
    """
    seats = {seat.agency_id for seat in absence.user.positions_on(local_day(uow.now))}
    uow.require(can_record_absence(uow.actor, absence.user_id, seats), ONLY_OWN)
    absence = uow.session.get_one(Absence, absence.id, with_for_update=True, populate_existing=True)
    if absence.cancelled_at is not None:
        raise AbsenceError("Lần vắng mặt này đã hủy.")
    absence.cancelled_at = uow.now
    uow.record("absence.cancelled", absence.user_id, name=absence.user.name, first=str(absence.first))
    uow.emit(AbsenceRecorded(absence))


def _problems(uow: UnitOfWork, user: User, away: Away) -> dict[str, str]:
    found: dict[str, str] = {}
    today, delegate = local_day(uow.now), away.delegate
    if away.last < away.first:
        found["last"] = f"Ngày cuối không được trước {format_date(away.first)}."
    elif away.last < today:
        found["last"] = "Ngày cuối đã qua; chỉ ghi lần vắng mặt còn hiệu lực."
    if len(away.scope) > SCOPE_LENGTH:
        found["scope"] = f"Dài nhất {SCOPE_LENGTH} ký tự; rút gọn lại."
    if len(away.fields) > MOST_FIELDS or any(len(each) > FIELD_LENGTH for each in away.fields):
        found["fields"] = f"Tối đa {MOST_FIELDS} lĩnh vực, mỗi tên dài nhất {FIELD_LENGTH} ký tự."
    elif away.fields and away.matters and Matter.DIRECTIONS not in away.matters:
        found["fields"] = "Lĩnh vực chỉ áp dụng cho ý kiến chỉ đạo; chọn thêm loại việc ấy hoặc để trống lĩnh vực."
    if len(away.basis) > BASIS_LENGTH:
        found["basis"] = f"Dài nhất {BASIS_LENGTH} ký tự; rút gọn lại."
    if delegate is None:
        return found
    there = {seat.agency_id for seat in user.positions_on(away.first)}
    if delegate.id == user.id or not delegate.is_enabled:
        found["delegate"] = "Chọn một người khác đang làm việc."
    elif there.isdisjoint(seat.agency_id for seat in delegate.positions_on(away.first)):
        found["delegate"] = "Người làm thay phải giữ vị trí trong cùng cơ quan."
    elif delegate.id == uow.actor.user_id:
        found["delegate"] = "Không tự ghi mình làm thay người khác; nhờ chính người vắng hoặc văn thư khác ghi."
    if not away.basis.strip():
        found["basis"] = "Ghi số ký hiệu văn bản ủy quyền."
    if not away.scope.strip():
        found["scope"] = "Ghi nội dung ủy quyền."
    return found


def _require_free(uow: UnitOfWork, user: User, away: Away) -> None:
    for one in overlapping(uow.session, user.id, away.first, away.last):
        span = f"{format_date(one.first)} – {format_date(one.last)}"
        raise AbsenceError(f"{user.name} đã có lần vắng mặt {span}. Hủy lần đó trước, hoặc chọn ngày khác.")
    if away.delegate is not None:
        for one in overlapping(uow.session, away.delegate.id, away.first, away.last):
            span = f"{format_date(one.first)} – {format_date(one.last)}"
            raise AbsenceError(f"{away.delegate.name} cũng vắng mặt {span}. Chọn người khác làm thay.")
