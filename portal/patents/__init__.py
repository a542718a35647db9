"""Patents as facts: numbers, owners, classes, dates, legal status, and how they come in."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
