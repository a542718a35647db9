"""The page for everybody: each figure with its value, its days, its source and how well that was checked."""

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.routes import public
from portal.core import clock
from portal.parameters import sheets
from portal.parameters.said import rule_text, said

parameters = Blueprint("parameters", __name__, url_prefix="/parameters")


@parameters.get("")
@public
def index() -> ResponseReturnValue:
    """List every figure, or with `?check=1` those that nobody has read in a text of the law."""
    only = request.args.get("check") == "1"
    everything = sheets.families(clock.today())
    lines = [line for _family, found in everything for line in found]
    shown = sheets.families(clock.today(), lambda line: line.to_be_checked) if only else everything
    return render_template(
        "parameters/index.html",
        families=shown,
        total=len(lines),
        unchecked=sum(1 for line in lines if line.to_be_checked),
        only=only,
        rules=sheets.rules_using(),
    )


def install(app: Flask) -> None:
    """Bind the page to the application, and give templates the figures for their sentences."""
    app.register_blueprint(parameters)
    app.jinja_env.globals.update(figure=said, rule_text=rule_text)
