"""What views of accounts share: service errors shown at their fields, addresses of numbered pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import request, url_for

from docarchive.core import web
from docarchive.core.web import Page
from docarchive.kernel.errors import ConflictError, InvalidInputError

SIZES = (20, 50, 100)


class Trouble:
    """Whether a service said no, and why where that belongs to no field."""

    def __init__(self) -> None:
        self.found = False
        self.message = ""


@contextmanager
def at_fields(form: Any) -> Iterator[Trouble]:
    """Show what a service finds wrong at the form's fields, and undo what it began."""
    trouble = Trouble()
    try:
        yield trouble
    except (InvalidInputError, ConflictError) as problem:
        web.work().rollback()
        trouble.found = True
        fields = problem.fields if isinstance(problem, InvalidInputError) else {}
        known = {name: text for name, text in fields.items() if name in form}
        for name, text in known.items():
            form[name].errors = [*form[name].errors, text]
        if not known:
            trouble.message = problem.message


def asked_page(total: int) -> Page:
    """Read which page of rows is asked for, and how long it should be."""
    size = request.args.get("size", "")
    wanted = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[1]
    return Page.asked(request.args, total, wanted)


def page_urls() -> Callable[[int, int], str]:
    """Make addresses of other pages of the same list."""
    arguments = {**request.view_args, **request.args.to_dict()} if request.view_args else request.args.to_dict()
    return lambda number, size: url_for(request.endpoint or "", **{**arguments, "trang": number, "size": size})
