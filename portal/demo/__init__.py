"""Demonstration data of our own invention, and the command that loads it."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
