"""What everybody can find: the search pages over listings and patents, and what the JSON interface shares with them."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.catalogue import names  # noqa: F401 (registers its words)
    from portal.catalogue.views import catalogue

    app.register_blueprint(catalogue)
