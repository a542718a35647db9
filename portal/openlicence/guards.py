"""What must hold at each step from the signature to the end of a statement: proofs, consents, publicity, receipts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.openlicence import consents, eligibility, notices, publicity, terms
from portal.openlicence.models import FILED, IN_PUBLICITY, LIVE, READY, SIGNED, STATUTORY, Statement
from portal.openlicence.records import DECLARE, WITHDRAW
from portal.openlicence.rules import refuse
from portal.patents.facts.service import last_assignment
from portal.workflow.guards import guard

Data = Mapping[str, Any]
Refusal = RuleRefusal | None
Guard = Callable[[Any, Data], Refusal]
MAY_HINDER = ("ABN-07", "FAM-01", "LS-05", "NUM-11", "OL-01", "OL-02", "OL-03", "OL-04", "OL-05", "OL-14")


@guard(*MAY_HINDER)
def right_is_free(statement: Statement, _data: Data) -> Refusal:
    """OL-01 to OL-05, NUM-11, LS-05: nothing about the patent forbids an open licence today (INV-04)."""
    return next(iter(eligibility.hindrances(statement)), None)


@guard("OL-07")
def undertaken(statement: Statement, _data: Data) -> Refusal:
    """OL-07: the patentee confirms in writing that nothing of OL-05 applies."""
    return None if statement.undertaking else refuse("OL-07", "statement.undertaking_missing")


@guard("OL-02", "OL-05")
def all_agree(statement: Statement, _data: Data) -> Refusal:
    """OL-02, OL-05, INV-15: every co-owner, and the pledgee, agreed to exactly these terms."""
    return consents.refusal(statement, DECLARE)


def _unrivalled(statement: Statement, rivals: tuple[str, ...]) -> Refusal:
    """OL-21: a price changes by withdrawing and declaring anew, so no other statement of the patent is so far."""
    others = select(Statement.id).where(
        Statement.patent_id == statement.patent_id,
        Statement.id != statement.id,
        Statement.regime == STATUTORY,
        Statement.state.in_(rivals),
    )
    there = statement.regime == STATUTORY and db.session.scalar(others.limit(1)) is not None
    return refuse("OL-21", "statement.another") if there else None


@guard("OL-21")
def only_one_on_its_way(statement: Statement, _data: Data) -> Refusal:
    """OL-21: nothing is signed beside another that is signed."""
    return _unrivalled(statement, (SIGNED, IN_PUBLICITY, READY, FILED, *LIVE))


@guard("OL-21")
def only_one_in_force(statement: Statement, _data: Data) -> Refusal:
    """OL-21: nothing is filed beside another that is filed."""
    return _unrivalled(statement, (FILED, *LIVE))


@guard("OL-21")
def only_one_announced(statement: Statement, _data: Data) -> Refusal:
    """OL-21: nothing is announced beside another in force; that one's withdrawal is entered first."""
    return _unrivalled(statement, LIVE)


@guard("OL-15")
def signature_given(_statement: Statement, data: Data) -> Refusal:
    """OL-15: somebody with a name and a position signs for the patentee, as the representative of all."""
    named = str(data.get("signed_by") or "").strip() and str(data.get("signed_as") or "").strip()
    return None if named else refuse("OL-15", "statement.unsigned")


@guard("OL-15")
def text_unchanged(statement: Statement, _data: Data) -> Refusal:
    """OL-15: what was signed is still what is written."""
    same = statement.text_hash == terms.hash_of(statement)
    return None if same else refuse("OL-15", "statement.changed_after_signing")


@guard("UNI-01", "UNI-14")
def decision_recorded(statement: Statement, data: Data) -> Refusal:
    """UNI-01: the unit itself decided on the price, on a day that has come, before it is publicised."""
    if not publicity.is_needed(statement.owner):
        return refuse("UNI-14", "statement.publicity_not_needed")
    day = data.get("decided_on")
    if not str(data.get("decided_by") or "").strip() or day is None or day > clock.today():
        return refuse("UNI-01", "statement.undecided")
    return None


@guard("UNI-06")
def objections_decided(statement: Statement, _data: Data) -> Refusal:
    """UNI-06: nobody waits for a decision, and no objection to this very price was upheld; a new notice changes neither."""
    against = notices.against_price(statement)
    if any(objection.decided_at is None for objection in against):
        return refuse("UNI-06", "statement.objection_open")
    if any(objection.upheld for objection in against):
        return refuse("UNI-06", "statement.objection_upheld")
    return None


@guard("UNI-04")
def publicity_over(statement: Statement, _data: Data) -> Refusal:
    """UNI-04: the days of the notice are over."""
    notice = notices.running(statement)
    if notice is None:
        return refuse("UNI-04", "statement.publicity_missing")
    last = notices.last_day(notice)
    if last is not None and clock.today() <= last:
        return refuse("UNI-04", "statement.publicity_running", last=last.isoformat())
    return None


@guard("UNI-14")
def publicity_settled(statement: Statement, _data: Data) -> Refusal:
    """UNI-07, UNI-14, INV-09: no publicity is needed, or this very price has been public for its time."""
    if not publicity.is_needed(statement.owner) or notices.finished_for_price(statement) is not None:
        return None
    return refuse("UNI-14", "statement.publicity_needed")


@guard("UNI-04")
def filed_after_publicity(statement: Statement, data: Data) -> Refusal:
    """UNI-04, INV-09: what needs publicity is filed on a day after its last one."""
    day = data.get("filed_on")
    if day is None or not publicity.is_needed(statement.owner):
        return None
    notice = notices.finished_for_price(statement)
    last = notices.last_day(notice) if notice is not None else None
    if last is not None and day <= last:
        return refuse("UNI-04", "statement.filed_in_publicity", last=last.isoformat())
    return None


@guard("BRK-11")
def receipt_given(statement: Statement, data: Data) -> Refusal:
    """BRK-11: the holder or a licensed agency filed it, and enters the office's receipt."""
    number, day = str(data.get("receipt_no") or "").strip(), data.get("filed_on")
    if not number or day is None or not data.get("evidence"):
        return refuse("BRK-11", "statement.receipt_missing")
    signed = clock.day_of(statement.signed_at) if statement.signed_at is not None else None
    if day > clock.today() or (signed is not None and day < signed):
        return refuse("BRK-11", "statement.receipt_date")
    return None


@guard("OL-08")
def reason_given(_statement: Statement, data: Data) -> Refusal:
    """OL-08: what comes back, or ends, comes with a reason."""
    return None if str(data.get("reason") or "").strip() else refuse("OL-08", "statement.reason_missing")


@guard("INV-14")
def announced_after_filing(statement: Statement, data: Data) -> Refusal:
    """INV-14: the announcement follows the filing."""
    day = data.get("announced_on")
    if isinstance(day, date) and statement.filed_on is not None and day < statement.filed_on:
        return refuse("INV-14", "statement.announced_before_filing")
    return None


@guard("INV-02")
def announced_after_title(statement: Statement, data: Data) -> Refusal:
    """INV-02: what was announced before the right came to its present owner was withdrawn before it came."""
    day = data.get("announced_on")
    title = last_assignment(statement.patent)
    if isinstance(day, date) and title is not None and day < title:
        return refuse("INV-02", "statement.announced_before_title", day=title.isoformat())
    return None


@guard("OL-22")
def is_hindered(statement: Statement, _data: Data) -> Refusal:
    """OL-22: the portal itself takes the statement off only where a rule hinders it."""
    return None if eligibility.hindrances(statement) else refuse("OL-22", "statement.not_hindered")


@guard("OL-21")
def withdrawal_grounded(_statement: Statement, data: Data) -> Refusal:
    """OL-21: in writing, unconditional, with a reason and the day on which it was filed."""
    day = data.get("withdrawal_filed_on")
    if not str(data.get("reason") or "").strip() or day is None or day > clock.today():
        return refuse("OL-21", "statement.withdrawal_reason")
    return None


@guard("OL-21")
def all_agree_to_withdraw(statement: Statement, _data: Data) -> Refusal:
    """OL-21, INV-15: every co-owner agreed to the withdrawal."""
    return consents.refusal(statement, WITHDRAW)


SIGNING: tuple[Guard, ...] = (only_one_on_its_way, right_is_free, undertaken, all_agree)
SETTLED: tuple[Guard, ...] = (publicity_settled, objections_decided)
FILING: tuple[Guard, ...] = (only_one_in_force, right_is_free, text_unchanged, all_agree, *SETTLED)
