"""What the page of a letter offers whoever may sign it electronically."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm

from docarchive.core.web import actor, services
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange.forms.signing import KeyForm, ReturnForm, TokenForm
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.signing import desk_of
from docarchive.exchange.signing_rules import name_of_signer, part_of


def signing(letter: OutgoingLetter, refused: Mapping[str, FlaskForm]) -> dict[str, Any]:
    """The forms of the ways to sign, as ``_signing.html`` wants them.

    Args:
        refused: The form that was refused, by its name: ``sign_key``, ``sign_token``, ``sign_returned``.
    """
    files = presenting.waiting_files(letter)
    brought = request.form.get("ordinal", "0") if "sign_returned" in refused else ""
    returned = {one["ordinal"]: ReturnForm(None, prefix=f"tra-{one['ordinal']}-") for one in files}
    if brought.isdecimal() and int(brought) in returned:
        returned[int(brought)] = refused["sign_returned"]
    return {
        "part": part_of(letter).value,
        "name": name_of_signer(actor(), letter),
        "version": letter.main.id if letter.main else "",
        "files": files,
        "has_device": bool(desk_of(services()).module),
        "opened": next((name.removeprefix("sign_") for name in refused if name.startswith("sign_")), ""),
        "forms": {
            "key": refused.get("sign_key") or KeyForm(prefix="khoa-"),
            "token": refused.get("sign_token") or TokenForm(prefix="the-"),
            "returned": returned,
        },
    }
