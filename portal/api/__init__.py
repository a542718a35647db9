"""The JSON interface over the same services."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.api import clock_view, tradability_view  # noqa: F401 (importing binds its address)
    from portal.api.views import api

    app.register_blueprint(api)
