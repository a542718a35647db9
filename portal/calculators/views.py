"""The pages of the calculators: a list, and one page each, whose address holds what was asked."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.access.routes import public
from portal.calculators.answers import KINDS
from portal.calculators.blueprint import calculators
from portal.core import clock, rulebook
from portal.core.errors import NotFound
from portal.parameters.law import current


@calculators.get("")
@public
def index() -> ResponseReturnValue:
    """Show every calculator with what it is for."""
    return render_template("calculators/index.html", kinds=list(KINDS))


@calculators.get("/<kind>")
@public
def show(kind: str) -> ResponseReturnValue:
    """Show one calculator and, where something was asked, its answer with the rules behind it."""
    if kind not in KINDS:
        raise NotFound
    chosen = KINDS[kind]
    asked = any(name in request.args for name in chosen.form()._fields)
    form = chosen.form(request.args) if asked else chosen.form(formdata=None)
    rows = chosen.answer(form) if asked and form.validate() else []
    page = render_template(
        "calculators/show.html",
        kind=kind,
        form=form,
        rows=rows,
        rules=[rule for rule in map(rulebook.find, chosen.rules) if rule is not None],
        figures=[current().row(key, clock.today()) for key in chosen.parameters],
    )
    return page, 422 if asked and not rows else 200
