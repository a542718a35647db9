"""What must be said and done before a patent is called out, handed over or left to lapse; no database here."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.accounts.organisations import INSTITUTE, UNIVERSITY
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.listings.standing import DEAD
from portal.reserve.models import PAYERS, PUBLIC, REASONS, SECRECIES, WAYS, Intention
from portal.reserve.timing import timing_of
from portal.workflow.guards import guard

Data = Mapping[str, Any]
Refusal = RuleRefusal | None
Guard = Callable[[Any, Data], Refusal]


def refuse(rule_id: str, code: str, **params: Any) -> RuleRefusal:
    """Return the refusal `code` under the rule."""
    return RuleRefusal(code, rule_id=rule_id, **params)


@guard("ABN-01")
def way_chosen(intention: Intention, _data: Data) -> Refusal:
    """ABN-01: a written declaration and stopping to pay are two things; the owner says which is meant."""
    return None if intention.way in WAYS else refuse("ABN-01", "rescue.way_missing")


@guard("ABN-07")
def patent_alive(intention: Intention, _data: Data) -> Refusal:
    """ABN-07: what has ended belongs to everybody and can be neither called out nor handed over."""
    if intention.patent.legal_status in DEAD:
        return refuse("ABN-07", "rescue.has_ended")
    return None


@guard("ABN-02")
def declared_by_owner(intention: Intention, _data: Data) -> Refusal:
    """ABN-02: only the owner gives a patent up."""
    if intention.patent.owner_id != intention.owner_id:
        return refuse("ABN-02", "rescue.not_the_owner")
    return None


@guard("ABN-02")
def co_owners_agree(intention: Intention, _data: Data) -> Refusal:
    """ABN-02: all owners sign, or nothing is given up."""
    if intention.co_owners not in ("none", "agreed"):
        code = "rescue.co_owners_undeclared" if not intention.co_owners else "rescue.co_owners_missing"
        return refuse("ABN-02", code)
    return None


@guard("ABN-03")
def undertaken(intention: Intention, _data: Data) -> Refusal:
    """ABN-03: no abandonment is filed before the calls are over."""
    return None if intention.undertaken else refuse("ABN-03", "rescue.undertaking_missing")


@guard("ABN-03")
def clock_known(intention: Intention, _data: Data) -> Refusal:
    """ABN-03: without a filing and a grant date nobody knows how long the patent can be saved."""
    if timing_of(intention.patent) is None:
        return refuse("ABN-03", "rescue.clock_unknown")
    return None


@guard("RSV-01")
def complete(intention: Intention, _data: Data) -> Refusal:
    """RSV-01: the form is filled in: reason, day, contact, authority, who pays, how secret it is."""
    day = intention.decided_on
    answers = (
        (intention.reason in REASONS, "reason"),
        (day is not None and day <= clock.today(), "decided_on"),
        (intention.fee_payer in PAYERS, "fee_payer"),
        (intention.secrecy in SECRECIES, "secrecy"),
        (bool(intention.contact), "contact"),
        (intention.authorised, "authorised"),
    )
    missing = next((name for given, name in answers if not given), None)
    return refuse("RSV-01", f"rescue.missing.{missing}") if missing else None


@guard("ABN-08")
def university_asked_first(intention: Intention, _data: Data) -> Refusal:
    """ABN-08: a university tells the inventors first and keeps its decision on record."""
    if intention.owner.kind not in (UNIVERSITY, INSTITUTE):
        return None
    told = intention.inventors_told_on
    if told is None or told > clock.today():
        return refuse("ABN-08", "rescue.inventors_not_told")
    return None if intention.decision_no else refuse("ABN-08", "rescue.decision_missing")


@guard("ABN-09")
def state_owner_decided(intention: Intention, _data: Data) -> Refusal:
    """ABN-09: a state-owned enterprise needs its own decision and a basis for the price, even for nothing."""
    if intention.state_owned and not (intention.decision_no and intention.pricing_basis):
        return refuse("ABN-09", "rescue.state_decision_missing")
    return None


@guard("ABN-04", "ABN-03")
def time_left(intention: Intention, _data: Data) -> Refusal:
    """ABN-04: a transfer is begun only while the register still has time, unless the fee is paid."""
    timing = timing_of(intention.patent)
    if timing is None:
        return refuse("ABN-03", "rescue.clock_unknown")
    if clock.today() > timing.limit:
        return refuse(
            "ABN-04", "rescue.too_late", limit=timing.limit.isoformat(), safe=timing.safe.isoformat()
        )
    return None


@guard("RSV-02")
def reason_given(_intention: Intention, data: Data) -> Refusal:
    """RSV-02: whoever decides says why."""
    return None if str(data.get("reason", "")).strip() else refuse("RSV-02", "rescue.reason_missing")


@guard("RSV-03")
def call_over(intention: Intention, _data: Data) -> Refusal:
    """RSV-03: each call has its days."""
    if intention.call_until is not None and clock.today() <= intention.call_until:
        return refuse("RSV-03", "rescue.call_running", until=intention.call_until.isoformat())
    return None


@guard("RSV-03")
def open_to_others(intention: Intention, _data: Data) -> Refusal:
    """RSV-03: where only the inventors were to be asked, nobody else is."""
    return refuse("RSV-03", "rescue.inventors_only") if intention.only_inventors else None


@guard("RSV-04")
def may_be_public(intention: Intention, _data: Data) -> Refusal:
    """RSV-04: an intention that the owner keeps among few is never called out publicly."""
    return None if intention.secrecy == PUBLIC else refuse("RSV-04", "rescue.kept_secret")


@guard("RSV-05")
def interest_chosen(intention: Intention, data: Data) -> Refusal:
    """RSV-05: the owner chooses one of the standing offers; nobody gets it by being first."""
    interest = data.get("interest")
    if interest is None or interest.intention_id != intention.id or interest.decision != "open":
        return refuse("RSV-05", "rescue.no_such_offer")
    return None


@guard("ABN-03")
def safe_day_passed(intention: Intention, _data: Data) -> Refusal:
    """ABN-03: nothing is lost before the last safe day is over."""
    if intention.last_safe_day is None or clock.today() <= intention.last_safe_day:
        return refuse("ABN-03", "rescue.not_lost")
    return None


@guard("ABN-07")
def has_ended(intention: Intention, _data: Data) -> Refusal:
    """ABN-07: only what has ended goes to the public."""
    if intention.patent.legal_status not in DEAD:
        return refuse("ABN-07", "rescue.still_in_force")
    return None


FORM: tuple[Guard, ...] = (
    declared_by_owner,
    patent_alive,
    way_chosen,
    complete,
    undertaken,
    clock_known,
    co_owners_agree,
    university_asked_first,
    state_owner_decided,
)
