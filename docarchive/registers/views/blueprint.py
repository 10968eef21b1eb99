"""The blueprint the pages of registers hang on, and what all of them need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import Blueprint, request

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.core.web import actor, services, work
from docarchive.kernel.roles import Role
from docarchive.registers.entries import ENTRIES, Entries
from docarchive.registers.errors import RegisterNotFoundError
from docarchive.registers.models import Register, Volume
from docarchive.registers.policies import can_arrange, can_see_registers
from docarchive.registers.queries import registers as queries

bp = Blueprint("registers", __name__, url_prefix="/registers")


@bp.before_request
def only_for_offices() -> None:
    """Let others believe that there is nothing here; a stranger was sent to sign in before."""
    if not actor().has(Role.CLERK, Role.LEADER, Role.ADMINISTRATOR):
        raise RegisterNotFoundError


def the_register(register_id: str) -> Register:
    """The register of an address, or "not found" for whoever may not see it."""
    return queries.register(work().session, actor(), register_id)


def the_volume(volume_id: str) -> Volume:
    """The volume of an address, or "not found" for whoever may not see it."""
    return queries.volume(work().session, actor(), volume_id)


def the_entries() -> Entries:
    """Whoever keeps the letters that bear numbers."""
    return cast(Entries, services().extensions[ENTRIES])


def offered_agencies() -> Sequence[Agency]:
    """Agencies whose registers the actor may see, in the order of the tree; administrators arrange everywhere."""
    every = [row.agency for row in agencies.tree(work().session)]
    return [one for one in every if can_see_registers(actor(), one.id) or can_arrange(actor(), one.id)]


def the_agency() -> Agency | None:
    """The agency whose registers are asked for: of the address, else one's own, else the first; None: there is none.

    Raises:
        RegisterNotFoundError: The actor may not see that agency's registers.
    """
    offered = {one.id: one for one in offered_agencies()}
    asked = request.values.get("co-quan", "")
    if asked and asked not in offered:
        raise RegisterNotFoundError
    own = actor().agency_id or ""
    return offered.get(asked or own) or next(iter(offered.values()), None)


def arranged_agency() -> Agency:
    """The same, for whoever arranges its registers.

    Raises:
        RegisterNotFoundError: There is none.
        NotAllowedError: The actor only reads them.
    """
    found = the_agency()
    if found is None:
        raise RegisterNotFoundError
    work().require(can_arrange(actor(), found.id), "Chỉ văn thư của cơ quan và người quản trị lập sổ.")
    return found
