"""The statutory open-licence statement (Patent Law 50-52) as the office announced it."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.openlicence import (  # noqa: F401 (importing registers what they hold)
        jobs,
        names,
        rulebook,
        sentences,
        touched,
        views,
    )

    views.install(app)
