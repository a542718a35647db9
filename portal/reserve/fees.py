"""Anybody may pay an annual fee (ANN-15): a payment is put on record; what a reserve paid is booked when it takes over."""

from datetime import date

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.core import clock
from portal.core.errors import Forbidden, InputError, RuleRefusal
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.patents.facts.models import PatentEvent
from portal.reserve import watch
from portal.reserve.models import Intention
from portal.workflow import history


def require_may_record(intention: Intention, actor: Actor) -> None:
    """Return where the actor may put a payment on record: the owner, whoever was called or offers, the operator."""
    called = [actor.organisations.get(one, frozenset()) for one in intention.invited_ids]
    officer = any({"admin", "officer"} & roles for roles in called)
    if not (can(actor, Verb.RESCUE_DECLARE, intention) or actor.operator_roles or officer):
        raise Forbidden("error.forbidden")


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
    """Put the payment on record as a fact of the patent, and let the clock run from the next fee."""
    require_may_record(intention, actor)
    if not intention.is_live:
        raise RuleRefusal("rescue.has_ended", rule_id="ABN-07")
    if paid_on > clock.today():
        raise InputError("reserve.day_to_come", field="paid_on")
    facts.record(
        intention.patent,
        "annuity_paid",
        actor,
        happened_on=paid_on,
        source="portal",
        evidence=evidence,
        evidence_filename=filename,
        data={"year": year, "fen": fen, "payer": payer},
    )
    detail = {"year": year, "fen": fen, "payer": payer, "paid_on": paid_on.isoformat()}
    history.record(
        intention, "fee_recorded", actor, from_state=intention.state, to_state=intention.state, detail=detail
    )
    watch.refresh(intention)


def paid_by_reserve(intention: Intention) -> list[PatentEvent]:
    """Return the annual fees that a reserve paid to keep this patent alive since the intention was declared."""
    paid = select(PatentEvent).where(
        PatentEvent.patent_id == intention.patent_id,
        PatentEvent.kind == "annuity_paid",
        PatentEvent.voided_at.is_(None),
        PatentEvent.created_at >= intention.created_at,
    )
    return [
        event
        for event in db.session.scalars(paid.order_by(PatentEvent.id))
        if event.data.get("payer") == "reserve"
    ]
