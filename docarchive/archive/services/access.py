"""From an access level to the tokens a document carries."""

from __future__ import annotations

from collections.abc import Iterable

from docarchive.archive.errors import FieldInvalidError
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor


def level_of(asked: str | None) -> AccessLevel:
    """The level somebody asked for; nothing asked means everybody.

    Raises:
        FieldInvalidError: There is no such level.
    """
    try:
        return AccessLevel(asked or AccessLevel.PUBLIC)
    except ValueError:
        known = ", ".join(AccessLevel)
        raise FieldInvalidError("access", f"Không có phạm vi đọc “{asked}”. Các phạm vi: {known}.") from None


def tokens_for(
    level: AccessLevel, actor: Actor, agency_id: str | None, unit_ids: Iterable[str] = (), user_ids: Iterable[str] = ()
) -> frozenset[str]:
    """Tokens of a level; whoever sets it keeps sight of the document.

    Raises:
        FieldInvalidError: The level needs an agency, a unit or people that were not given.
    """
    if level is AccessLevel.PUBLIC:
        return frozenset({"all"})
    if level is AccessLevel.AGENCY:
        wanted = {f"agency:{agency_id}"} if agency_id else set()
    elif level is AccessLevel.UNIT:
        wanted = {f"unit:{unit_id}" for unit_id in unit_ids}
    else:
        wanted = {f"user:{user_id}" for user_id in user_ids}
        if actor.user_id:
            wanted.add(f"user:{actor.user_id}")
    if not wanted:
        raise FieldInvalidError("access", "Chọn cơ quan, đơn vị hoặc người được đọc cho mức truy cập này.")
    if actor.user_id:
        wanted.add(f"user:{actor.user_id}")
    return frozenset(wanted)
