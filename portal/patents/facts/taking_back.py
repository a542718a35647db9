"""Who may take a fact back: a holder what its own people entered, the operator's reviewers everything."""

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.predicates import OFFICERS, REVIEWERS
from portal.accounts.models import User
from portal.accounts.notices import notify
from portal.accounts.queries import operators_people, people_in
from portal.core import names
from portal.core.errors import Forbidden
from portal.core.i18n import in_language, localised
from portal.extensions import db
from portal.patents.facts import service
from portal.patents.facts.models import PatentEvent

OPERATOR, PORTAL = "operator", "portal"


def require_may(event: PatentEvent, actor: Actor) -> None:
    """Return where the actor may take the fact back. Raises Forbidden, saying whom to ask."""
    if not can(actor, Verb.FACT_TAKE_BACK, event):
        raise Forbidden("fact.ask_the_operator")


def take_back(event: PatentEvent, actor: Actor, reason: str) -> None:
    """Take the fact back with a reason, and tell the other side: the holder's officers, or the operator's reviewers.

    Raises Forbidden where the actor may not, InputError without a reason, Stale where somebody did before.
    """
    require_may(event, actor)
    service.void(event, actor, reason)
    by_operator = bool(actor.operator_roles & REVIEWERS)
    told = people_in(event.owner_id, OFFICERS) if by_operator else operators_people(REVIEWERS)
    _tell(event, f"fact.told.taken_back_by_{OPERATOR if by_operator else 'holder'}", told)


def _tell(event: PatentEvent, code: str, people: list[int]) -> None:
    url = f"/patents/{event.patent.public_id}/life"
    for user in db.session.scalars(select(User).where(User.id.in_(people)).order_by(User.id)):
        with in_language(user.language):
            fact = names.name("patent.fact", event.kind)
        notify(
            user.id, code, {"fact": fact, "title": localised(event.patent, "title", user.language)[0]}, url
        )


def by_whom(event: PatentEvent) -> str:
    """Return in the reader's language who took a fact back: an organisation, the operator, or the portal itself."""
    user = db.session.get(User, event.voided_by_id) if event.voided_by_id is not None else None
    if user is None:
        return names.name("patent.fact_taken_back_by", PORTAL)
    if user.operator_roles:
        return names.name("patent.fact_taken_back_by", OPERATOR)
    theirs = sorted(user.memberships, key=lambda one: one.organisation_id != event.owner_id)
    return localised(theirs[0].organisation, "name")[0] if theirs else user.name
