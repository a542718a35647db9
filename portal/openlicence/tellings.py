"""Who is told when a statement moves: the people who act for its owner; and the operator of drift."""

from collections.abc import Iterable

from portal.access.predicates import OFFICE
from portal.accounts.queries import operators_people, people_in
from portal.openlicence import hooks
from portal.openlicence.models import Statement
from portal.workflow.engine import Telling


def people_of(organisation_id: int) -> list[int]:
    """Return the ids of those who act or handle money for the organisation, in order."""
    return people_in(organisation_id, OFFICE)


def _tell(statement: Statement, template: str) -> Iterable[Telling]:
    params = {"statement_id": statement.public_id}
    return [Telling(user_id, template, params) for user_id in people_of(statement.owner_id)]


def of_announcement(statement: Statement) -> Iterable[Telling]:
    """The statement is announced: anybody may take the licence from now on."""
    return _tell(statement, "statement_announced")


def of_withdrawal(statement: Statement) -> Iterable[Telling]:
    """The withdrawal is announced: the owner, and every licensee, whose licence stays valid (OL-21)."""
    owners = people_of(statement.owner_id)
    yield from _tell(statement, "statement_withdrawn")
    for user_id in hooks.licensees_of(statement):
        if user_id not in owners:
            yield Telling(user_id, "statement_withdrawn_licensee", {"statement_id": statement.public_id})


def of_expiry(statement: Statement) -> Iterable[Telling]:
    """The period is over."""
    return _tell(statement, "statement_expired")


def of_readiness(statement: Statement) -> Iterable[Telling]:
    """The publicity is over: the papers can be made and filed."""
    return _tell(statement, "statement_ready")


def of_return(statement: Statement) -> Iterable[Telling]:
    """The office wants a correction."""
    return _tell(statement, "statement_returned")


def of_hindrance(statement: Statement) -> Iterable[Telling]:
    """The statement must be withdrawn: the owner and every licensee are told (OL-22)."""
    return _tell_all(statement, "statement_must_withdraw")


def of_relief(statement: Statement) -> Iterable[Telling]:
    """The reason is gone: the owner confirms that the statement stands, or withdraws it."""
    return _tell(statement, "statement_relieved")


def of_cure(statement: Statement) -> Iterable[Telling]:
    """What hindered the statement is cured."""
    return _tell(statement, "statement_cured")


def of_end_by_office(statement: Statement) -> Iterable[Telling]:
    """The office ended the statement: the owner and every licensee are told."""
    return _tell_all(statement, "statement_ended_by_office")


def _tell_all(statement: Statement, template: str) -> Iterable[Telling]:
    people = dict.fromkeys([*people_of(statement.owner_id), *hooks.licensees_of(statement)])
    return [Telling(user_id, template, {"statement_id": statement.public_id}) for user_id in people]


def of_drift(count: int) -> Iterable[Telling]:
    """Some live statements show something else than was announced: the operator's people are told how many."""
    return [Telling(user_id, "statement_drift", {"count": count}) for user_id in operators_people(OFFICE)]
