"""The rules of taking an open licence, as guards: each returns a refusal with its rule's id, or None."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from portal.accounts.organisations import ENTERPRISE, INSTITUTE, UNIVERSITY, VERIFIED, Organisation
from portal.core import clock
from portal.core.calendar import add_months, roll_to_working_day
from portal.core.errors import RuleRefusal
from portal.core.numbers.uscc import is_valid_uscc
from portal.deals import terms
from portal.deals.models import Deal
from portal.listings.standing import last_day
from portal.openlicence.models import PILOT, WITHDRAWN, Statement
from portal.openlicence.rules import refuse
from portal.parameters import law as figures
from portal.patents.may.verdict import refusal_of
from portal.patents.tradability import first_refusal
from portal.patents.tradable import verdict
from portal.workflow.guards import guard

Data = Mapping[str, Any]
LICENSEE_KINDS = (ENTERPRISE, UNIVERSITY, INSTITUTE)
_ABROAD = ("香港", "澳门", "台湾", "境外", "海外")


def effective_at(notice_arrived_at: datetime, paid_at: datetime | None, due_at_start: int) -> datetime:
    """OL-17: the later of the notice's arrival and the payment due at the start; where nothing is due, the notice."""
    if due_at_start == 0 or paid_at is None:
        return notice_arrived_at
    return max(notice_arrived_at, paid_at)


def recordal_due(effective: datetime) -> date:
    """REC-01 with CAL-01 and CAL-02: months after the day of effect, rolled to a working day."""
    day = clock.day_of(effective)
    return roll_to_working_day(add_months(day, figures.current().on("recordal.months", day)))


def lapses_after(day: date, pay_by: date) -> date:
    """OL-17: return the last day on which a notice of `day` that is to be paid by `pay_by` may still be paid."""
    return max(pay_by, day + timedelta(days=figures.current().on("deal.notice_lapse_days", day)))


def statement_refusal(statement: Statement) -> RuleRefusal | None:
    """Return why nobody may take the licence now, or None: announced, statutory, its patent alive."""
    if statement.regime == PILOT:
        return refuse("OL-27", "deal.pilot")
    if statement.state == WITHDRAWN:
        return refuse("OL-21", "deal.statement_withdrawn")
    if statement.announced_on is not None:
        forbidden = first_refusal(verdict(statement.patent, "open_licence"), conditions=False)
        if forbidden is not None:
            return forbidden
    if not statement.can_be_accepted:
        return refuse("OL-28", "deal.not_announced")
    return None


def licensee_refusal(statement: Statement, licensee: Organisation) -> RuleRefusal | None:
    """Return why this organisation may not take the licence, or None."""
    if licensee.id == statement.owner_id:
        return refuse("OL-17", "deal.own_patent")
    if licensee.state != VERIFIED:
        return refuse("OL-18", "deal.licensee_unverified")
    if licensee.kind not in LICENSEE_KINDS:
        return refuse("OL-23", "deal.licensee_kind")
    if not is_valid_uscc(licensee.uscc) or licensee.region.startswith(_ABROAD):
        return refuse("OL-24", "deal.licensee_foreign")
    return None


@guard(
    "ABN-07",
    "FAM-01",
    "LS-05",
    "NUM-11",
    "OL-01",
    "OL-02",
    "OL-03",
    "OL-04",
    "OL-05",
    "OL-14",
    "OL-21",
    "OL-27",
    "OL-28",
)
def statement_open(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-16, OL-27, OL-28, LS-05: the statement can be accepted today."""
    return statement_refusal(_statement(deal))


@guard("OL-17", "OL-18", "OL-23", "OL-24")
def licensee_may(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-17, OL-18, OL-24: verified, not the owner, not from abroad."""
    return licensee_refusal(_statement(deal), deal.licensee)


@guard("OL-18")
def terms_unchanged(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-18: what was frozen is still what is announced."""
    if terms.digest(terms.freeze(_statement(deal))) != deal.terms_hash:
        return refuse("OL-18", "deal.terms_changed")
    return None


@guard("OL-30")
def terms_agreed(deal: Deal, data: Data) -> RuleRefusal | None:
    """OL-30: plain and legal terms were both shown in full and confirmed, these and no others."""
    shown = data.get("terms_hash") == deal.terms_hash
    if not (shown and data.get("plain_read") and data.get("legal_read")):
        return refuse("OL-30", "deal.terms_not_confirmed")
    return None


@guard("OL-18")
def signed(_deal: Deal, data: Data) -> RuleRefusal | None:
    """OL-18: somebody puts their name to the notice, in full acceptance."""
    if not str(data.get("signatory") or "").strip() or not data.get("consent"):
        return refuse("OL-18", "deal.notice_unsigned")
    return None


@guard("OL-17")
def amount_matches(deal: Deal, data: Data) -> RuleRefusal | None:
    """OL-17: exactly the announced amount settles it."""
    if (data.get("amount"), data.get("currency")) != (deal.due_at_start, deal.currency):
        return refuse("OL-17", "deal.wrong_amount")
    return None


@guard("OL-17")
def conditions_met(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-17: the notice has arrived and, where money is due at the start, it was paid."""
    if deal.notice_arrived_at is None or (deal.due_at_start > 0 and deal.paid_at is None):
        return refuse("OL-17", "deal.not_paid")
    return None


@guard("OL-21")
def before_withdrawal(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-21: only a licence that took effect before the withdrawal's announcement is protected."""
    withdrawn_on = _statement(deal).withdrawn_on
    if withdrawn_on is None or deal.notice_arrived_at is None:
        return None
    day = clock.day_of(effective_at(deal.notice_arrived_at, deal.paid_at, deal.due_at_start))
    return refuse("OL-21", "deal.statement_withdrawn") if day >= withdrawn_on else None


@guard("LS-05")
def within_life(deal: Deal, _data: Data) -> RuleRefusal | None:
    """LS-05, INV-03: the licence begins before statement and patent end, and not under a right that has ended already."""
    statement = _statement(deal)
    if statement.right_ended:
        return refuse("LS-05", "deal.patent_ended")
    last = licence_end(statement)
    if deal.notice_arrived_at is None or last is None:
        return None
    day = clock.day_of(effective_at(deal.notice_arrived_at, deal.paid_at, deal.due_at_start))
    return refuse("LS-05", "deal.patent_ended") if day > last else None


@guard("OL-17")
def has_lapsed(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-17: an unpaid notice lapses after its time, not before."""
    if deal.lapses_after is None or clock.today() <= deal.lapses_after:
        return refuse("OL-17", "deal.not_lapsed")
    return None


@guard("OL-14")
def has_ended(deal: Deal, _data: Data) -> RuleRefusal | None:
    """OL-14: a licence ends after its last day."""
    if deal.ends_on is None or clock.today() <= deal.ends_on:
        return refuse("OL-14", "deal.not_ended")
    return None


@guard("REC-03")
def receipt_given(deal: Deal, data: Data) -> RuleRefusal | None:
    """REC-03: a filing or a recordal is entered with the office's number and its day, which has come."""
    day = data.get("day")
    if not str(data.get("number") or "").strip() or day is None or day > clock.today():
        return refuse("REC-03", "deal.receipt_missing")
    first = date.fromisoformat(deal.recordal["filed_on"]) if deal.recordal.get("filed_on") else None
    if first is None and deal.effective_at is not None:
        first = clock.day_of(deal.effective_at)
    if first is not None and day < first:
        return refuse("REC-03", "deal.receipt_too_early", day=first.isoformat())
    return None


_OF_LATER_LICENCES = "LIC-09"


@guard("ABN-07", "FAM-01", "LS-05", "NUM-11", "REC-05")
def may_be_recorded(deal: Deal, data: Data) -> RuleRefusal | None:
    """REC-05, INV-04: neither today nor on the day of the filing is the fee late or the right held or ended.

    LIC-09 is not asked: an exclusive licence that was given later takes nothing from this one.
    """
    patent, day = _statement(deal).patent, data.get("day")
    for on in dict.fromkeys((day or clock.today(), clock.today())):
        for line in verdict(patent, "record_licence", on).blocking:
            if line.rule_id != _OF_LATER_LICENCES:
                return refusal_of(line)
    return None


def licence_end(statement: Statement) -> date | None:
    """Return the last day of a licence under the statement: its period, within the patent's life (INV-03)."""
    days = [day for day in (statement.period_to, _last_day(statement)) if day is not None]
    return min(days) if days else None


def _last_day(statement: Statement) -> date | None:
    return last_day(statement.patent)


def _statement(deal: Deal) -> Statement:
    if deal.statement is None:
        raise LookupError(f"deal {deal.id} has no statement")
    return deal.statement


@guard("OL-17")
def objection_given(_deal: Deal, data: Data) -> RuleRefusal | None:
    """OL-17: an objection says something; it never refuses the licence."""
    return None if str(data.get("text") or "").strip() else refuse("OL-17", "deal.objection_empty")
