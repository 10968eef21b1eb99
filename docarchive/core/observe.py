"""Requests as log entries with an id, and figures for Prometheus; ids only, never names or texts."""

from __future__ import annotations

import re
import time

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

from docarchive.kernel.ids import new_id

log = structlog.get_logger(__name__)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Figures:
    """What is counted in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "endpoint", "status")
        self.requests = Counter("docarchive_requests", "Answers sent.", labels, registry=self.registry)
        self.seconds = Histogram(
            "docarchive_request_seconds", "Time to the answer.", ("endpoint",), registry=self.registry
        )


def install(app: Flask) -> None:
    """Number, time and count every request."""
    figures = Figures()
    app.extensions["docarchive.figures"] = figures

    @app.before_request
    def begin() -> None:
        asked = request.headers.get("X-Request-ID", "")
        g.request_id = asked if _REQUEST_ID.fullmatch(asked) else new_id()
        g.begun = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("begun", time.perf_counter())
        endpoint = request.endpoint or "unknown"
        figures.requests.labels(request.method, endpoint, str(response.status_code)).inc()
        figures.seconds.labels(endpoint).observe(seconds)
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if endpoint != "static":
            log.info("request", endpoint=endpoint, status=response.status_code, ms=round(seconds * 1000, 1))
        return response
