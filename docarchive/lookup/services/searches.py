"""Saving searches, naming them, opening, deleting and bringing them back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update

from docarchive.accounts.audience import unit_token
from docarchive.archive.models import Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core.work import UnitOfWork
from docarchive.lookup.errors import SearchInvalidError, TooManySearchesError
from docarchive.lookup.models import SavedSearch, SearchHit
from docarchive.lookup.queries import searches
from docarchive.lookup.services.matching import plan_next
from docarchive.lookup.states import LONGEST_NAME, MOST_SEARCHES, Alert
from docarchive.search.asking import Asked

NOT_TOLD = "-"


def save(uow: UnitOfWork, name: str, asked: Asked, alert: str = Alert.NONE, *, is_shared: bool = False) -> SavedSearch:
    """Keep a question; what comes from now on is counted as new.

    Raises:
        NotAllowedError: The actor is no person.
        SearchInvalidError: It has no name, or asks nothing.
        TooManySearchesError: He keeps as many as he may.
    """
    uow.require(uow.actor.user_id is not None)
    if asked.is_empty:
        raise SearchInvalidError("question", "Câu tìm đang trống. Nhập từ cần tìm hoặc chọn bộ lọc rồi lưu lại.")
    uow.alone(f"searches of {uow.actor.user_id}")
    if searches.count(uow.session, uow.actor) >= MOST_SEARCHES:
        raise TooManySearchesError
    made = SavedSearch(
        user_id=uow.actor.user_id, name=_name(name), question=replace(asked, page=1).to_address(), alert=_alert(alert),
        shared_with=_unit(uow) if is_shared else "", made_at=uow.now, looked_until=uow.now,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    plan_next(uow)
    return made


def change(
    uow: UnitOfWork,
    search: SavedSearch,
    *,
    name: str | None = None,
    alert: str | None = None,
    is_shared: bool | None = None,
) -> None:
    """Name it anew, or choose how to be told or with whom it is shared; what is None stays.

    Raises:
        SearchInvalidError: The name is empty or too long, there is no such way, or he is in no unit.
    """
    if name is not None:
        search.name = _name(name)
    if alert is not None:
        if search.alert == Alert.NONE:  # what came before one asked to be told is no news
            _settle(uow, search)
        search.alert = _alert(alert)
    if is_shared is not None:
        search.shared_with = (search.shared_with or _unit(uow)) if is_shared else ""


def see(uow: UnitOfWork, search: SavedSearch) -> None:
    """Note that its owner has seen what came, as far as he may see it."""
    visible = select(Document.id).where(visible_to(uow.actor))
    uow.session.execute(
        update(SearchHit)
        .where(SearchHit.search_id == search.id, SearchHit.seen_at.is_(None), SearchHit.document_id.in_(visible))
        .values(seen_at=uow.now)
        .execution_options(synchronize_session=False)
    )


def remove(uow: UnitOfWork, search: SavedSearch) -> None:
    """Delete it; for 30 days it can be brought back."""
    search.removed_at = uow.now


def restore(uow: UnitOfWork, search: SavedSearch) -> None:
    """Bring a deleted one back; what came in between is looked at by the next round.

    Raises:
        TooManySearchesError: He keeps as many as he may.
    """
    if search.removed_at is None:
        return
    uow.alone(f"searches of {uow.actor.user_id}")
    if searches.count(uow.session, uow.actor) >= MOST_SEARCHES:
        raise TooManySearchesError
    search.removed_at = None
    uow.session.flush()
    plan_next(uow)


def _settle(uow: UnitOfWork, search: SavedSearch) -> None:
    uow.session.execute(
        update(SearchHit)
        .where(SearchHit.search_id == search.id, SearchHit.told_key == "")
        .values(told_key=NOT_TOLD)
        .execution_options(synchronize_session=False)
    )


def _name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST_NAME:
        raise SearchInvalidError("name", f"Đặt tên cho tìm kiếm, dài tối đa {LONGEST_NAME} ký tự.")
    return wanted


def _alert(alert: str) -> Alert:
    try:
        return Alert(alert)
    except ValueError:
        raise SearchInvalidError("alert", "Chọn một trong các cách báo được nêu.") from None


def _unit(uow: UnitOfWork) -> str:
    if not uow.actor.unit_ids:
        raise SearchInvalidError("shared", "Bạn chưa thuộc đơn vị nào, nên chưa chia sẻ được. Lưu cho riêng bạn.")
    return unit_token(min(uow.actor.unit_ids))
