"""The operator's desk: queues, people, jobs, the audit chain."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
