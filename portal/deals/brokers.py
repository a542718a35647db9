"""Asking for a broker and assigning one: by a party's wish on a deal or a listing, or by the operator."""

from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.predicates import OFFICERS
from portal.accounts.models import User
from portal.accounts.notices import notify
from portal.accounts.organisations import Membership, Organisation
from portal.core.errors import Forbidden, RuleRefusal, Stale
from portal.deals import tellings
from portal.deals.models import CLOSED, LICENSEE, LICENSOR, SIDES, BrokerRequest, Deal
from portal.extensions import db
from portal.listings.models import Listing
from portal.openlicence.rules import refuse
from portal.workflow import history
from portal.workflow.engine import Data, Lifecycle, Step, take, tell

OPEN, ASSIGNED = "open", "assigned"


def _assign(request: BrokerRequest, _actor: Actor, data: Data) -> None:
    request.broker_id = data["broker"].id


BROKER_REQUEST = Lifecycle(
    group="broker_request",
    initial=OPEN,
    terminal=frozenset({ASSIGNED, "withdrawn"}),
    steps=(
        Step("assign", (OPEN,), ASSIGNED, Verb.DEAL_ASSIGN_BROKER, effect=_assign),
        Step("withdraw", (OPEN,), "withdrawn", Verb.BROKER_REQUEST),
    ),
)


def request_broker(
    thing: Deal | Listing, organisation: Organisation, actor: Actor, message: str = ""
) -> BrokerRequest:
    """Ask for a broker in the name of `organisation`, or return the wish that is still open.

    Raises Forbidden where the actor may not act for it, NotFound where it has no part in the deal.
    """
    if not actor.organisations.get(organisation.id, frozenset()) & OFFICERS:
        raise Forbidden("error.forbidden")
    require(Verb.DEAL_AS_PARTY if isinstance(thing, Deal) else Verb.LISTING_SEE, thing, actor)
    on = {"deal_id": thing.id} if isinstance(thing, Deal) else {"listing_id": thing.id}
    known = db.session.scalar(
        select(BrokerRequest).filter_by(organisation_id=organisation.id, state=OPEN, **on)
    )
    if known is not None:
        return known
    request = BrokerRequest(
        organisation_id=organisation.id, user_id=actor.actor_id, message=message.strip(), state=OPEN, **on
    )
    db.session.add(request)
    db.session.flush()
    history.record(request, "requested", actor, to_state=OPEN, detail={"organisation": organisation.id})
    if isinstance(thing, Deal):
        detail = {"organisation": organisation.id}
        _on_deal(thing, "broker_requested", actor, detail)
    return request


def assign_broker(
    target: BrokerRequest | Deal | Listing, broker: User, actor: Actor, side: str | None = None
) -> None:
    """Assign a verified broker to a wish, a deal or a listing, as the operator.

    `side` says for whom the broker works (`licensee`, `licensor`, `both`); a wish knows its own. Raises RuleRefusal
    where the broker may not act (BRK-09, BRK-12), Stale where the deal is closed or the wish was met.
    """
    require(Verb.DEAL_ASSIGN_BROKER, target, actor)
    if isinstance(target, BrokerRequest):
        _meet(target, broker, actor)
    elif isinstance(target, Deal):
        _put_on_deal(target, broker, actor, side or LICENSEE)
    else:
        _put_on_listing(target, broker, actor)


def _meet(request: BrokerRequest, broker: User, actor: Actor) -> None:
    take(BROKER_REQUEST, request, "assign", actor, data={"broker": broker, "record": {"broker": broker.id}})
    if request.deal is not None:
        side = LICENSEE if request.organisation_id == request.deal.licensee_id else LICENSOR
        _put_on_deal(request.deal, broker, actor, side)
    elif request.listing is not None and request.organisation_id == request.listing.owner_id:
        _put_on_listing(request.listing, broker, actor)
    elif request.listing is not None:
        _stand_by(request.listing, request, broker)
    notify(request.user_id, "deal.told.request_met", {"broker": broker.name}, "/desk")


def _put_on_deal(deal: Deal, broker: User, actor: Actor, side: str) -> None:
    if deal.state in CLOSED or side not in SIDES:
        raise Stale
    refusal = broker_refusal(broker, deal.licensor_id, deal.licensee_id)
    if refusal is not None:
        raise refusal
    deal.broker_id, deal.broker_side, deal.mandate = broker.id, side, {}
    _on_deal(deal, "broker_assigned", actor, {"broker": broker.id, "side": side})


def _put_on_listing(listing: Listing, broker: User, actor: Actor) -> None:
    refusal = broker_refusal(broker, listing.owner_id)
    if refusal is not None:
        raise refusal
    listing.broker_id = broker.id
    history.record(listing, "broker_assigned", actor, detail={"broker": broker.id})
    notify(broker.id, "deal.told.listing_assigned", {}, f"/listings/{listing.public_id}")


def _stand_by(listing: Listing, request: BrokerRequest, broker: User) -> None:
    """Let the broker work for somebody interested: the deal that they open on this listing will be theirs."""
    refusal = broker_refusal(broker, listing.owner_id, request.organisation_id)
    if refusal is not None:
        raise refusal
    notify(broker.id, "deal.told.listing_assigned", {}, f"/listings/{listing.public_id}")


def broker_for(listing: Listing, licensee: Organisation) -> tuple[int, str] | None:
    """Return (person, side) of the broker who is on a new deal from the start: the licensee's, else the listing's."""
    wish = db.session.scalar(
        select(BrokerRequest)
        .filter_by(listing_id=listing.id, organisation_id=licensee.id, state=ASSIGNED)
        .order_by(BrokerRequest.id.desc())
    )
    if wish is not None and wish.broker_id is not None:
        return wish.broker_id, LICENSEE
    broker = db.session.get(User, listing.broker_id) if listing.broker_id is not None else None
    if broker is None or broker_refusal(broker, listing.owner_id, licensee.id) is not None:
        return None
    return broker.id, LICENSOR


def _on_deal(deal: Deal, event: str, actor: Actor, detail: dict[str, Any]) -> None:
    history.record(deal, event, actor, from_state=deal.state, to_state=deal.state, detail=detail)
    tellings.put_notices(deal, event)
    tell(tellings.letters(deal, event))


def broker_refusal(broker: User, *parties: int) -> RuleRefusal | None:
    """Return why the broker may not act between these organisations, or None (BRK-09, BRK-12)."""
    if not broker.is_active_broker:
        return refuse("BRK-12", "deal.broker_unverified")
    conflict = db.session.scalar(
        select(Membership.id).where(Membership.user_id == broker.id, Membership.organisation_id.in_(parties))
    )
    return refuse("BRK-09", "deal.broker_conflict") if conflict is not None else None
