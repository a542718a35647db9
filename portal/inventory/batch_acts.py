"""What can be done to many things at once: each act says for every thing whether it moved, or why not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core.errors import InputError, NotFound, PortalError
from portal.extensions import db
from portal.inventory import bulk, decisions, sheet
from portal.inventory.models import Department, Item, ItemPatent, Round
from portal.patents.models import Patent

Answers = dict[int, PortalError | None]
Params = Mapping[str, Any]
Act = Callable[[Round, Sequence[int], Params, Actor], Answers]


def _items(round_: Round, ids: Sequence[int], actor: Actor) -> list[Item]:
    mine = select(Item).where(Item.round_id == round_.id, Item.id.in_(ids), Item.visible_to(actor))
    return list(db.session.scalars(mine.order_by(Item.id)).unique())


def _answers(ids: Sequence[int], found: Sequence[int], refused: Mapping[int, PortalError]) -> Answers:
    """Return the answer for each thing; what is not there any more was put elsewhere meanwhile."""
    here = set(found)
    return {key: refused.get(key) if key in here else InputError("inventory.gone") for key in ids}


def approve(round_: Round, ids: Sequence[int], _params: Params, actor: Actor) -> Answers:
    """Approve items for the department or the institution, whichever is the actor's to give."""
    items = _items(round_, ids, actor)
    outcome = bulk.approve(items, actor)
    return _answers(ids, [item.id for item in items], {item.id: why for item, why in outcome.refused})


def department(round_: Round, ids: Sequence[int], params: Params, actor: Actor) -> Answers:
    """Give items the department `department` (public id), or none. Raises NotFound where it is gone."""
    wanted = params.get("department", "")
    found = department_called(round_, wanted)
    items = _items(round_, ids, actor)
    bulk.set_department(items, found, actor)
    return _answers(ids, [item.id for item in items], {})


def department_called(round_: Round, public_id: str) -> Department | None:
    """Return the owner's department, None for an empty name. Raises NotFound."""
    if not public_id:
        return None
    mine = select(Department).where(Department.public_id == public_id, Department.owner_id == round_.owner_id)
    found = db.session.scalar(mine)
    if found is None:
        raise NotFound
    return found


def decide(round_: Round, ids: Sequence[int], params: Params, actor: Actor) -> Answers:
    """Decide on patents: `kind`, `reason` and perhaps `review_on` (ISO day), in the meeting that is open."""
    wanted = (
        select(Patent)
        .join(ItemPatent, ItemPatent.patent_id == Patent.id)
        .where(ItemPatent.round_id == round_.id, Patent.id.in_(ids))
    )
    patents = list(db.session.scalars(wanted.order_by(ItemPatent.id)).unique())
    review_on = date.fromisoformat(params["review_on"]) if params.get("review_on") else None
    outcome = decisions.decide(
        decisions.current_meeting(round_, actor),
        patents,
        params["kind"],
        params["reason"],
        actor,
        review_on=review_on,
        seen={line.row.id: line for line in sheet.lines(round_, only=ids)},
    )
    refused = {patent.id: why for patent, why in outcome.refused}
    return _answers(ids, [patent.id for patent in patents], refused)


ACTS: dict[str, Act] = {"approve": approve, "department": department, "decide": decide}
