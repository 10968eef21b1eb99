"""What happens to letters that others may follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.exchange.models import Handover


@dataclass(frozen=True)
class HandedOn:
    """A letter was given to a person or a unit."""

    handover: Handover
