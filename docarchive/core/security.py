"""Headers on every answer and the check where a change comes from."""

from __future__ import annotations

from flask import Flask, Response, request

from docarchive.core.web import READING_METHODS
from docarchive.kernel.errors import NotAllowedError

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
_YEAR_S = 365 * 24 * 3600


def protect(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer and refuse changes sent by other sites."""

    @app.before_request
    def refuse_other_sites() -> None:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in READING_METHODS and site not in {"same-origin", "none"}:
            raise NotAllowedError("Yêu cầu được gửi từ trang khác. Mở lại trang này rồi làm lại.", code="cross-site")

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}; includeSubDomains"
        # Nothing is left behind on shared machines, unless a view says that one reader's browser may keep it.
        if request.endpoint != "static" and not response.cache_control.private:
            response.headers["Cache-Control"] = "no-store"
        return response
