"""Payments: what is owed for a deal, how it was paid, and the books that prove it."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
