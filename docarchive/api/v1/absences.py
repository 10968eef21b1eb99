"""Who is away, and who stands in for whom.

Who stands in for another says so with every call: the header ``X-Docarchive-Absence`` names the absence.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.accounts.models import Absence
from docarchive.accounts.queries import absences as queries
from docarchive.accounts.queries import users
from docarchive.accounts.services import absences
from docarchive.accounts.services.absences import Away
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.core.mandates import Matter
from docarchive.core.web import actor, work
from docarchive.kernel.local_time import local_day

MatterWord = Literal["incoming", "outgoing", "directions", "dossiers"]


class AbsenceIn(BaseModel):
    """Days on which a person is away; with a delegate, what the authorisation covers and its number and symbol."""

    user_id: str | None = Field(None, max_length=40, description="Left out: oneself.")
    first: date
    last: date
    delegate_id: str | None = Field(None, max_length=40)
    scope: str = Field("", max_length=300)
    basis: str = Field("", max_length=200)
    matters: list[MatterWord] = Field(default_factory=list, description="Kinds of work it covers; none: all.")
    fields: list[str] = Field(default_factory=list, description="Fields of work of directions; none: all.")


class AbsenceOut(BaseModel):
    """An absence."""

    id: str
    user_id: str
    name: str
    first: date
    last: date
    delegate_id: str | None
    delegate_name: str
    scope: str
    basis: str
    matters: list[str]
    fields: list[str]


class AbsencesOut(BaseModel):
    """Absences that have not ended: those one keeps, and those in which one stands in."""

    absences: list[AbsenceOut]
    standing_in: list[AbsenceOut]


@bp.get("/absences")
@bp.output(AbsencesOut)
def list_absences() -> AbsencesOut:
    """Absences one keeps and those in which one stands in."""
    session, today = work().session, local_day(work().now)
    return AbsencesOut(
        absences=[_shown(each) for each in queries.shown_to(session, actor(), today)],
        standing_in=[_shown(each) for each in queries.in_place_of(session, actor().user_id or "", today)],
    )


@bp.post("/absences")
@bp.input(AbsenceIn, arg_name="wanted")
@bp.output(AbsenceOut, status_code=201)
def record_absence(wanted: AbsenceIn) -> AbsenceOut:
    """Write down that somebody is away."""
    session = work().session
    user = users.user(session, wanted.user_id or actor().user_id or "")
    delegate = users.user(session, wanted.delegate_id) if wanted.delegate_id else None
    matters = [Matter(each) for each in wanted.matters]
    away = Away(wanted.first, wanted.last, delegate, wanted.scope, wanted.basis, matters, wanted.fields)
    return _shown(absences.record(work(), user, away))


@bp.delete("/absences/<absence_id>")
@bp.output(AbsenceOut)
def cancel_absence(absence_id: str) -> AbsenceOut:
    """Take an absence back."""
    found = queries.absence(work().session, actor(), absence_id)
    absences.cancel(work(), found)
    return _shown(found)


def _shown(one: Absence) -> AbsenceOut:
    return fields_of(
        AbsenceOut, one, name=one.user.name, delegate_name=one.delegate.name if one.delegate else "",
        matters=one.matters or [], fields=one.fields or [],
    )  # fmt: skip
