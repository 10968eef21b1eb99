"""The exchange keys of agencies here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.delivery.models import ExchangeKey
from docarchive.delivery.policies import can_see_post


def current(session: Session, agency_id: str) -> ExchangeKey | None:
    """The key an agency signs with now; None where it has none yet."""
    return session.scalar(
        select(ExchangeKey)
        .where(ExchangeKey.agency_id == agency_id, ExchangeKey.retired_at.is_(None))
        .order_by(ExchangeKey.made_at.desc())
        .limit(1)
    )


def keys_of(session: Session, agency_id: str) -> Sequence[ExchangeKey]:
    """All keys an agency ever had, the newest first."""
    return session.scalars(
        select(ExchangeKey).where(ExchangeKey.agency_id == agency_id).order_by(ExchangeKey.made_at.desc())
    ).all()


def visible_keys(session: Session, actor: Actor) -> Sequence[ExchangeKey]:
    """The keys in use that the actor may see: of his agencies, all for administrators."""
    rows = session.scalars(select(ExchangeKey).where(ExchangeKey.retired_at.is_(None)).order_by(ExchangeKey.made_at))
    return [row for row in rows if can_see_post(actor, row.agency_id)]
