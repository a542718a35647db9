"""The statutory open-licence statement (Patent Law 50-52) as the office announced it."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
