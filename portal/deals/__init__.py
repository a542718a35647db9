"""One Deal, several paths: here the acceptance of an open licence, from notice to proof."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
