"""Open dossiers of an agency that ends or is parted go on in another agency, with whoever holds them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.accounts.policies import can_administer
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.models.dossier import LONGEST
from docarchive.dossiers.services.freezing import require_free
from docarchive.dossiers.services.opening import locked


def take_dossier_over(uow: UnitOfWork, dossier: Dossier, target: Agency) -> str:
    """Make an open dossier another agency's.

    Returns:
        Its symbol there: where the year has one of that symbol already, the old agency's short name stands behind it.

    Raises:
        FrozenError: It is locked.
    """
    uow.require(can_administer(uow.actor))
    dossier = locked(uow, dossier)
    require_free(uow, dossier, "Chuyển hồ sơ sang cơ quan khác")
    uow.alone(f"dossiers of {target.id}")
    before, old = dossier.agency, dossier.symbol
    taken = set(
        uow.session.scalars(select(Dossier.symbol).where(Dossier.agency_id == target.id, Dossier.year == dossier.year))
    )
    symbol = next(one for one in _symbols(old, before) if one not in taken)
    dossier.agency = target
    dossier.name(symbol, dossier.title, dossier.description)
    uow.session.flush()
    uow.record(
        "dossier.went_over", dossier.id, before=[before.id, old], after=[target.id, symbol]
    )  # fmt: skip
    return symbol


def _symbols(symbol: str, agency: Agency) -> Iterator[str]:
    most = LONGEST["symbol"]
    yield symbol
    behind = f"/{agency.short_name or agency.code}"[: most // 2]
    yield symbol[: most - len(behind)] + behind
    for number in range(2, 1000):
        behind = f"/{number}"
        yield symbol[: most - len(behind)] + behind
