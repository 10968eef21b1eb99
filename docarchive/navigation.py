"""The rail: which places of the house a person is offered, in the order people know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docarchive.kernel.roles import Role

if TYPE_CHECKING:
    from flask import Flask

EVERYONE: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Place:
    """One entry of the rail.

    Attributes:
        endpoint: Where it leads; an entry without a page is left out.
        group: Prefix of the endpoints under which the entry is lit where no entry names the page itself.
        also: Further endpoints under which it is lit.
        roles: Who is offered it; empty: everyone who signed in.
        on_phone: Stands in the bottom bar itself, not under "Thêm".
    """

    label: str
    icon: str
    endpoint: str
    group: str = ""
    also: frozenset[str] = frozenset()
    roles: frozenset[Role] = EVERYONE
    on_phone: bool = False


def current(places: list[Place], endpoint: str) -> Place | None:
    """Find the place a page belongs to: the one that names it, else the one whose group it is in."""
    named = (place for place in places if endpoint == place.endpoint or endpoint in place.also)
    grouped = (place for place in places if place.group and endpoint.startswith(place.group))
    return next(named, None) or next(grouped, None)


def register(app: Flask, places: tuple[Place, ...], counts: Mapping[str, Callable[[], int]] | None = None) -> None:
    """Give templates ``navigation()``.

    Args:
        app: The application whose pages are offered.
        places: The rail from top to bottom.
        counts: For an endpoint, how much waits there for the actor.
    """
    from flask import request, url_for  # commands read the places too, and start faster without

    from docarchive.core.web import actor

    waiting = counts or {}

    def navigation() -> list[dict[str, object]]:
        offered = [
            place
            for place in places
            if place.endpoint in app.view_functions and (not place.roles or actor().has(*place.roles))
        ]
        here = current(offered, request.endpoint or "")
        return [
            {
                "url": url_for(place.endpoint),
                "icon": place.icon,
                "label": place.label,
                "current": place is here,
                "count": waiting[place.endpoint]() if place.endpoint in waiting else 0,
                "phone": place.on_phone,
            }
            for place in offered
        ]

    app.jinja_env.globals["navigation"] = navigation
