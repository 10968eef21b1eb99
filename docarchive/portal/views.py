"""The first page, by role, and the help page."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from docarchive.archive.policies import can_import
from docarchive.core.queries import job_counts
from docarchive.core.web import actor, services, work
from docarchive.delivery.policies import can_see_partners
from docarchive.delivery.queries.postings import alarm_count
from docarchive.directions.queries import worklists as directions
from docarchive.exchange.queries.outgoing_worklists import outgoing_counters
from docarchive.exchange.queries.worklists import counters
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from docarchive.lookup.queries import searches as saved
from docarchive.notices.subjects import subjects_of
from docarchive.portal import leading, morning, queries, weekly

bp = Blueprint("portal", __name__)
# Saved searches offered on the first page.
SEARCHES = 6


@bp.get("/")
def home() -> ResponseReturnValue:
    session, today = work().session, local_day(work().now)
    leads = actor().has(Role.LEADER) and actor().agency_id is not None
    tasks = directions.counters(session, actor(), today)
    searches = saved.searches(session, actor(), size=SEARCHES)
    return render_template(
        "portal/home.html",
        searches=searches,
        new_counts=saved.new_counts(session, actor(), [one.id for one in searches]) if searches else {},
        keeps=can_import(actor()),
        desk=queries.desk(session, actor()) if can_import(actor()) else None,
        letters=counters(session, actor(), today),
        sent=outgoing_counters(session, actor()),
        tasks=tasks,
        leader=leading.leader_desk(session, actor(), today, tasks) if leads else None,
        alarms=alarm_count(session, actor()) if can_see_partners(actor()) else 0,
        overview=queries.overview(session, actor(), work().now),
        jobs=job_counts(session) if actor().has(Role.ADMINISTRATOR) else None,
    )


@bp.get("/morning")
def morning_page() -> ResponseReturnValue:
    """What the digest says, to be printed."""
    uow, subjects = work(), subjects_of(services())
    begins = services().settings.digest_at
    found = morning.sections(uow.session, actor(), subjects, uow.now, begins)
    return render_template(
        "portal/morning.html", sections=morning.fitted(found), begins=begins, today=local_day(uow.now), week=False
    )


@bp.get("/week")
def week_page() -> ResponseReturnValue:
    """What the digest of the week says, to be printed."""
    uow, begins = work(), services().settings.digest_at
    found = weekly.sections(uow.session, actor(), subjects_of(services()), services().engine, uow.now, begins)
    return render_template(
        "portal/morning.html", sections=morning.fitted(found), begins=begins, today=local_day(uow.now), week=True
    )


@bp.get("/help")
def help_page() -> ResponseReturnValue:
    return render_template("help/index.html")
