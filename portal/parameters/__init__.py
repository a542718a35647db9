"""What the law sets in figures: values with the day from which they hold and their source."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.parameters import cli, names, uses, views

    del names, uses  # imported so that their words are known
    app.cli.add_command(cli.parameters)
    views.install(app)
