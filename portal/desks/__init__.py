"""The desks of holder, licensee and broker: each starts with what needs a hand today."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
