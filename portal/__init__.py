"""Awaken (唤专): the portal package; `create_app` is its table of contents."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings, load
from portal import (
    cli,
    extensions,
    failures,
    features,
    rulepage,
    security,
    static_files,
    templating,
)
from portal.access import routes
from portal.access.actors import Anonymous
from portal.core import i18n
from portal.core.glyphs import assert_fonts
from portal.core.translations import PortalDomain
from portal.web import PortalApp

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Return the portal, ready to serve. Raises SettingError where the environment holds a wrong value."""
    chosen = settings or load()
    app = PortalApp("portal", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["settings"] = chosen
    app.config.update(chosen.as_flask())
    if chosen.proxy_hops:
        hops = chosen.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    assert_fonts()
    static_files.install(app)
    _bind_extensions(app)
    security.install(app)
    failures.install(app)
    templating.install(app)
    routes.guard(app)
    rulepage.install(app)
    features.install(app)
    cli.install(app)
    return app


def _bind_extensions(app: Flask) -> None:
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    extensions.babel.init_app(app, locale_selector=i18n.choose_language)
    extensions.babel.domain_instance = PortalDomain()
    extensions.login_manager.init_app(app)
    extensions.login_manager.anonymous_user = Anonymous
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
