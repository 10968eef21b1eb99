"""The administrator's page on how the instance is doing."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from docarchive.accounts.views.blueprints import admin as bp
from docarchive.accounts.views.jobs import STATE_WORDS
from docarchive.core import state, web


@bp.get("/state")
def state_page() -> ResponseReturnValue:
    return web.page(
        "admin/state.html",
        "admin/_state.html",
        state=state.look(web.services(), web.work().session),
        words={name.value: words for name, words in STATE_WORDS.items()},
    )
