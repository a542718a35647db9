"""Who is told when a statement moves: the people who act for its owner."""

from collections.abc import Iterable

from sqlalchemy import select

from portal.accounts.organisations import Membership
from portal.extensions import db
from portal.openlicence.models import Statement
from portal.workflow.engine import Telling

OFFICE = frozenset({"admin", "officer", "finance"})


def people_of(organisation_id: int) -> list[int]:
    """Return the ids of those who act or handle money for the organisation, in order."""
    members = db.session.scalars(select(Membership).where(Membership.organisation_id == organisation_id))
    return sorted(member.user_id for member in members if OFFICE & set(member.roles))


def _tell(statement: Statement, template: str) -> Iterable[Telling]:
    params = {"statement_id": statement.public_id}
    return [Telling(user_id, template, params) for user_id in people_of(statement.owner_id)]


def of_announcement(statement: Statement) -> Iterable[Telling]:
    """The statement is announced: anybody may take the licence from now on."""
    return _tell(statement, "statement_announced")


def of_withdrawal(statement: Statement) -> Iterable[Telling]:
    """The withdrawal is announced: licences already taken stay valid."""
    return _tell(statement, "statement_withdrawn")


def of_expiry(statement: Statement) -> Iterable[Telling]:
    """The period is over."""
    return _tell(statement, "statement_expired")
