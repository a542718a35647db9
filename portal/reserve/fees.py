"""Anybody may pay an annual fee (ANN-15): a payment is put on record; what a reserve paid is booked when it takes over.

That a reserve paid is said by its own centre alone, for the fee that is next due, never above what the clock says is
payable (RSV-09), and within its budget (RSV-06).
"""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.predicates import OFFICERS
from portal.core import clock
from portal.core.errors import Forbidden, InputError, RuleRefusal
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.reserve import books, service, timing, watch
from portal.reserve.account_models import Reserve, ReserveFee
from portal.reserve.models import Intention
from portal.workflow import history

RESERVE = "reserve"  # a name of `rescue.payer`


def require_may_record(intention: Intention, actor: Actor) -> None:
    """Return where the actor may put a payment on record: the owner, whoever was called or offers, the operator."""
    called = [actor.organisations.get(one, frozenset()) for one in intention.invited_ids]
    officer = any(OFFICERS & roles for roles in called)
    if not (can(actor, Verb.RESCUE_DECLARE, intention) or actor.operator_roles or officer):
        raise Forbidden("error.forbidden")


def reserve_for(intention: Intention, actor: Actor) -> Reserve | None:
    """Return the reserve that the actor may speak for here: of a centre that takes over, has offered or was called."""
    under_way = service.takeover_of(intention)
    taking = under_way.reserve_id if under_way is not None else None
    asked = or_(Reserve.id == taking, Reserve.owner_id.in_(intention.invited_ids))
    rows = db.session.scalars(
        select(Reserve).where(asked).order_by(Reserve.id != taking, Reserve.id)
    ).unique()
    return next((row for row in rows if can(actor, Verb.RESERVE_KEEP, row)), None)


def record(
    intention: Intention,
    actor: Actor,
    *,
    year: int,
    fen: int,
    payer: str,
    paid_on: date,
    evidence: str,
    filename: str = "",
) -> None:
    """Put the payment on record as a fact of the patent, and let the clock run from the next fee.

    Raises RuleRefusal where `payer` is "reserve" and the actor speaks for none, the year or sum is not what is due
    (RSV-09), or the budget is passed (RSV-06); InputError for a day to come.
    """
    require_may_record(intention, actor)
    if not intention.is_live:
        raise RuleRefusal("rescue.has_ended", rule_id="ABN-07")
    if paid_on > clock.today():
        raise InputError("reserve.day_to_come", field="paid_on")
    reserve = _paying(intention, actor, year, fen, paid_on) if payer == RESERVE else None
    event = facts.record(
        intention.patent,
        "annuity_paid",
        actor,
        happened_on=paid_on,
        source="portal",
        evidence=evidence,
        evidence_filename=filename,
        data={"year": year, "fen": fen, "payer": payer},
    )
    detail: dict[str, Any] = {"year": year, "fen": fen, "payer": payer, "paid_on": paid_on.isoformat()}
    if reserve is not None:
        detail["reserve"] = reserve.public_id
        paid = ReserveFee(reserve_id=reserve.id, intention_id=intention.id, event_id=event.id, fen=fen)
        db.session.add(paid)
    history.record(
        intention, "fee_recorded", actor, from_state=intention.state, to_state=intention.state, detail=detail
    )
    watch.refresh(intention)


def _paying(intention: Intention, actor: Actor, year: int, fen: int, paid_on: date) -> Reserve:
    """Return the reserve whose money it was, its row held. Raises RuleRefusal where it may not have paid that."""
    reserve = reserve_for(intention, actor)
    if reserve is None:
        raise RuleRefusal("reserve.fee_of_others", rule_id="RSV-09")
    books.hold(reserve)
    if fen <= 0:
        raise InputError("reserve.fee_nothing", field="amount")
    due = _payable(intention.patent, year, paid_on)
    if due is None:
        raise RuleRefusal("reserve.fee_not_next", rule_id="RSV-09")
    if fen > due:
        raise RuleRefusal("reserve.fee_too_much", rule_id="RSV-09", due=f"{due / 100:,.2f}")
    books.affordable(reserve, fen, patent_id=intention.patent_id)
    return reserve


def _payable(patent: Patent, year: int, paid_on: date) -> int | None:
    """Return in fen what was payable for the year on that day, or None where it is not the next year to be paid."""
    then, now = timing.clock_of(patent, paid_on), timing.clock_of(patent)
    if then is None or now is None or not then.next_year == now.next_year == year:
        return None
    return max(0, then.payable - (now.received - then.received))
