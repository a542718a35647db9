"""What is offered: patents with a text for industry, modes, terms and prices."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
