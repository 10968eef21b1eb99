"""What was decided about agencies: who is merged or parted, from when, and who gets which unit and which person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from docarchive.accounts.models import Agency, Position, Unit
from docarchive.kernel.errors import InvalidInputError
from docarchive.succession.states import Change

MOST_AGENCIES = 50


@dataclass(frozen=True)
class Order:
    """An order to merge or part agencies.

    Attributes:
        day: First day of the new order.
        decision: Number, symbol and issuer of the document that orders it.
        targets: Who follows; of a split perhaps the agency itself, which then goes on without what it gives away.
        keeper: Of the targets, who keeps the records of those that end, and whatever lies with nobody in particular.
        units: Of a split: unit id → id of the target it goes to; units not named go to the keeper.
        people: Of a split: id of a person without a unit → id of the target he goes to; so for these.
    """

    kind: Change
    day: date
    decision: str
    sources: Sequence[Agency]
    targets: Sequence[Agency]
    keeper: Agency
    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def ends(self, source: Agency) -> bool:
        """Whether an agency is no more afterwards."""
        return source not in self.targets

    def of_unit(self, unit: Unit) -> Agency:
        """The agency a unit is a part of afterwards."""
        return self._named(self.units.get(unit.id))

    def of_person(self, user_id: str) -> Agency:
        """The agency of somebody who has no unit, afterwards."""
        return self._named(self.people.get(user_id))

    def of_seat(self, seat: Position) -> Agency:
        """The agency a seat is in afterwards."""
        return self.of_unit(seat.unit) if seat.unit else self.of_person(seat.user_id)

    def _named(self, agency_id: str | None) -> Agency:
        return next((one for one in self.targets if one.id == agency_id), self.keeper)


def require_sound(order: Order, today: date) -> None:
    """Say how an order must be.

    Raises:
        InvalidInputError: It cannot be so; ``fields`` says which part.
    """
    problems = dict(_problems(order, today))
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)


def seats_of(session: Session, agency_id: str, day: date) -> Sequence[Position]:
    """The seats of an agency that are held on a day or later."""
    return session.scalars(
        select(Position)
        .where(Position.agency_id == agency_id, or_(Position.valid_to.is_(None), Position.valid_to >= day))
        .order_by(Position.valid_from, Position.id)
        .options(joinedload(Position.user), joinedload(Position.unit))
    ).all()


def _problems(order: Order, today: date) -> list[tuple[str, str]]:
    found = []
    sources, targets = list(order.sources), list(order.targets)
    if not sources or len(sources) + len(targets) > MOST_AGENCIES:
        found.append(("sources", f"Chọn cơ quan được sắp xếp, cả hai bên không quá {MOST_AGENCIES} cơ quan."))
    if order.kind is Change.MERGE and (len(targets) != 1 or not any(order.ends(one) for one in sources)):
        found.append(("targets", "Sáp nhập: chọn một cơ quan kế thừa, khác các cơ quan được sáp nhập vào."))
    if order.kind is Change.SPLIT and (len(sources) != 1 or len(targets) < 2):
        found.append(("targets", "Chia, tách: chọn một cơ quan và ít nhất hai cơ quan sau khi chia, tách."))
    if order.keeper not in targets or any(not order.ends(one) and one is not order.keeper for one in sources):
        found.append(("keeper", "Cơ quan còn lại sau khi tách tự giữ hồ sơ của mình; chọn lại bên giữ hồ sơ."))
    if order.day > today:
        found.append(("day", "Ngày hiệu lực chưa đến: xem thử được, thực hiện từ ngày đó."))
    latest = max(order.day, today)
    gone = [one for one in (*sources, *targets) if not one.is_valid_on(latest)]
    found += [("sources", f"{one.name} không hoạt động vào ngày đã chọn. Kiểm tra danh mục cơ quan.") for one in gone]
    if len(" ".join(order.decision.split())) < 5:
        found.append(("decision", "Ghi số, ký hiệu và cơ quan ban hành quyết định."))
    return found
