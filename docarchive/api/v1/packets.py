"""What was sent and what came."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.delivery_shapes import (
    ArrivalOut,
    ArrivalsOut,
    PageIn,
    PostingFilterIn,
    PostingOut,
    PostingsOut,
    ProofOut,
)
from docarchive.core.web import actor, work
from docarchive.delivery.models import Posting
from docarchive.delivery.queries import postings
from docarchive.delivery.queries.proving import proof_of
from docarchive.delivery.services import sending


@bp.get("/postings")
@bp.input(PostingFilterIn, location="query", arg_name="wanted")
@bp.output(PostingsOut)
def list_postings(wanted: PostingFilterIn) -> PostingsOut:
    """List what was sent, the newest first."""
    session = work().session
    if wanted.about is not None:
        found = postings.postings_about(session, actor(), wanted.about)
        return PostingsOut(total=len(found), postings=[_shown(one) for one in found])
    offset = (wanted.page - 1) * wanted.size
    rows = postings.postings(
        session, actor(), state=wanted.state, partner_id=wanted.partner_id, offset=offset, size=wanted.size
    )
    total = postings.count(session, actor(), wanted.state, wanted.partner_id)
    return PostingsOut(total=total, postings=[_shown(one) for one in rows])


@bp.get("/postings/<posting_id>")
@bp.output(PostingOut)
def one_posting(posting_id: str) -> PostingOut:
    """Show one packet on its way to one receiver."""
    return _shown(postings.posting(work().session, actor(), posting_id))


@bp.get("/postings/<posting_id>/proof")
@bp.output(ProofOut)
def posting_proof(posting_id: str) -> ProofOut:
    """Give the proof that a packet was delivered; it can be checked without any installation."""
    return ProofOut(proof=dict(proof_of(work().session, actor(), posting_id)))


@bp.post("/postings/<posting_id>/again")
@bp.output(PostingOut)
def send_posting_again(posting_id: str) -> PostingOut:
    """Have a dead letter tried once more, under the same id."""
    found = postings.posting(work().session, actor(), posting_id)
    sending.send_again(work(), found)
    return _shown(found)


@bp.post("/postings/<posting_id>/cancellation")
@bp.output(PostingOut)
def cancel_posting(posting_id: str) -> PostingOut:
    """Withdraw a packet that nobody has taken yet."""
    found = postings.posting(work().session, actor(), posting_id)
    sending.cancel(work(), found)
    return _shown(found)


@bp.get("/arrivals")
@bp.input(PageIn, location="query", arg_name="wanted")
@bp.output(ArrivalsOut)
def list_arrivals(wanted: PageIn) -> ArrivalsOut:
    """List what came, the newest first."""
    session = work().session
    rows = postings.arrivals(session, actor(), offset=(wanted.page - 1) * wanted.size, size=wanted.size)
    shown = [fields_of(ArrivalOut, one) for one in rows]
    return ArrivalsOut(total=postings.arrival_count(session, actor()), arrivals=shown)


def _shown(found: Posting) -> PostingOut:
    return fields_of(PostingOut, found, has_proof=bool(found.receipt_signature))
