"""Technology brokers (技术经纪人): their profiles, their verification and the directory."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.brokerage import names, views  # noqa: F401  (importing registers words and views)
    from portal.brokerage.blueprint import brokerage

    app.register_blueprint(brokerage)
