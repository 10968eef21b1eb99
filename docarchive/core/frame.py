"""What the frame of every page shows: who is signed in, whose archive it is."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for

from docarchive.core import web


def install_frame(app: Flask) -> None:
    """Hand every template what the frame needs."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        actor, settings = web.actor(), web.services().settings
        return {
            "actor": actor,
            "actor_title": actor.title or ", ".join(role.label for role in sorted(actor.roles)),
            "site": {"name": settings.organisation, "superior": settings.superior},
            "help_contact": settings.help_contact,
            "personal_menu": _personal_menu(app),
            "now": web.services().clock(),
            **_urls(app),
        }


def _personal_menu(app: Flask) -> list[dict[str, str]]:
    entries = (("accounts.profile", "Thông tin cá nhân"), ("portal.help_page", "Trợ giúp"))
    return [{"url": url_for(name), "label": label} for name, label in entries if name in app.view_functions]


def _urls(app: Flask) -> dict[str, str]:
    wanted = {
        "sign_out_url": "accounts.sign_out", "search_url": "search.index", "home_url": "portal.home",
        "stand_in_end_url": "accounts.end_standing_in",
    }  # fmt: skip
    return {key: url_for(name) for key, name in wanted.items() if name in app.view_functions}
