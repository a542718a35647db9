"""One Deal, several paths: here the acceptance of an open licence, from notice to proof."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.deals import (  # noqa: F401 (importing registers)
        freezing,
        jobs,
        names,
        rulebook,
        sentences,
        shortening,
        touched,
        views,
    )

    views.install(app)
