"""The desks of holder, licensee and broker: each starts with what needs a hand today."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.desks import names  # noqa: F401 (registers its words)
    from portal.desks.views import desks

    app.register_blueprint(desks)
