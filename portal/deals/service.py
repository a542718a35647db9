"""What may be done with deals: opened, moved, settled, ended; everything flushes and nothing commits."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.predicates import OFFICERS
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.errors import Forbidden, Stale
from portal.deals import brokers, rules, tellings, terms
from portal.deals.models import CLOSED, IN_EFFECT, Deal
from portal.deals.paths.open_licence import BEFORE_NOTICE, OPEN_LICENCE
from portal.extensions import db
from portal.listings.models import Listing
from portal.openlicence.fees import due_at_start
from portal.openlicence.models import Statement
from portal.workflow import history
from portal.workflow.engine import take, tell

MoneyWatch = Callable[[Deal], bool]
_money_watches: list[MoneyWatch] = []


def watch_money(watch: MoneyWatch) -> None:
    """Let a higher floor say whether money for a deal is under way, so that its notice does not lapse meanwhile."""
    if watch not in _money_watches:
        _money_watches.append(watch)


def live_acceptance(statement: Statement, licensee: Organisation) -> Deal | None:
    """Return the licensee's deal under this statement that is not closed, or None."""
    wanted = select(Deal).where(
        Deal.statement_id == statement.id, Deal.licensee_id == licensee.id, Deal.state.not_in(CLOSED)
    )
    return db.session.scalar(wanted)


def open_acceptance(
    statement: Statement, licensee: Organisation, actor: Actor, listing: Listing | None = None
) -> Deal:
    """Begin taking the licence, or return the acceptance that is already under way.

    Raises Forbidden where the actor may not act for the licensee, RuleRefusal where a rule forbids it. A second
    acceptance at the same instant is stopped by a unique index.
    """
    require(Verb.DEAL_OPEN, None, actor)
    if not actor.organisations.get(licensee.id, frozenset()) & OFFICERS:
        raise Forbidden("error.forbidden")
    refusal = rules.statement_refusal(statement) or rules.licensee_refusal(statement, licensee)
    if refusal is not None:
        raise refusal
    known = live_acceptance(statement, licensee)
    return known if known is not None else _open(statement, licensee, actor, listing)


def _open(statement: Statement, licensee: Organisation, actor: Actor, listing: Listing | None) -> Deal:
    frozen = terms.freeze(statement)
    broker = brokers.broker_for(listing, licensee) if listing is not None else None
    deal = Deal(
        state=OPEN_LICENCE.initial,
        statement_id=statement.id,
        listing_id=listing.id if listing is not None else None,
        broker_id=broker[0] if broker else None,
        broker_side=broker[1] if broker else None,
        licensor_id=statement.owner_id,
        licensee_id=licensee.id,
        opened_by_id=actor.actor_id,
        terms=frozen,
        terms_hash=terms.digest(frozen),
        currency=statement.currency,
        due_at_start=due_at_start(statement),
    )
    db.session.add(deal)
    db.session.flush()
    record = {"terms_sha256": deal.terms_hash, "statement_no": statement.statement_no}
    history.record(deal, "opened", actor, to_state=deal.state, detail=record)
    tellings.put_notices(deal, "opened")
    return deal


def confirm_terms(deal: Deal, actor: Actor, terms_hash: str, version: int | None = None) -> None:
    """Confirm that the plain and the legal terms with this hash were read in full."""
    data = {"terms_hash": terms_hash, "plain_read": True, "legal_read": True, "record": {}}
    take(OPEN_LICENCE, deal, "confirm_terms", actor, version=version, data=data)


def send_notice(
    deal: Deal, actor: Actor, signatory: str, role: str = "authorised", version: int | None = None
) -> None:
    """Give the written notice; where nothing is due at the start the licence takes effect with its arrival (OL-17)."""
    data = {"signatory": signatory, "role": role, "consent": True, "record": {}}
    take_step(deal, "send_notice", actor, data, version)


def take_step(
    deal: Deal, name: str, actor: Actor, data: dict[str, object], version: int | None = None
) -> None:
    """Take any step of the deal's path, and the portal's own step that follows from it."""
    take(OPEN_LICENCE, deal, name, actor, version=version, data=data)
    if name == "send_notice" and deal.due_at_start == 0:
        take(OPEN_LICENCE, deal, "take_effect", SYSTEM, data={"record": {}})


def payment_settled(
    deal: Deal,
    amount: int,
    currency: str,
    paid_at: datetime,
    actor: Actor = SYSTEM,
    *,
    method: str = "",
    reference: str = "",
) -> bool:
    """Take note that what is due at the start was paid, in minor units of `currency`, at `paid_at`.

    True where the licence is in effect afterwards. Money for a closed deal is flagged for a refund. `method` is a
    code of `payment.method`. Safe to repeat. Raises RuleRefusal (OL-17) where the amount is not the announced one,
    Stale where no notice was given yet.
    """
    db.session.refresh(deal, with_for_update=True)
    if deal.effective_at is not None:
        return True
    if deal.state in BEFORE_NOTICE:
        raise Stale
    if deal.state != "notice_sent":
        return _came_late(deal, amount, actor)
    data = {"amount": amount, "currency": currency, "paid_at": paid_at, "method": method}
    take(OPEN_LICENCE, deal, "settle_payment", actor, data={**data, "reference": reference, "record": {}})
    late = rules.before_withdrawal(deal, {}) or rules.within_life(deal, {})
    if late is not None:
        fail(deal, late.code)
        return False
    take(OPEN_LICENCE, deal, "take_effect", SYSTEM, data={"record": {}})
    return True


def _came_late(deal: Deal, amount: int, actor: Actor) -> bool:
    if deal.refund_due == 0:
        deal.refund_due = amount
        detail = {"refund_due": amount, "currency": deal.currency}
        history.record(
            deal, "money_came_late", actor, from_state=deal.state, to_state=deal.state, detail=detail
        )
        tellings.put_notices(deal, "money_came_late")
        tell(tellings.letters(deal, "money_came_late"))
    return False


def fail(deal: Deal, reason: str) -> None:
    """End a deal that can no longer take effect; what was paid is flagged for a refund."""
    take(OPEN_LICENCE, deal, "fail", SYSTEM, data={"record": {"reason": reason}})


def statement_ended(statement: Statement) -> None:
    """Fail every deal under a statement that ended before they took effect; the others stay (OL-21, INV-11)."""
    deals = select(Deal).where(Deal.statement_id == statement.id, Deal.state.not_in(CLOSED)).with_for_update()
    for deal in db.session.scalars(deals):
        if deal.state not in IN_EFFECT:
            fail(deal, "deal.statement_withdrawn" if statement.withdrawn_on else "deal.statement_expired")
        elif rules.before_withdrawal(deal, {}) is not None:
            detail = {"withdrawn_on": str(statement.withdrawn_on)}
            history.record(
                deal, "effect_in_doubt", SYSTEM, from_state=deal.state, to_state=deal.state, detail=detail
            )
            tell(tellings.letters(deal, "effect_in_doubt"))


def lapse_if_unpaid(deal: Deal) -> datetime | None:
    """Let an unpaid notice lapse once its time is over; return when to look again where money is under way."""
    if deal.state != "notice_sent" or rules.has_lapsed(deal, {}) is not None:
        return None
    if any(watch(deal) for watch in _money_watches):
        return clock.start_of(clock.today() + clock.ONE_DAY)
    take(OPEN_LICENCE, deal, "lapse", SYSTEM)
    return None
