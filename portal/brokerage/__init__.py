"""Technology brokers (技术经纪人): their profiles, their verification and the directory."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from portal.templating import add_to_menu


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.brokerage import names, rulebook, views  # noqa: F401  (importing registers what they hold)
    from portal.brokerage.blueprint import brokerage

    app.register_blueprint(brokerage)
    add_to_menu("brokerage.directory", _l("Brokers"))
