"""The broker's part in a deal: mandate, consents, commission; nothing here moves the deal itself (rules section 7)."""

from typing import Any

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.deals import tellings
from portal.deals.effects import note_down
from portal.deals.models import BOTH, LICENSEE, LICENSOR, Deal
from portal.openlicence.rules import refuse
from portal.workflow.engine import Data, Step
from portal.workflow.guards import guard

ROLES = ("BROKER", "AGENT")
WAYS = ("none", "fixed", "rate")
MAX_RATE = 10_000  # basis points: all of it


def consents(deal: Deal) -> set[str]:
    """Return the sides that have agreed to the broker."""
    return set(deal.mandate.get("consents", {}))


@guard("BRK-07", "BRK-08")
def both_consented(deal: Deal, data: Data) -> RuleRefusal | None:
    """BRK-07, BRK-08: for both sides only with the separate consent of both; an agent never without it."""
    missing = {LICENSEE, LICENSOR} - consents(deal)
    if deal.broker_side != BOTH or not missing:
        return None
    agent = data.get("role") == "AGENT"
    return refuse("BRK-07" if agent else "BRK-08", "deal.broker_consents_missing")


@guard("BRK-07")
def role_known(_deal: Deal, data: Data) -> RuleRefusal | None:
    """BRK-07: the broker says in which role they act."""
    return None if data.get("role") in ROLES else refuse("BRK-07", "deal.broker_role_missing")


@guard("BRK-08")
def not_accepted_yet(deal: Deal, _data: Data) -> RuleRefusal | None:
    """BRK-08: a mandate is accepted once."""
    return refuse("BRK-08", "deal.mandate_accepted") if deal.mandate.get("accepted_at") else None


@guard("BRK-08")
def mandate_accepted(deal: Deal, _data: Data) -> RuleRefusal | None:
    """BRK-08: first the mandate, then the commission."""
    return None if deal.mandate.get("accepted_at") else refuse("BRK-08", "deal.mandate_first")


@guard("BRK-14")
def commission_clear(deal: Deal, data: Data) -> RuleRefusal | None:
    """BRK-14: a fixed sum, a rate of money received, or none; a free licence has no money to take a rate of."""
    way, amount, rate = data.get("way"), data.get("amount"), data.get("rate")
    known = way in WAYS and data.get("payer") in (LICENSEE, LICENSOR)
    filled = way == "none" or (way == "fixed" and _positive(amount)) or (way == "rate" and _rate(rate))
    if not (known and filled):
        return refuse("BRK-14", "deal.commission_unclear")
    if way == "rate" and deal.terms.get("fee", {}).get("way") == "free":
        return refuse("BRK-14", "deal.commission_of_nothing")
    return None


@guard("BRK-14")
def commission_open(deal: Deal, _data: Data) -> RuleRefusal | None:
    """BRK-14: there is an agreement to confirm, and it is not confirmed yet."""
    if not deal.commission.get("way") or deal.commission.get("confirmed_at"):
        return refuse("BRK-14", "deal.commission_nothing_to_confirm")
    return None


@guard("BRK-14")
def commission_unconfirmed(deal: Deal, _data: Data) -> RuleRefusal | None:
    """BRK-14: what the payer has confirmed is not changed by the broker alone."""
    return refuse("BRK-14", "deal.commission_confirmed") if deal.commission.get("confirmed_at") else None


@guard("BRK-08")
def has_broker(deal: Deal, _data: Data) -> RuleRefusal | None:
    """BRK-08: consent is given to a certain broker, once."""
    return None if deal.broker_id is not None else refuse("BRK-08", "deal.no_broker")


def commission_due(deal: Deal) -> int | None:
    """Return what the broker has earned in minor units so far, or None before the licence is in effect (BRK-15).

    A rate is of the money received at the start (BRK-14), rounded half up to the minor unit (CAL-07).
    """
    agreed = deal.commission
    if not deal.in_effect or not agreed.get("way"):
        return None
    if agreed["way"] == "rate":
        return (deal.due_at_start * int(agreed["rate"]) + 5_000) // 10_000
    return int(agreed["amount"]) if agreed["way"] == "fixed" else 0


def _positive(amount: Any) -> bool:
    return isinstance(amount, int) and amount > 0


def _rate(rate: Any) -> bool:
    return isinstance(rate, int) and 0 < rate <= MAX_RATE


def _accept(deal: Deal, _actor: Actor, data: Data) -> None:
    deal.mandate = {**deal.mandate, "role": data["role"], "accepted_at": clock.now().isoformat()}
    note_down(data, role=data["role"], side=deal.broker_side)


def _decline(deal: Deal, _actor: Actor, data: Data) -> None:
    note_down(data, broker=deal.broker_id)
    deal.broker_id, deal.broker_side, deal.mandate = None, None, {}


def _agree(deal: Deal, _actor: Actor, data: Data) -> None:
    """Record the agreement; it is disclosed to both sides at once (BRK-08)."""
    agreed = {key: data.get(key) for key in ("way", "amount", "rate", "payer")}
    deal.commission = {**agreed, "currency": deal.currency, "disclosed_at": clock.now().isoformat()}
    note_down(data, **agreed)


def _confirm(side: str) -> Any:
    def confirm(deal: Deal, _actor: Actor, data: Data) -> None:
        deal.commission = {**deal.commission, "confirmed_at": clock.now().isoformat()}
        note_down(data, side=side)

    return confirm


def _payer_is(side: str) -> Any:
    @guard("BRK-14")
    def payer(deal: Deal, _data: Data) -> RuleRefusal | None:
        if deal.commission.get("payer") != side:
            return refuse("BRK-14", "deal.commission_other_payer")
        return None

    return payer


def _consent(side: str) -> Any:
    def consent(deal: Deal, _actor: Actor, data: Data) -> None:
        given = {**deal.mandate.get("consents", {}), side: clock.now().isoformat()}
        deal.mandate = {**deal.mandate, "consents": given}
        note_down(data, side=side)

    return consent


def steps(live: tuple[str, ...]) -> tuple[Step, ...]:
    """Return the broker's steps; they are open while the deal lives and leave it where it is."""
    sides = ((LICENSEE, Verb.DEAL_AS_LICENSEE), (LICENSOR, Verb.DEAL_AS_LICENSOR))
    told = tellings.short
    return (
        *(
            Step(
                f"consent_{side}",
                live,
                None,
                verb,
                guards=(has_broker,),
                effect=_consent(side),
                tells=told("broker_consent"),
            )
            for side, verb in sides
        ),
        Step(
            "accept_mandate",
            live,
            None,
            Verb.DEAL_AS_BROKER,
            guards=(role_known, not_accepted_yet, both_consented),
            effect=_accept,
            tells=tellings.letter("mandate_accepted"),
        ),
        Step(
            "decline_mandate",
            live,
            None,
            Verb.DEAL_AS_BROKER,
            guards=(not_accepted_yet,),
            effect=_decline,
            tells=tellings.letter("mandate_declined"),
        ),
        Step(
            "agree_commission",
            live,
            None,
            Verb.DEAL_AS_BROKER,
            guards=(mandate_accepted, commission_unconfirmed, commission_clear),
            effect=_agree,
            tells=tellings.letter("commission_agreed"),
        ),
        *(
            Step(
                f"confirm_commission_{side}",
                live,
                None,
                verb,
                guards=(commission_open, _payer_is(side)),
                effect=_confirm(side),
                tells=told("commission_confirmed"),
            )
            for side, verb in sides
        ),
    )
