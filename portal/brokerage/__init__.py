"""Technology brokers: the directory, and asking for one."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
