"""Who is told when a patent is called out, taken over or let go: owner, reviewers, those called, and the taker."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from portal.access.predicates import OFFICERS
from portal.accounts.models import User
from portal.accounts.notices import notify
from portal.accounts.queries import operators_people, people_in
from portal.core.i18n import localised
from portal.extensions import db
from portal.reserve.models import ACCEPTED, Intention
from portal.workflow.engine import Audience, Telling, tell

REVIEWING = frozenset({"admin", "reviewer"})
TEMPLATE = "rescue_step"


def people_of(organisation_id: int | None, roles: frozenset[str] = OFFICERS) -> list[int]:
    """Return the ids of those who act for the organisation and may sign in, in order."""
    return people_in(organisation_id, roles)


def reviewers() -> list[int]:
    """Return the ids of the operator's reviewers."""
    return operators_people(REVIEWING)


def letters(intention: Intention, event: str, people: Iterable[int], url: str = "") -> list[Telling]:
    """Return a letter about the event to each of the people, and put it on their desks."""
    chosen = sorted(set(people))
    place = url or f"/rescue/{intention.public_id}"
    users = db.session.scalars(select(User).where(User.id.in_(chosen)).order_by(User.id))
    for user in users:
        title = localised(intention.patent, "title", user.language)[0]
        notify(user.id, f"rescue.told.{event}", {"title": title}, place)
    params: dict[str, Any] = {"intention_id": intention.public_id, "event": event, "path": place}
    return [Telling(user_id, TEMPLATE, params) for user_id in chosen]


def say(intention: Intention, event: str, people: Iterable[int], url: str = "") -> None:
    """Promise the letters about the event."""
    tell(letters(intention, event, people, url))


def to_owner(event: str) -> Audience:
    """Return an audience: whoever acts for the owner."""
    return lambda intention: letters(intention, event, people_of(intention.owner_id))


def to_reviewers(event: str) -> Audience:
    """Return an audience: the operator's reviewers."""
    return lambda intention: letters(
        intention, event, reviewers(), f"/rescue/{intention.public_id}/screening"
    )


def to_taker(intention: Intention) -> Iterable[Telling]:
    """Tell the organisation whose offer was accepted."""
    chosen = [one.organisation_id for one in intention.interests if one.decision == ACCEPTED]
    people = [user for organisation_id in chosen for user in people_of(organisation_id)]
    return letters(intention, "accepted", people)


def to_called(intention: Intention) -> Iterable[Telling]:
    """Tell the enterprises and centres that are called that they may take the patent over."""
    called = [user for match in intention.matches for user in people_of(match.organisation_id)]
    return [
        *letters(intention, "call_opened", people_of(intention.owner_id)),
        *letters(intention, "you_are_called", called),
    ]
