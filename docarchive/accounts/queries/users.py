"""People as pages and commands read them."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import User


def any_user(session: Session) -> bool:
    """Tell whether there is any account yet."""
    return bool(session.scalar(select(exists(select(User.id)))))
