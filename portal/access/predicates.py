"""The questions that the permission table asks about an actor and a thing.

Things answer through attributes, so that this floor knows no feature: `owner_id` (organisation),
`is_public`, `is_owners_entry`, `is_for_accounts`, `is_for_brokers`, `invited_ids` (organisations), `licensor_id`, `licensee_id`,
`assignor_id`, `assignee_id`, `awaited_id` and `told_by_id` (the two sides of a fact that one has told and the other
has to confirm), `broker_id` (person), `user_id`, `payer_id`, `payee_id`, `reviewer_id` (person).
"""

from collections.abc import Callable
from typing import Any

from portal.access.actors import Actor

Question = Callable[[Actor, Any], bool]

OFFICERS = frozenset({"admin", "officer"})
FINANCE = frozenset({"admin", "finance"})
OFFICE = OFFICERS | FINANCE
REVIEWERS = frozenset({"admin", "reviewer"})


def _roles(actor: Actor, organisation_id: int | None) -> frozenset[str]:
    return (
        actor.organisations.get(organisation_id, frozenset()) if organisation_id is not None else frozenset()
    )


def anyone(_actor: Actor, _thing: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def signed_in(actor: Actor, _thing: Any) -> bool:
    """Anybody with an account."""
    return actor.is_authenticated


def the_system(actor: Actor, _thing: Any) -> bool:
    """The portal itself."""
    return actor.is_system


def operator(actor: Actor, _thing: Any) -> bool:
    """Any member of the operator's organisation."""
    return bool(actor.operator_roles)


def reviewer(actor: Actor, _thing: Any) -> bool:
    """A member of the operator's organisation who decides on submissions."""
    return bool(actor.operator_roles & REVIEWERS)


def operator_admin(actor: Actor, _thing: Any) -> bool:
    """An administrator of the operator's organisation."""
    return "admin" in actor.operator_roles


def thing_is_public(_actor: Actor, thing: Any) -> bool:
    """The thing is published for everybody."""
    return bool(thing.is_public)


def account_where_enough(actor: Actor, thing: Any) -> bool:
    """Anybody with an account, where the thing is open to all of them."""
    return actor.is_authenticated and bool(thing.is_for_accounts)


def member_of_owner(actor: Actor, thing: Any) -> bool:
    """A member of the organisation that owns the thing."""
    return bool(_roles(actor, thing.owner_id))


def officer_of_owner(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for the organisation that owns the thing."""
    return bool(_roles(actor, thing.owner_id) & OFFICERS)


def officer_of_owner_that_entered(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for the owner, where the thing was entered by one of the owner's own people."""
    return officer_of_owner(actor, thing) and bool(thing.is_owners_entry)


def office_of_owner(actor: Actor, thing: Any) -> bool:
    """Somebody who may act or handle money for the organisation that owns the thing."""
    return bool(_roles(actor, thing.owner_id) & OFFICE)


def admin_of_owner(actor: Actor, thing: Any) -> bool:
    """An administrator of the organisation that owns the thing."""
    return "admin" in _roles(actor, thing.owner_id)


def officer_somewhere(actor: Actor, _thing: Any) -> bool:
    """Somebody who may act for at least one organisation."""
    return any(roles & OFFICERS for roles in actor.organisations.values())


def member_of_licensor(actor: Actor, thing: Any) -> bool:
    """A member of the licensor's organisation."""
    return bool(_roles(actor, thing.licensor_id))


def member_of_licensee(actor: Actor, thing: Any) -> bool:
    """A member of the licensee's organisation."""
    return bool(_roles(actor, thing.licensee_id))


def officer_of_licensor(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for the licensor."""
    return bool(_roles(actor, thing.licensor_id) & OFFICERS)


def officer_of_licensee(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for the licensee."""
    return bool(_roles(actor, thing.licensee_id) & OFFICERS)


def broker_on_it(actor: Actor, thing: Any) -> bool:
    """The broker who mediates the deal."""
    return actor.actor_id is not None and thing.broker_id == actor.actor_id


def the_person(actor: Actor, thing: Any) -> bool:
    """The person whom the thing is about."""
    return actor.actor_id is not None and thing.user_id == actor.actor_id


def payer_member(actor: Actor, thing: Any) -> bool:
    """A member of the organisation that pays."""
    return bool(_roles(actor, thing.payer_id))


def payer_officer(actor: Actor, thing: Any) -> bool:
    """Somebody who may pay for the organisation that pays."""
    return bool(_roles(actor, thing.payer_id) & OFFICE)


def payee_member(actor: Actor, thing: Any) -> bool:
    """A member of the organisation that is paid."""
    return bool(_roles(actor, thing.payee_id))


def payee_finance(actor: Actor, thing: Any) -> bool:
    """Somebody who may confirm receipts for the organisation that is paid."""
    return bool(_roles(actor, thing.payee_id) & FINANCE)


def member_of_invited(actor: Actor, thing: Any) -> bool:
    """A member of an organisation that was asked about the thing, or has offered to take it."""
    return any(organisation_id in actor.organisations for organisation_id in thing.invited_ids)


def broker_where_open(actor: Actor, thing: Any) -> bool:
    """An active broker, where the thing is open to all of them."""
    return actor.is_active_broker and bool(thing.is_for_brokers)


def member_of_assignor(actor: Actor, thing: Any) -> bool:
    """A member of the organisation that hands a patent over."""
    return bool(_roles(actor, thing.assignor_id))


def member_of_assignee(actor: Actor, thing: Any) -> bool:
    """A member of the organisation that takes a patent over."""
    return bool(_roles(actor, thing.assignee_id))


def officer_of_assignor(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for whoever hands a patent over."""
    return bool(_roles(actor, thing.assignor_id) & OFFICERS)


def officer_of_assignee(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for whoever takes a patent over."""
    return bool(_roles(actor, thing.assignee_id) & OFFICERS)


def officer_of_the_other_side(actor: Actor, thing: Any) -> bool:
    """Somebody who may act for the side that is awaited, and belongs in no way to the side that has told."""
    return bool(_roles(actor, thing.awaited_id) & OFFICERS) and not _roles(actor, thing.told_by_id)


def reviewer_of_department(actor: Actor, thing: Any) -> bool:
    """The member of the owner who reviews for the department that the thing belongs to."""
    mine = actor.actor_id is not None and thing.reviewer_id == actor.actor_id
    return mine and bool(_roles(actor, thing.owner_id))
