"""What the law sets in figures: values with the day from which they hold and their source."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.parameters import models  # noqa: F401 (importing registers what it holds)
