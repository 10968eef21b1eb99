"""A merger or parting that waits for its day: what was decided, and what became of it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.succession.models import Reorganisation


class PlannedState(enum.StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    STUCK = "stuck"
    DONE = "done"
    CALLED_OFF = "called_off"


OPEN: Final = (PlannedState.WAITING, PlannedState.STUCK)
PLANNED_WORDS: Final[Mapping[PlannedState, tuple[str, str]]] = {
    PlannedState.WAITING: ("Chờ đến ngày", "doing"),
    PlannedState.STUCK: ("Đến ngày, chưa làm được", "late"),
    PlannedState.DONE: ("Đã thực hiện", "done"),
    PlannedState.CALLED_OFF: ("Đã bỏ", "new"),
}


class PlannedReorganisation(Base):
    """One order with a day to come.

    Attributes:
        said: The order as ``planning.as_said`` writes it: ids of agencies, units and people.
        title: Both sides by name, as they were called when it was prepared.
        reason: Why it is stuck, or was called off.
        reorganisation_id: Its minutes, once it was carried out.
    """

    __tablename__ = "planned_reorganisation"

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date] = mapped_column(index=True)
    decision: Mapped[str] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(Text)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    reorganisation_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("reorganisation.id"))

    reorganisation: Mapped[Reorganisation | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and called off."""
        return self.state in OPEN
