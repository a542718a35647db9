"""What everybody can find: the search pages over listings and patents, and what the JSON interface shares with them."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.catalogue import demand, names, saved, views
    from portal.catalogue.blueprint import catalogue

    del names, saved, views  # imported so that their words and routes exist
    app.register_blueprint(catalogue)
    demand.install()
