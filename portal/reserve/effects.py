"""What the steps of an intention do besides moving it: score, calls with their days, the listing, the end."""

from datetime import timedelta

from portal.access.actors import Actor
from portal.accounts.models import User
from portal.core import clock
from portal.core.errors import PortalError
from portal.extensions import db
from portal.listings import service as listings
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.reserve import demand, inventors, scoring, timing
from portal.reserve.models import ACCEPTED, DECLINED, OPEN, Intention
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import Data

_DECLARED = {"not_secret": True, "owner": True, "keep_alive": True}


def screen(intention: Intention, _actor: Actor, _data: Data) -> None:
    """Set the clock and the pool's deadline, and compute the score."""
    found = timing.timing_of(intention.patent)
    if found is not None:
        intention.last_safe_day = found.safe
        intention.pool_deadline = timing.whole_call(clock.today(), found.limit)
    intention.screening = scoring.score(intention)


def decide(intention: Intention, _actor: Actor, data: Data) -> None:
    """Keep the reviewer's reason."""
    intention.decision_reason = str(data["reason"])[:2000]


def call_inventors(intention: Intention, actor: Actor, data: Data) -> None:
    """Open the first call; where no inventor has an address it is over at once."""
    decide(intention, actor, data)
    found = timing.timing_of(intention.patent)
    if found is not None:
        intention.pool_deadline = timing.whole_call(clock.today(), found.limit)
    _open(intention, "inventors" if intention.inventor_calls else None)
    inventors.send(intention)


def call_inventors_only(intention: Intention, actor: Actor, data: Data) -> None:
    """Open the first call and no other after it."""
    call_inventors(intention, actor, data)
    intention.only_inventors = True


def call_matched(intention: Intention, _actor: Actor, _data: Data) -> None:
    """Choose whom to call, and open the second call."""
    demand.put_matches(intention)
    _open(intention, "matched" if intention.matches else None)


def call_public(intention: Intention, _actor: Actor, _data: Data) -> None:
    """Open the third call, to everybody, and offer the patent in the owner's name as authorised."""
    intention.made_public_on = clock.today()
    _open(intention, "public")
    offer_publicly(intention)


def _open(intention: Intention, call: str | None) -> None:
    """Set the days of a call, never past the last day on which a transfer can begin (ABN-04), nor the pool's deadline.

    A deadline that has passed, because nobody looked for days, binds no call that opens after it.
    """
    today = clock.today()
    intention.called_on = today
    last = today + timedelta(days=timing.call_days(call, today)) if call else today - clock.ONE_DAY
    found = timing.timing_of(intention.patent)
    bounds = [found.limit] if found is not None else []
    if intention.pool_deadline is not None and intention.pool_deadline >= today:
        bounds.append(intention.pool_deadline)
    intention.call_until = min([last, *bounds])


def offer_publicly(intention: Intention) -> None:
    """Draft and submit a listing of the stream `to_abandon`, as whoever declared the intention had authorised.

    Where the listing's own rules refuse, or the patent stands in a listing already, the public page alone calls.
    """
    declarant = db.session.get(User, intention.created_by_id) if intention.created_by_id else None
    if declarant is None or listings.live_patent_ids([intention.patent_id]):
        return
    terms = Terms("assignment", "lump_sum" if intention.ask_fen else "free", amount=intention.ask_fen or None)
    consent = {"none": "none", "agreed": "consented"}.get(intention.co_owners, "not_consented")
    try:
        with db.session.begin_nested():
            listing = listings.draft(intention.owner, [intention.patent], declarant, stream="to_abandon")
            listings.change(listing, declarant, modes=[terms])
            listings.submit(listing, declarant, {**_DECLARED, "co_owners": consent})
            intention.listing_id = listing.id
    except PortalError:
        intention.listing_id = None


def agree(intention: Intention, _actor: Actor, data: Data) -> None:
    """Accept the chosen offer and begin the takeover; the others stay on record until it is registered."""
    interest = data["interest"]
    interest.decision, interest.decided_at = ACCEPTED, clock.now()
    db.session.add(
        Takeover(
            intention_id=intention.id,
            interest_id=interest.id,
            patent_id=intention.patent_id,
            assignor_id=intention.owner_id,
            assignee_id=interest.organisation_id,
            reserve_id=interest.reserve_id,
            assignee_name=interest.name,
            price_fen=interest.offer_fen,
            fee_payer=interest.fee_payer,
        )
    )
    db.session.flush()


def reopen(intention: Intention, actor: Actor, data: Data) -> None:
    """Decline the offer that came to nothing, and call once more."""
    for interest in intention.interests:
        if interest.decision == ACCEPTED:
            interest.decision, interest.decided_at = DECLINED, clock.now()
    call_matched(intention, actor, data)


def close(intention: Intention, _actor: Actor, _data: Data) -> None:
    """Note the day, decline what still stands, and take the public offer back."""
    intention.closed_on = clock.today()
    for interest in intention.interests:
        if interest.decision == OPEN:
            interest.decision, interest.decided_at = DECLINED, clock.now()
    take_offer_back(intention)


def take_offer_back(intention: Intention) -> None:
    """Withdraw the listing that the public call made, where it still stands, as its declarant could."""
    listing = db.session.get(Listing, intention.listing_id) if intention.listing_id else None
    declarant = db.session.get(User, intention.created_by_id) if intention.created_by_id else None
    if listing is None or declarant is None or listing.state not in ("submitted", "published", "paused"):
        return
    try:
        listings.step(listing, "withdraw", declarant)
    except PortalError:  # the declarant has left the organisation: the daily round of listings will see to it
        return
