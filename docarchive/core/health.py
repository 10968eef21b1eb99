"""Is it alive, is it ready, how is it doing: for supervisors and monitors."""

from __future__ import annotations

import hmac
import ipaddress
import shutil
from datetime import datetime
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from docarchive.core import index, web
from docarchive.core.jobs import Job, JobState
from docarchive.core.observe import Figures
from docarchive.kernel.errors import NotFoundError

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@web.public
def healthz() -> ResponseReturnValue:
    """Say that the process lives."""
    return jsonify(status="ok")


@bp.get("/readyz")
@web.public
def readyz() -> ResponseReturnValue:
    """Say whether work can be done: database, engine, worker, disk; and what the engine says where it cannot."""
    checks = {name: _holds(check) for name, check in CHECKS.items()}
    ready = all(checks.values())
    reasons = {} if checks["engine"] else {"engine": web.services().engine.health().get("reason")}
    return jsonify(status="ready" if ready else "unready", checks=checks, reasons=reasons), 200 if ready else 503


@bp.get("/metrics")
@web.public
def metrics() -> ResponseReturnValue:
    """Give the figures to this machine, or to whoever has the token; to others the page does not exist."""
    token = web.services().settings.metrics_token.get_secret_value()
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not _is_local() and not (token and hmac.compare_digest(shown.encode(), token.encode())):
        raise NotFoundError
    figures = cast(Figures, current_app.extensions["docarchive.figures"])
    return Response(generate_latest(figures.registry) + generate_latest(_gauges()), content_type=CONTENT_TYPE_LATEST)


def _is_local() -> bool:
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False  # came through a proxy on this machine, which says nothing of who asks
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _holds(check: object) -> bool:
    try:
        return bool(check())  # type: ignore[operator]
    except Exception:  # whatever is wrong with a part: it is not ready
        return False


def _database() -> bool:
    with web.services().db.reading() as session:
        return session.scalar(select(1)) == 1


def _engine() -> bool:
    return bool(web.services().engine.health().get("ok"))


def _worker() -> bool:
    """Nothing waits long, or somebody is at it: a large import takes its time."""
    services = web.services()
    with services.db.reading() as session:
        now = services.clock()
        oldest = _oldest_due(session, now)
        if oldest is None or (now - oldest).total_seconds() < services.settings.max_queue_age_minutes * 60:
            return True
        at_work = select(Job.id).where(Job.state == JobState.RUNNING, Job.lease_until > now).limit(1)
        return session.scalar(at_work) is not None


def _oldest_due(session: object, now: datetime) -> datetime | None:
    statement = select(func.min(Job.run_after)).where(Job.state == JobState.WAITING, Job.run_after <= now)
    return cast("datetime | None", session.scalar(statement))  # type: ignore[attr-defined]


def _disk() -> bool:
    settings = web.services().settings
    return shutil.disk_usage(settings.home).free >= settings.min_free_disk_mb << 20


CHECKS = {"database": _database, "engine": _engine, "worker": _worker, "disk": _disk}


def _gauges() -> CollectorRegistry:
    registry = CollectorRegistry()
    jobs = Gauge("docarchive_jobs", "Jobs by state.", ("state",), registry=registry)
    changes = Gauge("docarchive_index_changes", "Changes the index does not hold yet.", registry=registry)
    disk = Gauge("docarchive_disk_free_bytes", "Free in the instance's folder.", registry=registry)
    services = web.services()
    with services.db.reading() as session:
        counts = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
        changes.set(index.waiting(session)[0])
    for state in JobState:
        jobs.labels(state.value).set(counts.get(state.value, 0))
    disk.set(shutil.disk_usage(services.settings.home).free)
    return registry
