"""Whether what the portal shows is what the office announced: the live statements beside their frozen copies."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.extensions import db
from portal.openlicence import terms
from portal.openlicence.models import LIVE, Statement


@dataclass(frozen=True, slots=True)
class Drift:
    """A statement that shows something else than was announced: `fields` are the names of the frozen terms."""

    statement: Statement
    fields: tuple[str, ...]


def check() -> tuple[int, list[Drift]]:
    """Return how many live statements were compared, and those that differ from their frozen copy.

    One that has no copy, or whose copy does not have its own hash, differs in `copy`.
    """
    wanted = select(Statement).where(Statement.state.in_(LIVE)).order_by(Statement.id)
    live = db.session.scalars(wanted).unique().all()
    found = [Drift(one, fields) for one in live if (fields := _differences(one))]
    return len(live), found


def _differences(statement: Statement) -> tuple[str, ...]:
    frozen = statement.announced_terms
    if not frozen or terms.digest(frozen) != statement.announced_hash:
        return ("copy",)
    return tuple(terms.differences(frozen, terms.freeze(statement)))
