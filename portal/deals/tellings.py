"""Who is told when a deal moves: both sides and the broker, on their desks and, where it matters, by letter."""

from collections.abc import Callable, Iterable

from sqlalchemy import select

from portal.access.predicates import OFFICE
from portal.accounts.models import User
from portal.accounts.notices import notify
from portal.accounts.queries import people_in
from portal.core.i18n import localised
from portal.deals.models import Deal
from portal.extensions import db
from portal.workflow.engine import Audience, Telling

TEMPLATE = "deal_step"


def people(deal: Deal) -> list[int]:
    """Return the ids of everybody who is told: those who act or pay for either side, and the broker."""
    return sorted({*side_people(deal.licensor_id), *side_people(deal.licensee_id), *_broker(deal)})


def side_people(organisation_id: int) -> list[int]:
    """Return the ids of those who act or pay for the organisation and may sign in."""
    return people_in(organisation_id, OFFICE)


def _broker(deal: Deal) -> list[int]:
    return [deal.broker_id] if deal.broker_id is not None else []


def put_notices(deal: Deal, event: str) -> None:
    """Put the event on the desks of everybody who is told, names as each of them reads them."""
    number = str(deal.terms.get("patent", {}).get("number", ""))
    for user in db.session.scalars(select(User).where(User.id.in_(people(deal))).order_by(User.id)):
        licensee = localised(deal.licensee, "name", user.language)[0]
        params = {"patent": number, "licensee": licensee}
        notify(user.id, f"deal.told.{event}", params, f"/deals/{deal.public_id}")


def letters(deal: Deal, event: str) -> list[Telling]:
    """Return a letter about the event to everybody who is told."""
    params = {"deal_id": deal.public_id, "event": event}
    return [Telling(user_id, TEMPLATE, params) for user_id in people(deal)]


def short(event: str) -> Audience:
    """Return an audience that is told on its desks only."""

    def tell(deal: Deal) -> Iterable[Telling]:
        put_notices(deal, event)
        return []

    return tell


def letter(event: str) -> Callable[[Deal], Iterable[Telling]]:
    """Return an audience that is told on its desks and by letter."""

    def tell(deal: Deal) -> Iterable[Telling]:
        put_notices(deal, event)
        return letters(deal, event)

    return tell
