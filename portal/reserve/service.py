"""What may be done with intentions: declared, completed, decided, offered for and agreed. Flushes, never commits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.accounts.organisations import VERIFIED, Organisation
from portal.core import clock
from portal.core.errors import Forbidden, InputError, RuleRefusal, Stale
from portal.extensions import db
from portal.patents.models import Patent
from portal.reserve import books, inventors, tellings
from portal.reserve.account_models import Reserve
from portal.reserve.lifecycle import DECLARABLE, INTENTION
from portal.reserve.models import (
    CALL_MATCHED,
    CALL_PUBLIC,
    INTENT,
    OPEN,
    TAKEN_BACK,
    WATCHED,
    Intention,
    Interest,
)
from portal.reserve.takeover_models import FAILED, Takeover
from portal.workflow import history
from portal.workflow.engine import take

FIELDS = frozenset(
    [
        "way",
        "reason",
        "note",
        "decided_on",
        "ask_fen",
        "fee_payer",
        "warranties",
        "secrecy",
        "contact",
        "authorised",
        "undertaken",
        "co_owners",
        "licensees",
        "service_invention",
        "inventors_told_on",
        "state_owned",
        "decision_no",
        "pricing_basis",
        "only_inventors",
    ]
)


def live_of(patent: Patent) -> Intention | None:
    """Return the live intention for the patent, or None."""
    wanted = select(Intention).where(Intention.patent_id == patent.id, Intention.state.in_(WATCHED))
    return db.session.scalars(wanted).first()


def declare_intention(
    owner: Organisation,
    patents: Sequence[Patent],
    actor: Actor,
    *,
    reason: str,
    ask_price_fen: int = 0,
    inventors_of: Sequence[tuple[str, str]] = (),
    **fields: Any,
) -> list[Intention]:
    """Note the intention to abandon each patent, as drafts that the owner completes; a repetition makes none twice.

    `inventors_of` are (name, e-mail). Raises NotFound or Forbidden where the actor may not act for `owner`,
    RuleRefusal for another's patent.
    """
    require(Verb.RESCUE_DECLARE, owner, actor)
    made = []
    for patent in patents:
        if patent.owner_id != owner.id:
            raise RuleRefusal("rescue.not_the_owner", rule_id="ABN-02")
        if live_of(patent) is None:
            made.append(_draft(owner, patent, actor, {**fields, "reason": reason, "ask_fen": ask_price_fen}))
    for intention in made:
        inventors.put(intention, inventors_of)
    return made


def _draft(owner: Organisation, patent: Patent, actor: Actor, fields: dict[str, Any]) -> Intention:
    intention = Intention(patent_id=patent.id, owner_id=owner.id, created_by_id=actor.actor_id)
    _set(intention, {"decided_on": clock.today(), **fields})
    db.session.add(intention)
    db.session.flush()
    history.record(intention, "noted", actor, to_state=intention.state)
    return intention


def offer_to_inventors(patents: Sequence[Patent], actor: Actor) -> list[Intention]:
    """Note for each patent that it is to be offered to its inventors and to nobody else."""
    made: list[Intention] = []
    for patent in patents:
        if patent.owner is not None:
            made += declare_intention(patent.owner, [patent], actor, reason="other", only_inventors=True)
    return made


def _set(intention: Intention, fields: dict[str, Any]) -> None:
    unknown = set(fields) - FIELDS
    if unknown:
        raise ValueError(f"{sorted(unknown)} are no fields of an intention")
    for name, value in fields.items():
        setattr(intention, name, value)


def complete(
    intention: Intention,
    actor: Actor,
    *,
    inventors_of: Sequence[tuple[str, str]] = (),
    version: int | None = None,
    **fields: Any,
) -> None:
    """Fill an intention in and send it to the screening. Raises RuleRefusal with the first rule that is not met."""
    require(Verb.RESCUE_DECLARE, intention, actor)
    if intention.state != INTENT or (version is not None and version != intention.version):
        raise Stale
    _set(intention, fields)
    inventors.put(intention, inventors_of)
    take(INTENTION, intention, "screen", actor)


def obstacles(intention: Intention) -> list[RuleRefusal]:
    """Return every reason why the intention may not be declared yet, each with its rule."""
    answers = (guard(intention, {}) for guard in DECLARABLE)
    return [answer for answer in answers if answer is not None]


def decide(
    intention: Intention, actor: Actor, decision: str, reason: str, version: int | None = None
) -> None:
    """Rescue, offer to the inventors, or let go, as a reviewer decides with a reason."""
    data = {"reason": reason, "record": {"reason": reason[:300]}}
    take(INTENTION, intention, decision, actor, version=version, data=data)


def offer(
    intention: Intention,
    organisation: Organisation,
    actor: Actor,
    *,
    offer_fen: int = 0,
    fee_payer: str = "taker",
    grant_back: bool = False,
    message: str = "",
    as_reserve: bool = False,
) -> Interest:
    """Say on which terms the organisation would take the patent over; standing offers wait for the owner's choice.

    Raises RuleRefusal for an unverified organisation, the owner, a call that is not open, or a budget ceiling.
    """
    require(Verb.RESCUE_DECLARE, organisation, actor)
    if not may_offer(intention, organisation):
        raise RuleRefusal("rescue.not_called", rule_id="RSV-05")
    if standing_offer(intention, organisation) is not None:
        raise RuleRefusal("rescue.offered_already", rule_id="RSV-05")
    reserve = reserve_of(organisation) if as_reserve else None
    if as_reserve and reserve is None:
        raise Forbidden("reserve.none")
    if reserve is not None:
        books.affordable(reserve, offer_fen, patent_id=intention.patent_id)
    interest = Interest(
        organisation_id=organisation.id,
        reserve_id=reserve.id if reserve else None,
        user_id=actor.actor_id,
        name=organisation.name_zh,
        offer_fen=offer_fen,
        fee_payer=fee_payer,
        grant_back=grant_back,
        message=message,
    )
    intention.interests.append(interest)
    detail = {"by": organisation.public_id, "fen": offer_fen}
    history.record(
        intention, "offered", actor, from_state=intention.state, to_state=intention.state, detail=detail
    )
    tellings.say(intention, "offered", tellings.people_of(intention.owner_id))
    return interest


def may_offer(intention: Intention, organisation: Organisation) -> bool:
    """Whether the organisation may offer now: a verified one that is called, or anybody once the call is public."""
    if organisation.id == intention.owner_id or organisation.state != VERIFIED:
        return False
    if intention.state == CALL_PUBLIC:
        return True
    return intention.state == CALL_MATCHED and organisation.id in intention.invited_ids


def standing_offer(intention: Intention, organisation: Organisation) -> Interest | None:
    """Return the organisation's offer that the owner can still accept, or None."""
    mine = (one for one in intention.interests if one.organisation_id == organisation.id)
    return next((one for one in mine if one.decision == OPEN), None)


def take_back(interest: Interest, actor: Actor) -> None:
    """Take an offer back before it is accepted. Raises Stale after that."""
    if interest.organisation is None or not can(actor, Verb.RESCUE_DECLARE, interest.organisation):
        raise Forbidden("error.forbidden")
    if interest.decision != OPEN:
        raise Stale
    interest.decision, interest.decided_at = TAKEN_BACK, clock.now()


def agree(intention: Intention, interest: Interest, actor: Actor, version: int | None = None) -> Takeover:
    """Accept one offer, as the owner chooses, and begin its takeover."""
    if interest.intention_id != intention.id:
        raise InputError("rescue.no_such_offer")
    record = {"interest": interest.public_id, "fen": interest.offer_fen}
    take(INTENTION, intention, "agree", actor, version=version, data={"interest": interest, "record": record})
    return current_takeover(intention)


def current_takeover(intention: Intention) -> Takeover:
    """Return the takeover that has not failed. Raises where there is none."""
    wanted = select(Takeover).where(Takeover.intention_id == intention.id, Takeover.state != FAILED)
    return db.session.scalars(wanted).one()


def takeover_of(intention: Intention) -> Takeover | None:
    """Return the takeover that has not failed, or None."""
    wanted = select(Takeover).where(Takeover.intention_id == intention.id, Takeover.state != FAILED)
    return db.session.scalars(wanted).first()


def reserve_of(organisation: Organisation) -> Reserve | None:
    """Return the reserve that the organisation keeps, or None."""
    return db.session.scalar(select(Reserve).where(Reserve.owner_id == organisation.id))
