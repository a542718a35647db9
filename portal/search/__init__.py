"""The heart of the portal: one search protocol, its query language, and the engines behind it."""

from flask import Flask


def install(_app: Flask) -> None:
    """Bind the feature to the application."""
