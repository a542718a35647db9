"""Lists of the inventory: the items that a reader may see, how far a round is, who is asked."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from portal.access.actors import Actor
from portal.accounts.models import User
from portal.accounts.organisations import Membership
from portal.core.numbers import keys_of
from portal.extensions import db
from portal.inventory.models import Department, Inventor, Item, ItemPatent, Round
from portal.patents.models import Patent

NO_DEPARTMENT = "none"


def rounds_of(actor: Actor) -> list[Round]:
    """Return the rounds of the reader's organisations, the newest first."""
    wanted = select(Round).where(Round.visible_to(actor)).order_by(Round.id.desc()).limit(100)
    return list(db.session.scalars(wanted))


def rounds_of_owner(owner_id: int) -> list[Round]:
    """Return the organisation's rounds, the newest first."""
    mine = select(Round).where(Round.owner_id == owner_id).order_by(Round.id.desc()).limit(100)
    return list(db.session.scalars(mine))


def items(round_: Round, actor: Actor, wishes: Mapping[str, str]) -> Select[Any]:
    """Return the query of the round's items that the actor may see; `wishes` are state, department and q."""
    wanted = select(Item).where(Item.round_id == round_.id, Item.visible_to(actor))
    wanted = wanted.options(selectinload(Item.places).joinedload(ItemPatent.patent))
    if state := wishes.get("state"):
        wanted = wanted.where(Item.state == state)
    department = wishes.get("department")
    if department == NO_DEPARTMENT:
        wanted = wanted.where(Item.department_id.is_(None))
    elif department:
        wanted = wanted.where(Item.department.has(Department.public_id == department))
    if text := wishes.get("q", "").strip()[:200]:
        about = select(ItemPatent.item_id).join(Patent).where(matches(text))
        wanted = wanted.where(or_(Item.id.in_(about), Item.inventor.has(Inventor.name == text)))
    return wanted.order_by(Item.id)


def ids_of(query: Select[Any]) -> list[int]:
    """Return the ids of every item that a query of items finds, in their order."""
    return list(db.session.scalars(query.with_only_columns(Item.id)))


def matches(text: str) -> ColumnElement[bool]:
    """Match a patent's number in any writing, or words of its title as they stand."""
    keys = keys_of(text)
    if keys:
        return Patent.identity.in_(keys)
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return or_(*(column.ilike(pattern, escape="\\") for column in (Patent.title_zh, Patent.title_en)))


def counts(round_: Round, actor: Actor) -> dict[str, int]:
    """Return how many of the items that the actor may see stand in each state."""
    rows = select(Item.state, func.count()).where(Item.round_id == round_.id, Item.visible_to(actor))
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Item.state))}


def counts_of(rounds: list[Round]) -> dict[int, dict[str, int]]:
    """Return for each round how many of its items stand in each state."""
    ids = [round_.id for round_ in rounds]
    rows = select(Item.round_id, Item.state, func.count()).where(Item.round_id.in_(ids))
    found: dict[int, dict[str, int]] = {}
    for round_id, state, count in db.session.execute(rows.group_by(Item.round_id, Item.state)):
        found.setdefault(round_id, {})[state] = count
    return found


def departments_of(owner_id: int) -> list[Department]:
    """Return the organisation's departments by name."""
    mine = select(Department).where(Department.owner_id == owner_id)
    return list(db.session.scalars(mine.order_by(Department.name)))


def people_of(owner_id: int) -> list[User]:
    """Return the organisation's members, who may review for a department."""
    mine = select(User).join(Membership, Membership.user_id == User.id)
    return list(db.session.scalars(mine.where(Membership.organisation_id == owner_id).order_by(User.name)))


def inventors(round_: Round, wishes: Mapping[str, str]) -> Select[Any]:
    """Return the query of the round's inventors; `wishes` are `show` (no_address, waiting) and q."""
    wanted = select(Inventor).where(Inventor.round_id == round_.id).options(selectinload(Inventor.items))
    if wishes.get("show") == "no_address":
        wanted = wanted.where(Inventor.email == "")
    if wishes.get("show") == "waiting":
        wanted = wanted.where(Inventor.items.any(Item.state.in_(("prepared", "asked"))))
    if text := wishes.get("q", "").strip()[:120]:
        wanted = wanted.where(Inventor.name == text)
    return wanted.order_by(Inventor.email != "", Inventor.id)
