"""Patents about to be abandoned: called out, taken over by others or by a reserve, or left to the public (rules 10.11)."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.reserve import (  # noqa: F401 (importing registers what they hold)
        jobs,
        names,
        rulebook,
        touched,
        views,
    )

    views.install(app)
