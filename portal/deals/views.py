"""Pages of statements."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the pages."""
