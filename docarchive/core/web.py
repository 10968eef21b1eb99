"""What every page needs: the request's unit of work, whole page or part, errors by kind, numbered pages of rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Response, current_app, g, make_response, render_template, request

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.errors import (
    ConflictError,
    DocArchiveError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    UnavailableError,
)

if TYPE_CHECKING:
    from docarchive.core.work import UnitOfWork

STATUS = {
    NotFoundError: 404,
    NotAllowedError: 403,
    InvalidInputError: 422,
    ConflictError: 409,
    UnavailableError: 503,
}
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Let strangers call a view; without this mark every view asks for sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def writes_on_get(view: View) -> View:
    """Let a view that reads for its caller record something all the same (an export in the audit log)."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view


def services() -> Services:
    """Give the instance that answers this request."""
    return cast(Services, current_app.extensions["docarchive"])


def actor() -> Actor:
    """Give who asks."""
    return cast(Actor, g.get("actor") or Actor.stranger())


def work() -> UnitOfWork:
    """Give the request's unit of work; committed when the answer is good (below 400), undone otherwise.

    GET and HEAD get one that the database itself keeps from changing anything.
    """
    if "work" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        writes = request.method not in READING_METHODS or getattr(view, "writes_on_get", False)
        g.work = services().work.open(actor(), writes=writes)
    return cast("UnitOfWork", g.work)


def begin_again() -> None:
    """Forget what a failed try of the request began, so that the next one finds everything as at first."""
    drop_work()
    for files in request.files.listvalues():
        for file in files:
            file.stream.seek(0)


def close_work(status: int) -> None:
    """Commit or undo the request's unit of work, once."""
    unit = g.get("work")
    if unit is None:
        return
    if status < 400:
        unit.commit()
    else:
        unit.rollback()


def drop_work() -> None:
    """Close the request's unit of work at the very end; what was not committed is undone."""
    unit = g.pop("work", None)
    if unit is not None:
        unit.rollback()
        unit.session.close()


def wants_part() -> bool:
    """Tell whether htmx asks for a region of the page; a page restored from history is wanted whole."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def page(full: str, part: str, /, **context: object) -> Response:
    """Show a page, or only its part where htmx asks for that; the page includes the same part."""
    response = make_response(render_template(part if wants_part() and not _boosted() else full, **context))
    response.headers.add("Vary", "HX-Request")
    return response


def _boosted() -> bool:
    return request.headers.get("HX-Boosted") == "true"


@dataclass(frozen=True)
class Page:
    """A numbered page of rows.

    Attributes:
        number: From 1.
        size: Rows on a page.
        total: Rows in all.
    """

    number: int
    size: int
    total: int

    @classmethod
    def asked(cls, args: Mapping[str, str], total: int, size: int = 50, parameter: str = "trang") -> Page:
        """Read the page's number from the address; what makes no sense becomes the nearest page."""
        text = args.get(parameter, "1")
        number = int(text) if text.isdecimal() and len(text) < 9 else 1
        return cls(max(1, min(number, max(1, math.ceil(total / size)))), size, total)

    @property
    def count(self) -> int:
        """How many pages there are; at least 1."""
        return max(1, math.ceil(self.total / self.size))

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """Number of the first row shown; 0 where there is none."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.offset + self.size, self.total)

    @property
    def previous(self) -> int | None:
        """The page before, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, or None."""
        return self.number + 1 if self.number < self.count else None


def status_of(error: DocArchiveError) -> int:
    """Give the HTTP status of an error's kind."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def endpoints() -> frozenset[str]:
    """List the endpoints of the pages installed here."""
    return frozenset(current_app.view_functions)
