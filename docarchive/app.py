"""The web application: one factory that puts pages, sign-in, security and errors around an instance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apiflask import APIFlask
from flask import Response
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from docarchive import navigation, rail, wiring
from docarchive.accounts.login import install_login
from docarchive.api import description
from docarchive.core import health, observe, screen, security, web
from docarchive.core.assets import install_assets
from docarchive.core.errorpages import install_error_pages
from docarchive.core.failures import again
from docarchive.core.frame import install_frame
from docarchive.core.instance import Services
from docarchive.core.secret import read_secret_key
from docarchive.settings import Settings


class Application(APIFlask):
    """Flask that ends the request's unit of work with the view: committed below 400, undone otherwise."""

    def dispatch_request(self) -> Any:
        """Call the view and commit before anybody is told that it went well.

        Where another change was in the way, the view is called once more from the start.
        """
        return again(self._call_view, web.begin_again)

    def _call_view(self) -> Response:
        response: Response = self.make_response(super().dispatch_request())
        web.close_work(response.status_code)
        return response


def create_app(services: Services) -> Application:
    """Make the application of an instance."""
    settings = services.settings
    app = Application(
        "docarchive",
        title="docarchive",
        version="1",
        json_errors=False,
        docs_path=None,
        spec_path="/api/v1/openapi.json",
    )
    app.extensions["docarchive"] = services
    app.security_schemes = {"token": {"type": "http", "scheme": "bearer"}}
    app.spec_processor(lambda spec: description.complete(spec, app.url_map))  # type: ignore[arg-type]  # never text
    _configure(app, settings)
    observe.install(app)
    security.protect(app, https=settings.https)
    install_login(app)
    csrf = CSRFProtect(app)
    install_error_pages(app)
    install_assets(app)
    install_frame(app)
    navigation.register(app, rail.PLACES)
    for blueprint in (*wiring.blueprints(), health.bp):
        # APIFlask describes what it knows as its own; pages for people stay out of the description.
        blueprint.enable_openapi = getattr(blueprint, "enable_openapi", False)  # type: ignore[attr-defined]
        app.register_blueprint(blueprint)
        if blueprint.name.startswith("api"):
            csrf.exempt(blueprint)  # programs show a token; a browser's cookie counts for nothing there
    app.teardown_request(lambda _error: web.drop_work())
    web.public(app.view_functions["openapi.spec"])
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _configure(app: APIFlask, settings: Settings) -> None:
    prefix = "__Host-" if settings.https else ""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value() or read_secret_key(settings.home),
        SESSION_COOKIE_NAME=f"{prefix}docarchive",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_absolute_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
        AUTO_OPERATION_ID=True,
        MAX_CONTENT_LENGTH=settings.max_upload_mb << 20,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        WTF_I18N_ENABLED=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        format_date=screen.format_date,
        format_moment=screen.format_moment,
        format_number=screen.format_number,
        format_size=screen.format_size,
        format_weekday=screen.format_weekday,
    )
