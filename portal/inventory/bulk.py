"""Many items at once: approved, given a department, put together as one family or taken apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.core.errors import InputError, PortalError
from portal.extensions import db
from portal.inventory.answering import EDITABLE
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import APPROVED, ASKED, PREPARED, Department, Item, ItemPatent, Round
from portal.workflow import history
from portal.workflow.engine import take

AT_MOST = 1000
_NOT_YET = {
    PREPARED: "inventory.not_answered",
    ASKED: "inventory.not_answered",
    APPROVED: "inventory.approved_already",
}


@dataclass
class Outcome:
    """How many items moved, and the others each with why not."""

    moved: int = 0
    refused: list[tuple[Item, PortalError]] = field(default_factory=list)


def chosen(round_: Round, public_ids: Sequence[str], actor: Actor) -> list[Item]:
    """Return the ticked items that the actor may see. Raises InputError for none or too many."""
    wanted = list(dict.fromkeys(public_ids))
    if not 0 < len(wanted) <= AT_MOST:
        raise InputError("inventory.tick_some", most=AT_MOST)
    mine = select(Item).where(Item.round_id == round_.id, Item.public_id.in_(wanted), Item.visible_to(actor))
    return list(db.session.scalars(mine.order_by(Item.id)).unique())


def approve(items: Sequence[Item], actor: Actor) -> Outcome:
    """Approve each item for whom the actor may: for the department, or else for the institution."""
    outcome = Outcome()
    for item in items:
        try:
            if item.state in _NOT_YET:
                raise InputError(_NOT_YET[item.state])
            with db.session.begin_nested():
                take(ITEM, item, _step(item, actor), actor)
            outcome.moved += 1
        except PortalError as refusal:
            outcome.refused.append((item, refusal))
    return outcome


def _step(item: Item, actor: Actor) -> str:
    """Return the approval that is the actor's to give."""
    waits = item.state == "answered" and item.department is not None
    return "approve_department" if waits and can(actor, Verb.INVENTORY_DEPARTMENT, item) else "approve"


def set_department(items: Sequence[Item], department: Department | None, actor: Actor) -> int:
    """Give the items a department; return how many changed."""
    changed = 0
    for item in items:
        require(Verb.INVENTORY_MANAGE, item, actor)
        if item.department_id == (department.id if department else None):
            continue
        item.department, item.department_id = department, department.id if department else None
        detail = {"department": department.public_id if department else None}
        history.record(item, "assigned", actor, detail=detail)
        changed += 1
    return changed


def merge(items: Sequence[Item], actor: Actor) -> Item:
    """Put unanswered items together, so that one answer stands for all; the first of them stays.

    Raises InputError for fewer than two, or where one was answered already.
    """
    if len(items) < 2:
        raise InputError("inventory.merge_two")
    for item in items:
        require(Verb.INVENTORY_MANAGE, item, actor)
        if item.state not in EDITABLE or (item.answer is not None and item is not items[0]):
            raise InputError("inventory.merge_answered")
    first, rest = items[0], items[1:]
    for item in rest:
        for place in list(item.places):
            place.item = first
        db.session.flush()
        history.record(item, "merged", actor, detail={"into": first.public_id})
        db.session.expire(item, ["places"])
        db.session.delete(item)
    history.record(first, "merged", actor, detail={"patents": len(first.places)})
    return first


def split(place: ItemPatent, actor: Actor) -> Item:
    """Take one patent out of its family, to be answered for alone. Raises InputError where it is alone or answered."""
    item = place.item
    require(Verb.INVENTORY_MANAGE, item, actor)
    if item.state not in EDITABLE or len(item.places) < 2:
        raise InputError("inventory.cannot_split")
    alone = Item(
        round_id=item.round_id,
        owner_id=item.owner_id,
        department_id=item.department_id,
        inventor_id=item.inventor_id,
        state=item.state,
    )
    db.session.add(alone)
    db.session.flush()
    place.item = alone
    history.record(alone, "split", actor, detail={"from": item.public_id})
    return alone
