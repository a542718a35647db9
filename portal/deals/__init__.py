"""One Deal, several paths: here the acceptance of an open licence, from notice to proof."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.deals import freezing, jobs, names, rulebook, sentences, touched, views  # noqa: F401 (importing registers)

    views.install(app)
