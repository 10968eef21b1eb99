"""Agencies elsewhere, and how packets get to an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String, bindparam, or_, select
from sqlalchemy.orm import Session, selectinload

from docarchive.accounts import agency_codes
from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.delivery.errors import PartnerNotFoundError, UnreachableError
from docarchive.delivery.models import Partner
from docarchive.delivery.policies import can_see_partners
from docarchive.delivery.states import ChannelKind

# Made once: both are asked for every packet.
_CODE = bindparam("code", type_=String())
_BY_CODE = select(Partner).where(Partner.code == _CODE)
_HOME = (
    select(Agency).where(or_(Agency.code == _CODE, Agency.old_code == _CODE)).order_by(Agency.code != _CODE).limit(1)
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How packets get to an agency.

    Attributes:
        code: As packets are to bear it.
        partner: None where the agency is of this installation.
    """

    code: str
    name: str
    channel: ChannelKind
    partner: Partner | None = None


def partner(session: Session, actor: Actor, partner_id: str) -> Partner:
    """Find a partner.

    Raises:
        PartnerNotFoundError: There is none, or the actor has nothing to do with partners.
    """
    found = session.get(Partner, partner_id) if can_see_partners(actor) else None
    if found is None:
        raise PartnerNotFoundError
    return found


def partners(session: Session, actor: Actor) -> Sequence[Partner]:
    """All partners in the order of their names; none for whoever has nothing to do with them."""
    if not can_see_partners(actor):
        return []
    order = (vietnamese(Partner.name), Partner.code)
    return session.scalars(select(Partner).order_by(*order).options(selectinload(Partner.certificates))).all()


def partner_by_code(session: Session, code: str) -> Partner | None:
    """The partner that bears a code; None where nobody knows it."""
    return session.scalar(_BY_CODE, {"code": agency_codes.tidy(code)})


def is_elsewhere(session: Session, code: str) -> bool:
    """Whether an agency works on another installation: packets to it go to a partner."""
    return partner_by_code(session, code) is not None


def home_agency(session: Session, code: str) -> Agency | None:
    """The agency of this installation that bears a code, now or before 2020; None: it is elsewhere."""
    tidy = agency_codes.tidy(code)
    if not tidy:
        return None
    return session.scalar(_HOME, {"code": tidy})


def way_to(session: Session, code: str) -> Way:
    """Say how packets get to an agency: a partner goes before an agency that is only listed here.

    Raises:
        UnreachableError: It is neither a partner nor of this installation.
    """
    known = partner_by_code(session, code)
    if known is not None:
        return Way(known.code, known.name, ChannelKind(known.channel), known)
    home = home_agency(session, code)
    if home is None:
        raise UnreachableError(agency_codes.tidy(code))
    return Way(home.code, home.name, ChannelKind.LOCAL)


def is_reachable(session: Session, code: str) -> bool:
    """Tell whether packets can be posted to an agency."""
    try:
        way_to(session, code)
    except UnreachableError:
        return False
    return True
