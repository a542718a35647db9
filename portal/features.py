"""The features of the house, bottom floor first; each installs its own blueprint, commands and jobs."""

from importlib import import_module

from flask import Flask

FEATURES = (
    "parameters",
    "accounts",
    "calculators",
    "patents",
    "annuities",
    "listings",
    "openlicence",
    "brokerage",
    "deals",
    "payments",
    "reserve",
    "inventory",
    "search",
    "catalogue",
    "desks",
    "backoffice",
    "api",
    "demo",
)


def install(app: Flask) -> None:
    """Call `install(app)` of every feature package."""
    for name in FEATURES:
        import_module(f"portal.{name}").install(app)
