"""Rounds, items and answers that several tests arrange: through the services, never past them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from portal.core import clock
from portal.extensions import db
from portal.inventory import answering, service
from portal.inventory.models import Department, Inventor, Item, Round
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import granted_patent

WHOLE: dict[str, Any] = {
    "public_funding": "no",
    "working": "none",
    "sleep_reason": "no_partner",
    "willing": "yes",
    "ways": ["ordinary", "open_licence"],
    "trl": 5,
    "self_grade": "B",
    "products": "电动客车电池组",
}
TYPED: dict[str, Any] = {**WHOLE, "trl": "5"}


def sleeper(cast: Cast, owner: str = "haiyu", inventor: str = "林一", **facts: Any) -> Patent:
    """Add a patent in force that nobody uses, of one inventor."""
    return granted_patent(cast, owner, **{"inventors": [inventor], "status_as_of": clock.today()} | facts)


def opened(cast: Cast, *patents: Patent, owner: str = "haiyu", officer: str = "lin", **facts: Any) -> Round:
    """Open a round over everything that the owner has in force."""
    if not patents:
        sleeper(cast, owner)
    number = db.session.scalar(select(func.count(Round.id))) or 0
    values = {"name": f"盘点{number or ''}", "due_on": clock.today() + timedelta(days=20), **facts}
    return service.open_round(cast.organisation(owner), cast.person(officer), **values)


def items_of(round_: Round) -> list[Item]:
    """Return the round's items, the first made first."""
    return list(db.session.scalars(select(Item).where(Item.round_id == round_.id).order_by(Item.id)).unique())


def inventor_of(round_: Round, name: str = "林一") -> Inventor:
    """Return the round's inventor of that name."""
    wanted = select(Inventor).where(Inventor.round_id == round_.id, Inventor.name == name)
    return db.session.scalars(wanted).unique().one()


def asked(cast: Cast, round_: Round, name: str = "林一", email: str = "yi@haiyu.example") -> Inventor:
    """Write to the inventor."""
    inventor = inventor_of(round_, name)
    service.set_address(inventor, email, cast.person("lin"))
    service.ask([inventor], cast.person("lin"))
    return inventor


def answered(cast: Cast, item: Item, **facts: Any) -> Item:
    """Answer for the item as its inventor."""
    answering.save(item, WHOLE | facts)
    assert item.inventor is not None
    answering.send(item, item.inventor)
    return item


def department(cast: Cast, name: str = "材料学院", reviewer: str = "zhao") -> Department:
    """Make a department of haiyu with its reviewer."""
    return service.save_department(
        cast.organisation("haiyu"), cast.person("shen"), name=name, reviewer_id=cast.person(reviewer).id
    )
