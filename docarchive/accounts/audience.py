"""Who a signed-in person is to the rest of the house: actor and audience, from the positions held today.

A document carries tokens of who may see it, a person tokens of what he is; one in common suffices. A person carries:

* ``all``: documents public in the instance,
* ``agency:<id>`` for the agency of every position held today,
* ``unit:<id>`` for the unit of every such position,
* ``user:<id>``: documents shared with him by name.

Neither a superior nor a subordinate agency is included: seeing into another agency is an access given by name, never a
consequence of the tree. The administrator's role opens pages of administration, not documents.
"""

from __future__ import annotations

from datetime import datetime

from docarchive.accounts.models import Position, User
from docarchive.core.actor import Actor
from docarchive.core.clock import local_day
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


def tokens(user_id: str, positions: list[Position]) -> frozenset[str]:
    """Give the tokens a person carries by the rule at the head of this module."""
    agencies = {agency_token(position.agency_id) for position in positions}
    units = {unit_token(position.unit_id) for position in positions if position.unit_id}
    return frozenset({EVERYBODY, user_token(user_id)} | agencies | units)


def actor_of(user: User, now: datetime) -> Actor:
    """Make the actor of a person at a moment."""
    positions = user.positions_on(local_day(now))
    return Actor(
        user_id=user.id,
        name=user.name,
        agency_id=positions[0].agency_id if positions else None,
        agency_ids=frozenset(position.agency_id for position in positions),
        unit_ids=frozenset(position.unit_id for position in positions if position.unit_id),
        roles=user.roles,
        audience=Audience(tokens(user.id, positions)),
        title=positions[0].title if positions else "",
    )
