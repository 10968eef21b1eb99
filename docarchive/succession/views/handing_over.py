"""Pages on which work is handed over, and its minutes."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency, User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.accounts.queries import agencies, users
from docarchive.archive import naming
from docarchive.core.web import actor, work, writes_on_get
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from docarchive.kernel.local_time import local_day
from docarchive.succession import papers
from docarchive.succession.queries import handing_over as queries
from docarchive.succession.services.handing_over import hand_over
from docarchive.succession.states import KIND_WORDS
from docarchive.succession.views.blueprint import WORD, bp


@bp.get("")
def index() -> ResponseReturnValue:
    agency = _agency()
    return render_template(
        "succession/index.html", people=_givers(agency), made=queries.latest(work().session, actor())
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    uow, agency = work(), _agency()
    giver = _giver(agency, request.values.get("nguoi", actor().user_id or ""))
    message = ""
    if request.method == "POST":
        try:
            receiver = _receiver(agency, request.form.get("receiver", ""))
            made = hand_over(
                uow, agency, giver, receiver, request.form.getlist("chosen"), request.form.get("reason", "")
            )  # fmt: skip
        except InvalidInputError as refused:
            message = str(refused)
        else:
            flash(f"Đã bàn giao {len(made.items)} việc cho {receiver.name}. In biên bản thành hai bản để ký.", "done")
            return redirect(url_for("succession.minutes", handover_id=made.id))
    page = render_template(
        "succession/new.html", giver=giver, message=message, kind_words=KIND_WORDS,
        groups=queries.grouped(queries.burdens(uow.session, actor(), agency.id, giver)),
        people=[one for one in _colleagues(agency) if one.id != giver.id],
        given=request.form, chosen=request.form.getlist("chosen") if request.method == "POST" else None,
    )  # fmt: skip
    return page, 422 if message else 200


@bp.get("/<handover_id>")
def minutes(handover_id: str) -> ResponseReturnValue:
    found = queries.minutes(work().session, actor(), handover_id)
    return render_template(
        "succession/minutes.html", minutes=found, groups=queries.grouped(found.items), kind_words=KIND_WORDS
    )


@bp.get("/<handover_id>/minutes.docx")
@writes_on_get
def minutes_file(handover_id: str) -> ResponseReturnValue:
    found = queries.minutes(work().session, actor(), handover_id)
    work().record("work.minutes_printed", found.id)
    name = naming.safe(f"Biên bản bàn giao {found.giver.split(',')[0]} {local_day(found.at):%Y-%m-%d}.docx")
    return Response(
        papers.document(found), mimetype=WORD, headers={"Content-Disposition": naming.disposition(name)}
    )  # fmt: skip


def _agency() -> Agency:
    """The agency the actor acts for.

    Raises:
        NotFoundError: He holds no position.
    """
    if actor().agency_id is None:
        raise NotFoundError
    return agencies.agency(work().session, actor().agency_id or "")


def _givers(agency: Agency) -> list[User]:
    return [one for one in queries.people(work().session, agency.id) if _may(one, agency)]


def _giver(agency: Agency, user_id: str) -> User:
    found = next((one for one in _givers(agency) if one.id == user_id), None)
    if found is None:
        raise NotFoundError
    return found


def _may(person: User, agency: Agency) -> bool:
    return can_hand_work_over(actor(), person.id, agency.id)


def _colleagues(agency: Agency) -> list[User]:
    return list(users.colleagues(work().session, agency.id, local_day(work().now)))


def _receiver(agency: Agency, user_id: str) -> User:
    if not user_id:
        raise InvalidInputError("Chọn người nhận; việc đã chọn được giữ nguyên.")
    found = next((one for one in _colleagues(agency) if one.id == user_id), None)
    if found is None:
        raise NotFoundError("Chọn một người đang giữ vị trí ở cơ quan.")
    return found
