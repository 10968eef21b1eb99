"""What goes in and out of version 1 about the figures of directions and the reports that are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

By = Literal["agency", "leader", "document", "field", "unit", "source"]


class FiguresIn(BaseModel):
    """A period and what its figures are broken down by; without days: this year until today."""

    first: date | None = Field(None, description="First day of the period.")
    last: date | None = Field(None, description="Last day of the period; figures are judged on it.")
    by: By = "agency"
    agency_id: str | None = Field(
        None, max_length=40, description="Of the register; left out: all that one follows or leads."
    )
    rows: bool = Field(default=False, description="With the ids of the assignments behind every number.")


class RateOut(BaseModel):
    """A rate; `percent` has two places and is null where there is nothing to divide by."""

    part: int
    whole: int
    percent: float | None
    formula: str


class IdentityOut(BaseModel):
    """What was carried over and given is done or open."""

    carried_over: int
    given: int
    done: int
    open: int
    holds: bool


class NumbersOut(BaseModel):
    """The figures of the whole, or of a line; `rows` holds ids by the name of the number."""

    cells: dict[str, int]
    cells_by_first_deadline: dict[str, int]
    totals: dict[str, int]
    ages: dict[str, int]
    rates: dict[str, RateOut]
    identity: IdentityOut
    rows: dict[str, list[str]] | None = None


class LineOut(NumbersOut):
    """A body, leader, document, field or unit."""

    key: str
    name: str


class FiguresOut(NumbersOut):
    """The figures of a period, whole and by lines that add up to it."""

    first: date
    last: date
    as_of: date
    by: str
    lines: list[LineOut]


class FreezeIn(BaseModel):
    """A report to be kept as it is now; without days: this year until today."""

    title: str = Field("", max_length=300)
    first: date | None = None
    last: date | None = None
    by: By = "agency"
    agency_id: str | None = Field(None, max_length=40, description="Of the register; left out: one's own agency.")


class FrozenOut(BaseModel):
    """A report that was kept."""

    id: str
    agency_id: str
    title: str
    first: date
    last: date
    by: str
    frozen_at: datetime
    frozen_by: str


class FrozenListOut(BaseModel):
    """Reports that were kept, the newest first."""

    reports: list[FrozenOut]


class WholeFrozenOut(FrozenOut):
    """A kept report with its figures as they were."""

    figures: FiguresOut


class ChangeOut(BaseModel):
    """A figure that is another in the later report."""

    figure: str
    before: int
    after: int


class MovedOut(BaseModel):
    """An assignment that is counted elsewhere; null: it is not in that report."""

    id: str
    code: str
    before: str | None
    after: str | None
    is_moved_line: bool


class DifferenceOut(BaseModel):
    """What changed from one kept report to another."""

    changes: list[ChangeOut]
    moved: list[MovedOut]
