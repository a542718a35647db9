"""Whose agreement a statement needs: the co-owners of the patent, and whoever holds it in pledge."""

from dataclasses import dataclass

from portal.openlicence.models import Statement
from portal.openlicence.records import CO_OWNER, DECLARE, PLEDGEE
from portal.patents.facts.reading import facts_of
from portal.patents.facts.right import RightFacts
from portal.patents.may.owning import holder_of

ACT = "open_licence"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who must agree: `role` is a code of `consent.role`."""

    role: str
    name: str


def needed(statement: Statement, purpose: str = DECLARE) -> list[Party]:
    """Return whose consent is needed: co-owners to declare and to withdraw (OL-02, OL-21), the pledgee to declare."""
    facts = facts_of(statement.patent)
    others = [Party(CO_OWNER, name) for name in _co_owners(facts)]
    held = facts.pledge
    if purpose == DECLARE and held is not None and ACT not in held.consents:
        others.append(Party(PLEDGEE, held.pledgee))
    return others


def _co_owners(facts: RightFacts) -> list[str]:
    """Return the other patentees, in the register's order; nobody where an agreement lets one act alone (COO-04)."""
    if facts.alone is not None and ACT in facts.alone:
        return []
    acting = holder_of(facts) or (None if facts.owners_stated or not facts.owners else facts.owners[0])
    return [owner.name for owner in facts.owners if owner != acting]
