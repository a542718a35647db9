"""An act over everything that fits a filter: what it would do, the confirmation, how far it is, what was refused."""

from collections.abc import Iterable

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.routes import signed_in
from portal.core.names import sentence
from portal.extensions import db
from portal.inventory import batching
from portal.inventory.batch_acts import department_called
from portal.inventory.batches import ALLOWED, CHECKING, MOVED, READY, RUNNING, UNKNOWN, Batch, BatchLine
from portal.inventory.blueprint import inventory
from portal.inventory.models import Item, ItemPatent
from portal.patents.models import Patent
from portal.web import find, go, paginate

PAGE = 50
_GOOD = (UNKNOWN, ALLOWED, MOVED)


def wishes_of(names: Iterable[str]) -> dict[str, str]:
    """Return what the address asks for under these names, the empty ones left out."""
    return {name: request.args[name] for name in names if request.args.get(name)}


def shown_to_the_reader() -> int:
    """Return how many the list said that the reader chose from, 0 where that is not known."""
    text = request.form.get("shown", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def say_gone(count: int) -> None:
    """Tell that some of the ticked are not there any more."""
    if count > 0:
        flash(_("%(n)s of the ticked are not in this list any more.", n=count), "warn")


def _mine(public_id: str) -> Batch:
    batch = find(Batch, public_id, Verb.INVENTORY_BATCH)
    require(Verb.INVENTORY_SEE, batch.round)
    return batch


@inventory.get("/batches/<public_id>")
@signed_in
def batch(public_id: str) -> ResponseReturnValue:
    """Show how many may be done and why others not, ask for the confirmation, then show how far it is."""
    found = _mine(public_id)
    groups = batching.groups(found)
    counts = {group.code: group.count for group in groups if group.code in _GOOD}
    return render_template(
        "inventory/batch.html",
        batch=found,
        department=department_called(found.round, found.params.get("department", "")),
        refused=[group for group in groups if group.code not in _GOOD],
        allowed=counts.get(ALLOWED, 0),
        moved=counts.get(MOVED, 0),
        open=counts.get({CHECKING: UNKNOWN, RUNNING: ALLOWED}.get(found.status, ""), 0),
        working=found.status in (CHECKING, RUNNING),
        waits=found.status == READY,
        sentence=sentence,
    )


@inventory.get("/batches/<public_id>/refused")
@signed_in
def batch_refused(public_id: str) -> ResponseReturnValue:
    """List what was refused for one reason (`?why=`), or everything that was."""
    found = _mine(public_id)
    wanted = select(BatchLine).where(BatchLine.batch_id == found.id, BatchLine.code.not_in(_GOOD))
    why = request.args.get("why")
    if why:
        wanted = wanted.where(BatchLine.code == why)
    page = paginate(wanted.order_by(BatchLine.id), PAGE)
    return render_template(
        "inventory/batch_refused.html",
        batch=found,
        page=page,
        patents=_patents(found, [line.thing_id for line in page.items]),
        reasons={line.id: batching.reason(line) for line in page.items},
        sentence=sentence,
    )


def _patents(found: Batch, ids: list[int]) -> dict[int, Patent]:
    """Return the patent that each thing is, or the first one of the item."""
    if found.act == "decide":
        return {row.id: row for row in db.session.scalars(select(Patent).where(Patent.id.in_(ids)))}
    places = select(ItemPatent).join(Item, Item.id == ItemPatent.item_id)
    mine = places.where(Item.visible_to(current_user), Item.id.in_(ids)).order_by(ItemPatent.id.desc())
    return {place.item_id: place.patent for place in db.session.scalars(mine)}


@inventory.post("/batches/<public_id>/confirm")
@signed_in
def confirm_batch(public_id: str) -> ResponseReturnValue:
    """Do what may be done."""
    batching.confirm(_mine(public_id), current_user)
    return go("inventory.batch", public_id=public_id)


@inventory.post("/batches/<public_id>/drop")
@signed_in
def drop_batch(public_id: str) -> ResponseReturnValue:
    """Leave everything as it is."""
    found = _mine(public_id)
    batching.drop(found, current_user)
    flash(_("Nothing was changed."), "good")
    return go(
        "inventory.wake" if found.act == "decide" else "inventory.show", public_id=found.round.public_id
    )
