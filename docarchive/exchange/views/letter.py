"""The page of one letter: what the register says, who has it, its way so far; and the slip that goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from docarchive.archive.queries.verdicts import verdicts
from docarchive.archive.wholeness import Compared, compare_all
from docarchive.core.mandates import Matter
from docarchive.core.web import actor, endpoints, services, work, writes_on_get
from docarchive.delivery.presenting import packet_signature
from docarchive.exchange import outgoing_presenting, presenting
from docarchive.exchange.acts import Act, acts
from docarchive.exchange.corrections import in_order
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.forms.incoming import FinishForm, HandForm, SubmitForm
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_draft, can_oversee, can_register
from docarchive.exchange.queries import receivers
from docarchive.exchange.queries.answering import answers_to, linked_to
from docarchive.exchange.queries.handovers import MOST_REMARKS, handovers_of, own_remarks
from docarchive.exchange.services import routing
from docarchive.exchange.views.blueprint import bp, filing_url, the_letter, the_outgoing, today

PHRASES = ("Đồng ý.", "Giao chủ trì, tham mưu trả lời.", "Thẩm định, báo cáo.", "Để biết.")


@bp.get("/incoming/<letter_id>")
@writes_on_get
def letter(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    routing.see(work(), found)  # opening it is what "đã mở" means; nothing else changes
    return show(found)


@bp.get("/incoming/<letter_id>/slip")
def slip(letter_id: str) -> ResponseReturnValue:
    """Phiếu giải quyết văn bản đến (Decree 30/2020/NĐ-CP, Annex IV)."""
    found = the_letter(letter_id)
    way = handovers_of(work().session, found)
    about = re.sub(r"^(về việc|v/v)\s+", "", found.subject, flags=re.IGNORECASE)
    return render_template("exchange/slip.html", letter=found, about=about, handovers=way, agency=found.agency)


def show(
    found: IncomingLetter, message: str = "", *, hand: HandForm | None = None, submit: SubmitForm | None = None,
    finish: FinishForm | None = None, told: str = "",
) -> str:  # fmt: skip
    """Show a letter's page.

    Args:
        message: Why an act was refused.
        hand: With ``submit`` and ``finish``: a form that was refused or filled, with what was typed.
        told: What was read of the remark, where it filled the form.
    """
    way = handovers_of(work().session, found)
    held = [one for one in way if one.is_open]
    offered = acts(actor(), found, held)
    names = {act.name for act in offered if not act.why_off}
    return render_template(
        "exchange/letter.html",
        letter=found,
        message=message,
        off=actor().why_not(Matter.INCOMING),
        head=presenting.row(found, today()),
        facts=[row for row in presenting.facts(found) if row[1]],
        files=presenting.files(
            found, verdicts(work().session, (one.item.file_sha for one in found.files)), _compared(found)
        ),
        holders=presenting.holders(held),
        steps=presenting.steps(way),
        acts=offered,
        by_name=_by_name(offered),
        hand_form=(hand or hand_form(found)) if names & {"assign", "pass-on"} else None,
        submit_form=(submit or submit_form(found)) if "submit" in names else None,
        finish_form=(finish or FinishForm()) if "finish" in names else None,
        told=told,
        phrases=_phrases() if names & {"assign", "pass-on"} else [],
        direct_url=_direct_url(found),
        filing_url=filing_url(found.document_id),
        packet_signature=packet_signature(found.packet.arrival) if found.packet else None,
        requests=[presenting.asked(one) for one in in_order(found.requests)],
        can_decide=can_register(actor(), found),
        answered=_answered(found),
        answered_by=[outgoing_presenting.row(one) for one in answers_to(work().session, actor(), found)],
        linked=linked_to(work().session, found),
        links=found.is_registered and can_draft(actor(), found.agency_id),
    )


def _phrases() -> list[str]:
    """What the reader wrote himself lately, then what is often written."""
    return list(dict.fromkeys([*own_remarks(work().session, actor()), *PHRASES]))[:MOST_REMARKS]


def _direct_url(found: IncomingLetter) -> str | None:
    """Where its remark is entered in the register of directions; none for who does not, or without one."""
    if found.is_registered and can_oversee(actor(), found.agency_id) and "directions.new" in endpoints():
        return url_for("directions.new", letter=found.id)
    return None


def _answered(found: IncomingLetter) -> dict[str, Any] | None:
    """The letter of ours it answers, where the reader may know of it."""
    ours = found.packet.answers_id if found.packet else None
    try:
        return outgoing_presenting.row(the_outgoing(ours)) if ours else None
    except LetterNotFoundError:
        return None


def _by_name(offered: list[Act]) -> dict[str, Act]:
    return {act.name: act for act in reversed(offered)}


def hand_form(found: IncomingLetter) -> HandForm:
    """A form that offers whom the letter can be given to."""
    form = HandForm()
    form.offer(receivers.choices(work().session, found.agency_id, today()))
    if not form.is_submitted():
        form.due_on.data = found.due_on
    return form


def submit_form(found: IncomingLetter) -> SubmitForm:
    """A form that offers the agency's leaders."""
    form = SubmitForm()
    seats = receivers.leaders(work().session, found.agency_id, today())
    form.leader.choices = [SelectChoice(f"user:{seat.user_id}", receivers.titled(seat)) for seat in seats]
    return form


def _compared(letter: IncomingLetter) -> Mapping[str, Compared]:
    """Whether the files are still as they came."""
    return compare_all(services().files, [(one.item.file_sha, one.item.size_bytes) for one in letter.files], work().now)
