"""Who a signed-in person is to the rest of the house: actor and audience, from the positions held today.

A document carries tokens of who may see it, a person tokens of what he is; one in common suffices. A person carries:

* ``all``: documents public in the instance,
* ``agency:<id>`` for the agency of every position held today, and for the agencies that ended whose records it keeps,
* ``unit:<id>`` for the unit of every such position,
* ``clerks:<id>`` and ``leaders:<id>`` for such an agency, where he is a clerk or a leader: letters that nobody else has
  been given yet,
* ``user:<id>``: documents shared with him by name.

Who stands in for somebody away by an authorisation carries, while he does so, that person's tokens (``stand_in``).

Neither a superior nor a subordinate agency is included: seeing into another agency is an access given by name, never a
consequence of the tree. The administrator's role opens pages of administration, not documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from docarchive.accounts.models import Absence
from docarchive.accounts.seats import Person, Seat
from docarchive.core.actor import Actor
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from indexer.engines.protocol import Audience

EVERYBODY = "all"


def agency_token(agency_id: str) -> str:
    """Give the token of everybody in an agency."""
    return f"agency:{agency_id}"


def unit_token(unit_id: str) -> str:
    """Give the token of everybody in a unit."""
    return f"unit:{unit_id}"


def user_token(user_id: str) -> str:
    """Give the token of one person."""
    return f"user:{user_id}"


def clerks_token(agency_id: str) -> str:
    """Give the token of an agency's clerks."""
    return f"clerks:{agency_id}"


def leaders_token(agency_id: str) -> str:
    """Give the token of an agency's leaders."""
    return f"leaders:{agency_id}"


def tokens(user_id: str, positions: Sequence[Seat], roles: frozenset[Role] = frozenset()) -> frozenset[str]:
    """Give the tokens a person carries by the rule at the head of this module."""
    agencies = agencies_of(positions)
    held = {EVERYBODY, user_token(user_id)}
    held |= {agency_token(agency) for agency in agencies}
    held |= {unit_token(position.unit_id) for position in positions if position.unit_id}
    for role, token in ((Role.CLERK, clerks_token), (Role.LEADER, leaders_token)):
        if role in roles:
            held |= {token(agency) for agency in agencies}
    return frozenset(held)


def agencies_of(positions: Iterable[Seat]) -> frozenset[str]:
    """Ids of the agencies of positions, and of those that ended whose records these keep."""
    return frozenset().union(*({position.agency_id} | position.records_of for position in positions))


def actor_of(user: Person, now: datetime) -> Actor:
    """Make the actor of a person at a moment."""
    positions = user.positions_on(local_day(now))
    return Actor(
        user_id=user.id,
        name=user.name,
        agency_id=positions[0].agency_id if positions else None,
        agency_ids=agencies_of(positions),
        unit_ids=frozenset(position.unit_id for position in positions if position.unit_id),
        roles=user.roles,
        audience=Audience(tokens(user.id, positions, user.roles)),
        title=positions[0].title if positions else "",
    )


def stand_in(substitute: Person, absence: Absence, now: datetime) -> Actor | None:
    """Make the actor of who stands in for somebody away; None where the authorisation does not hold at the moment.

    He sees and does what the other would in the agencies both belong to, today; but administers nothing: that was never
    the office's work. Rights the other has by standing in himself are not passed on.
    """
    other = absence.user
    holds = absence.delegate_id == substitute.id and absence.covers(local_day(now))
    if not (holds and other.is_enabled and substitute.is_enabled):
        return None
    day = local_day(now)
    own = {seat.agency_id for seat in substitute.positions_on(day)}
    seats = [seat for seat in other.positions_on(day) if seat.agency_id in own]
    if not seats:
        return None
    roles = other.roles - {Role.ADMINISTRATOR}
    sign = "TUQ." if Role.LEADER in other.roles else "thay"
    return replace(
        actor_of(other, now), name=f"{substitute.name} ({sign} {other.name})", roles=roles, substitute_id=substitute.id,
        mandate=absence.mandate, title=seats[0].title, agency_id=seats[0].agency_id, agency_ids=agencies_of(seats),
        unit_ids=frozenset(seat.unit_id for seat in seats if seat.unit_id),
        audience=Audience(tokens(other.id, seats, roles)),
    )  # fmt: skip
