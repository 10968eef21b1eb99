"""The rail: which places of the house a person is offered, in the order people know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request, url_for

from docarchive.core.web import actor
from docarchive.kernel.roles import Role

EVERYONE: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Place:
    """One entry of the rail.

    Attributes:
        endpoint: Where it leads; an entry without a page is left out.
        group: Prefix of the endpoints under which the entry is lit; empty: the blueprint of `endpoint`.
        roles: Who is offered it; empty: everyone who signed in.
        on_phone: Stands in the bottom bar itself, not under "Thêm".
    """

    label: str
    icon: str
    endpoint: str
    group: str = ""
    roles: frozenset[Role] = EVERYONE
    on_phone: bool = False

    def is_current(self, endpoint: str) -> bool:
        """Tell whether the page shown belongs here."""
        return endpoint.startswith(self.group) if self.group else endpoint == self.endpoint


def register(app: Flask, places: tuple[Place, ...], counts: dict[str, Callable[[], int]] | None = None) -> None:
    """Give templates ``navigation()``.

    Args:
        app: The application whose pages are offered.
        places: The rail from top to bottom.
        counts: For an endpoint, how much waits there for the actor.
    """
    waiting = counts or {}

    def navigation() -> list[dict[str, object]]:
        here = request.endpoint or ""
        offered = [
            place
            for place in places
            if place.endpoint in app.view_functions and (not place.roles or actor().has(*place.roles))
        ]
        return [
            {
                "url": url_for(place.endpoint),
                "icon": place.icon,
                "label": place.label,
                "current": place.is_current(here),
                "count": waiting[place.endpoint]() if place.endpoint in waiting else 0,
                "phone": place.on_phone,
            }
            for place in offered
        ]

    app.jinja_env.globals["navigation"] = navigation
