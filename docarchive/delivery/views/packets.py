"""What was sent and what came: lists, one posting with its proof, trying again and withdrawing."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.core.clock import system_clock
from docarchive.core.web import actor, work
from docarchive.delivery import proofs
from docarchive.delivery.models import Posting
from docarchive.delivery.policies import can_post
from docarchive.delivery.presenting import POSTING_LOOK, packet_signature, progress_words
from docarchive.delivery.queries import postings as queries
from docarchive.delivery.queries.proving import proof_of
from docarchive.delivery.services import sending
from docarchive.delivery.states import (
    CHANNEL_WORDS,
    KIND_WORDS,
    PROOF_WORDS,
    STATE_WORDS,
    ChannelKind,
    PostingKind,
    PostingState,
    Proof,
)
from docarchive.delivery.views.blueprint import bp, the_partner, the_posting


@bp.get("/postings")
def postings() -> ResponseReturnValue:
    uow, state = work(), _asked_state()
    asked = request.args.get("doi-tac", "")
    partner = the_partner(asked) if asked else None
    partner_id = partner.id if partner else None
    rows = asked_page(queries.count(uow.session, actor(), state, partner_id))
    found = queries.postings(
        uow.session, actor(), state=state, partner_id=partner_id, offset=rows.offset, size=rows.size
    )
    return render_template(
        "delivery/postings.html",
        rows=rows,
        page_url=page_urls(),
        found=[_row(one) for one in found],
        counts=queries.counts(uow.session, actor()),
        states=STATE_WORDS,
        state=state,
        partner=partner,
    )


@bp.get("/postings/<posting_id>")
def posting(posting_id: str) -> ResponseReturnValue:
    found = the_posting(posting_id)
    may = can_post(actor(), found.agency.id)
    return render_template(
        "delivery/posting.html",
        row=_row(found),
        posting=found,
        kind=KIND_WORDS[PostingKind(found.kind)],
        channel=CHANNEL_WORDS[ChannelKind(found.channel)],
        can_send_again=may and found.state == PostingState.DEAD,
        can_cancel=may and found.state == PostingState.WAITING and found.taken_at is None,
        has_proof=bool(found.receipt_signature),
    )


@bp.post("/postings/<posting_id>/again")
def send_again(posting_id: str) -> ResponseReturnValue:
    found = the_posting(posting_id)
    sending.send_again(work(), found)
    flash(f"Gói đến {found.to_code} được gửi lại với mã cũ, nên không thể đến hai lần.", "done")
    return redirect(url_for("delivery.posting", posting_id=posting_id))


@bp.post("/postings/<posting_id>/cancellation")
def cancel_posting(posting_id: str) -> ResponseReturnValue:
    found = the_posting(posting_id)
    sending.cancel(work(), found)
    flash(f"Đã hủy gửi đến {found.to_code}; gói chưa rời cơ quan.", "done")
    return redirect(url_for("delivery.posting", posting_id=posting_id))


@bp.get("/postings/<posting_id>/proof")
def proof(posting_id: str) -> ResponseReturnValue:
    """The proof as a sheet of paper."""
    found = the_posting(posting_id)
    verdict = proofs.judge(proof_of(work().session, actor(), posting_id), system_clock())
    return render_template("delivery/proof.html", posting=found, verdict=verdict)


@bp.get("/postings/<posting_id>/proof.json")
def proof_file(posting_id: str) -> ResponseReturnValue:
    content = proofs.written(proof_of(work().session, actor(), posting_id))
    name = f"bang-chung-{posting_id}.json"
    return Response(
        content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@bp.get("/arrivals")
def arrivals() -> ResponseReturnValue:
    uow = work()
    rows = asked_page(queries.arrival_count(uow.session, actor()))
    found = queries.arrivals(uow.session, actor(), offset=rows.offset, size=rows.size)
    return render_template(
        "delivery/arrivals.html",
        rows=rows,
        page_url=page_urls(),
        found=[
            (one, KIND_WORDS[PostingKind(one.kind)], CHANNEL_WORDS[ChannelKind(one.channel)],
             PROOF_WORDS[Proof(one.verified)], packet_signature(one))
            for one in found
        ],
        counts=queries.counts(uow.session, actor()),
    )  # fmt: skip


def _asked_state() -> PostingState | None:
    asked = request.args.get("trang-thai", "")
    return PostingState(asked) if asked in set(PostingState) else None


def _row(one: Posting) -> dict[str, object]:
    state = PostingState(one.state)
    return {"posting": one, "word": STATE_WORDS[state], "look": POSTING_LOOK[state], "progress": progress_words(one)}
