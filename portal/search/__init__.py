"""The heart of the portal: one search protocol, its query language, and the engines behind it."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.search import sync  # noqa: F401 (registers the worker's handler and the session's hooks)
    from portal.search.cli import search_commands

    app.cli.add_command(search_commands)
