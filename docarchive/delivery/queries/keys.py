"""The exchange keys of agencies here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.delivery.models import ExchangeKey
from docarchive.delivery.policies import can_see_post

# Made once: both are asked for every packet.
_EVER = (
    select(ExchangeKey).where(ExchangeKey.agency_id == bindparam("agency")).order_by(ExchangeKey.made_at.desc())
)  # fmt: skip
_CURRENT = _EVER.where(ExchangeKey.retired_at.is_(None)).limit(1)


def current(session: Session, agency_id: str) -> ExchangeKey | None:
    """The key an agency signs with now; None where it has none yet."""
    return session.scalar(_CURRENT, {"agency": agency_id})


def keys_of(session: Session, agency_id: str) -> Sequence[ExchangeKey]:
    """All keys an agency ever had, the newest first."""
    return session.scalars(_EVER, {"agency": agency_id}).all()


def visible_keys(session: Session, actor: Actor) -> Sequence[ExchangeKey]:
    """The keys in use that the actor may see: of his agencies, all for administrators."""
    rows = session.scalars(select(ExchangeKey).where(ExchangeKey.retired_at.is_(None)).order_by(ExchangeKey.made_at))
    return [row for row in rows if can_see_post(actor, row.agency_id)]
