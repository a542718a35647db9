"""The JSON interface over the same services."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
