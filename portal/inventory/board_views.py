"""The board of an organisation: what its inventories came to, with the records behind every number."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.organisations import Organisation
from portal.inventory import board as figures
from portal.inventory import queries
from portal.inventory.blueprint import inventory
from portal.web import find

SHOWN = 200


@inventory.get("/board/<public_id>")
@signed_in
def board(public_id: str) -> ResponseReturnValue:
    """Show patents woken, annual fees saved by year, and the decisions."""
    owner = find(Organisation, public_id, Verb.INVENTORY_MANAGE)
    woken, saved = figures.woken(owner.id), figures.saved(owner.id)
    return render_template(
        "inventory/board.html",
        owner=owner,
        woken=woken,
        saved=saved,
        years=figures.by_year(saved),
        total=sum(one.fen for one in saved),
        decisions=figures.decisions_by_kind(owner.id),
        states=dict(figures.answers_by_state(owner.id)),
        rounds=queries.rounds_of_owner(owner.id),
        shown=SHOWN,
    )
