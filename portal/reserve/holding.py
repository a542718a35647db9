"""What a reserve does with a patent: takes it in, plans, circulates, reviews, and releases it at last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.calendar import add_months
from portal.core.errors import InputError, RuleRefusal
from portal.extensions import db
from portal.listings import service as listings
from portal.listings.models import RESERVE_STREAM, Listing
from portal.parameters import law
from portal.reserve import books, commitments, timing
from portal.reserve.account_models import ROUTES, SHARES, WHOLE, Reserve, ReserveItem, ReserveReview
from portal.reserve.holding_lifecycle import ITEM
from portal.reserve.takeover_models import Takeover
from portal.workflow import history
from portal.workflow.engine import take


def open_reserve(
    owner_id: int,
    actor: Actor,
    *,
    name_zh: str,
    name_en: str = "",
    budget_fen: int,
    ceiling_fen: int,
    split: Mapping[str, int],
) -> Reserve:
    """Open the reserve of an operation centre, as the operator decides. Raises InputError for a split that is not whole."""
    require(Verb.RESERVE_OPEN, None, actor)
    if set(split) != set(SHARES) or sum(split.values()) != WHOLE or min(split.values()) < 0:
        raise InputError("reserve.split_not_whole", field="owner_share")
    reserve = Reserve(
        owner_id=owner_id,
        name_zh=name_zh,
        name_en=name_en,
        budget_fen=budget_fen,
        ceiling_fen=ceiling_fen,
        split=dict(split),
    )
    db.session.add(reserve)
    history.record(reserve, "opened", actor)
    return reserve


def take_in(takeover: Takeover, actor: Actor) -> ReserveItem:
    """Put the patent whose title has passed into the reserve, with its price and the fees it paid ahead as first costs."""
    day = takeover.title_on or clock.today()
    reserve = db.session.get_one(Reserve, takeover.reserve_id)
    books.hold(reserve)
    item = ReserveItem(
        reserve_id=reserve.id,
        patent_id=takeover.patent_id,
        takeover_id=takeover.id,
        former_owner_id=takeover.assignor_id,
        acquired_on=day,
        sunset_on=add_months(day, law.current().on("reserve.sunset_months", day)),
    )
    db.session.add(item)
    db.session.flush()
    books.record_cost(item, "acquisition", takeover.price_fen, day, f"takeover:{takeover.public_id}")
    for fee in commitments.fees_of(reserve, takeover.patent_id):
        books.record_cost(item, "annuity", fee.fen, fee.event.happened_on, f"fee:{fee.event.public_id}")
        fee.item_id = item.id
    history.record(item, "taken_in", actor, to_state=item.state)
    return item


def plan(item: ReserveItem, actor: Actor, route: str) -> None:
    """Say which way the patent is meant to go. Raises InputError for a route that there is not."""
    require(Verb.RESERVE_KEEP, item, actor)
    if route not in ROUTES:
        raise InputError("reserve.no_route", field="route")
    item.route = route
    history.record(
        item, "planned", actor, from_state=item.state, to_state=item.state, detail={"route": route}
    )


def spend(item: ReserveItem, actor: Actor, kind: str, fen: int, day: date, key: str, note: str = "") -> None:
    """Book a cost, as an officer of the centre. Raises RuleRefusal above a ceiling, InputError for a day that cannot be."""
    require(Verb.RESERVE_KEEP, item, actor)
    _require_day(item, day)
    books.spend(item, kind, fen, day, f"{item.public_id}:{key}", note)
    _on_record(item, "cost_booked", actor, {"kind": kind, "fen": fen})


def earn(item: ReserveItem, actor: Actor, fen: int, day: date, key: str, note: str = "") -> None:
    """Book money that came in otherwise than through a payment of the portal. Raises InputError."""
    require(Verb.RESERVE_KEEP, item, actor)
    _require_day(item, day)
    _require_likely(item.reserve, fen)
    books.earn(item, fen, day, f"{item.public_id}:{key}", note)
    _on_record(item, "proceeds_booked", actor, {"fen": fen})


def _on_record(item: ReserveItem, action: str, actor: Actor, detail: dict[str, Any]) -> None:
    history.record(item, action, actor, from_state=item.state, to_state=item.state, detail=detail)


def _require_day(item: ReserveItem, day: date) -> None:
    if day > clock.today():
        raise InputError("reserve.day_to_come", field="day")
    opened = clock.day_of(item.reserve.created_at)
    if day < opened:
        raise InputError("reserve.day_before_opening", field="day", day=opened.isoformat())


def _require_likely(reserve: Reserve, fen: int) -> None:
    """A reserve without a budget has no measure; what is booked is never changed, so a slip is refused before."""
    times: int = law.current().on("reserve.proceeds_most_times", clock.today())
    if reserve.budget_fen and fen > times * reserve.budget_fen:
        raise InputError("reserve.proceeds_far_above", field="amount")


def circulate(item: ReserveItem, actor: Actor) -> Listing:
    """Draft an ordinary listing flagged 收储 in the centre's name; the centre completes and submits it."""
    if listings.live_patent_ids([item.patent_id]):
        raise RuleRefusal("reserve.already_listed", rule_id="RSV-07")
    listing = listings.draft(item.reserve.owner, [item.patent], actor, stream=RESERVE_STREAM)
    db.session.flush()
    take(ITEM, item, "circulate", actor, data={"record": {"listing": listing.public_id}})
    item.listing_id = listing.id
    return listing


def review(item: ReserveItem, actor: Actor, expected_fen: int, note: str = "") -> ReserveReview:
    """Compare what holding would still cost with what is expected of the patent (RSV-08)."""
    require(Verb.RESERVE_KEEP, item, actor)
    found = timing.clock_of(item.patent)
    entry = ReserveReview(
        item_id=item.id,
        reviewed_on=clock.today(),
        carrying_fen=found.cost_to_expiry if found else 0,
        expected_fen=expected_fen,
        note=note,
        user_id=actor.actor_id,
    )
    item.reviews.append(entry)
    item.expected_fen = expected_fen
    detail = {"carrying": entry.carrying_fen, "expected": expected_fen}
    _on_record(item, "reviewed", actor, detail)
    return entry
