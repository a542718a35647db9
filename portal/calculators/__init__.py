"""Calculators for everybody: customary commission, income tax, inventors' reward, royalty value, shared risk, deposit."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.calculators import names, rulebook, views  # noqa: F401  (importing registers what they hold)
    from portal.calculators.blueprint import calculators

    app.register_blueprint(calculators)
