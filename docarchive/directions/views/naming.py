"""From typed names to bodies of the directory."""

from __future__ import annotations

from docarchive.directions.forms import names_in
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.services.giving import Body


def body_named(bodies: Bodies, name: str) -> Body:
    """The body a name stands for; one by name only where the directory knows none."""
    tidy = " ".join(name.split())
    found = bodies.find(tidy) if tidy else None
    return Body.of(found) if found is not None else Body(tidy)


def bodies_in(bodies: Bodies, text: str) -> list[Body]:
    """The bodies of a typed list."""
    return [body_named(bodies, name) for name in names_in(text)]


def unknown_in(bodies: Bodies, *texts: str) -> list[str]:
    """The names of typed lists the directory does not know."""
    return [name for text in texts for name in names_in(text) if bodies.find(name) is None]
