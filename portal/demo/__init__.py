"""Demonstration data of our own invention, and the command that loads it."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.demo.cli import demo

    app.cli.add_command(demo)
