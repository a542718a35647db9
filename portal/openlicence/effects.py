"""What a step of a statement changes besides its state, in the same transaction."""

from typing import Any

from portal.access.actors import Actor
from portal.core import clock
from portal.jobs import queue
from portal.listings import standing
from portal.openlicence import eligibility, notices, queries, terms
from portal.openlicence.models import PILOT, Statement
from portal.patents.facts import service as facts
from portal.workflow.engine import Data

GAZETTE, PLATFORM = "gazette", "platform"  # what tells of a statement: a pilot has no gazette (OL-27)


def show(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Show it to everybody as intended (OL-28)."""
    statement.intended = True
    queries.refresh_search(statement)


def hide(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Show it to nobody outside any more."""
    statement.intended = False
    queries.refresh_search(statement)


def sign(statement: Statement, _actor: Actor, data: Data) -> None:
    """Lock the text under its hash (OL-15)."""
    statement.text_hash = terms.hash_of(statement)
    statement.signed_at = clock.now()
    statement.signed_by, statement.signed_as = data["signed_by"].strip(), data["signed_as"].strip()
    statement.returned_reason = ""


def reopen(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Unlock the text; a posted notice is taken down."""
    _unlock(statement)
    notices.close(statement, notices.TAKEN_DOWN)


def publicise(statement: Statement, _actor: Actor, data: Data) -> None:
    """Post the notice of the decided price (UNI-04)."""
    notices.post(
        statement,
        decided_on=data["decided_on"],
        decided_by=data["decided_by"].strip(),
        decision_no=str(data.get("decision_no") or "").strip(),
    )


def conclude(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Note that the notice was public for its whole time."""
    notices.close(statement, notices.DONE)


def file(statement: Statement, _actor: Actor, data: Data) -> None:
    """Keep the office's receipt."""
    statement.filed_on, statement.receipt_no = data["filed_on"], data["receipt_no"].strip()
    statement.receipt_blob = data["evidence"]
    statement.receipt_filename = data.get("evidence_filename", "")


def take_back(statement: Statement, _actor: Actor, data: Data) -> None:
    """Keep why the office returned it, and unlock the text for the correction."""
    _unlock(statement)
    statement.returned_reason = data["reason"].strip()
    statement.filed_on, statement.receipt_no, statement.receipt_blob = None, "", None


def _unlock(statement: Statement) -> None:
    statement.text_hash = statement.signed_at = None
    statement.signed_by = statement.signed_as = ""


def announce(statement: Statement, actor: Actor, data: Data) -> None:
    """Mirror the announcement, freeze what was announced, and promise to look when it ends.

    Raises InputError where another statement has the number.
    """
    queries.require_free_number(statement, data["statement_no"])
    statement.statement_no = data["statement_no"]
    statement.announced_on = data["announced_on"]
    statement.evidence_blob = data["evidence"]
    statement.evidence_filename = data.get("evidence_filename", "")
    statement.announced_terms = terms.freeze(statement)
    statement.announced_hash = terms.digest(statement.announced_terms)
    promise_expiry(statement)
    queries.refresh_search(statement)
    facts.record(
        statement.patent,
        "ol_announced",
        actor,
        happened_on=data["announced_on"],
        source=_source(statement),
        evidence=data["evidence"],
        evidence_filename=statement.evidence_filename,
        data=_announced_fact(statement),
    )


def _source(statement: Statement) -> str:
    return PLATFORM if statement.regime == PILOT else GAZETTE


def _announced_fact(statement: Statement) -> dict[str, Any]:
    days = {"from": statement.period_from, "period_to": statement.period_to}
    return {
        "statement_no": statement.statement_no,
        "regime": statement.regime,
        **{name: day for name, day in days.items() if day is not None},
    }


def announce_hindered(statement: Statement, actor: Actor, data: Data) -> None:
    """Mirror the announcement of a statement that must be withdrawn at once (OL-22)."""
    announce(statement, actor, data)
    hinder(statement, actor, data)


def hinder(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Keep what forces the withdrawal; nobody can take the licence while it stands (OL-22)."""
    note_hindrance(statement)
    queries.refresh_search(statement)


def note_hindrance(statement: Statement) -> None:
    """Write down the first hindrance, or that there is none."""
    first = next(iter(eligibility.hindrances(statement)), None)
    if first is None or first.code != statement.hindrance:
        statement.hindered_on = clock.today() if first else None
    statement.hindrance = first.code if first else None
    statement.hindrance_params = dict(first.params) if first else {}
    statement.hindrance_rule = first.rule_id if first else None


def cure(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Forget what is cured."""
    statement.hindrance = statement.hindrance_rule = statement.hindered_on = None
    statement.hindrance_params = {}
    queries.refresh_search(statement)


def file_withdrawal(statement: Statement, _actor: Actor, data: Data) -> None:
    """Keep why and when the withdrawal was filed (OL-21)."""
    statement.withdrawal_reason = data["reason"].strip()
    statement.withdrawal_filed_on = data["withdrawal_filed_on"]
    statement.withdrawal_receipt_no = str(data.get("receipt_no") or "").strip()


def refuse_withdrawal(statement: Statement, _actor: Actor, data: Data) -> None:
    """Keep why the office refused the withdrawal, and what hinders the statement now."""
    statement.ended_reason = data["reason"].strip()
    statement.withdrawal_filed_on = None
    note_hindrance(statement)
    queries.refresh_search(statement)


def withdraw(statement: Statement, actor: Actor, data: Data) -> None:
    """Mirror the announced end, and promise that deals which have not taken effect fail (OL-21)."""
    statement.withdrawn_on = data["withdrawn_on"]
    statement.withdrawal_blob = data["evidence"]
    statement.withdrawal_filename = data.get("evidence_filename", "")
    statement.ended_reason = str(data.get("reason") or "").strip()
    _end(statement)
    facts.record(
        statement.patent,
        "ol_withdrawn",
        actor,
        happened_on=data["withdrawn_on"],
        source=_source(statement),
        evidence=data["evidence"],
        evidence_filename=statement.withdrawal_filename,
        data={"statement_no": statement.statement_no},
    )


def expire(statement: Statement, _actor: Actor, _data: Data) -> None:
    """Let the deals that have not taken effect fail."""
    _end(statement)


def _end(statement: Statement) -> None:
    queue.enqueue("deals.statement_ended", {"statement_id": statement.id})
    queries.refresh_search(statement)


def promise_expiry(statement: Statement) -> None:
    """Promise to look at the statement on the day after it ends."""
    ends = (statement.period_to, standing.last_day(statement.patent))
    known = [day for day in ends if day is not None]
    if known:
        after = clock.start_of(min(known) + clock.ONE_DAY)
        queue.enqueue("openlicence.expire", {"statement_id": statement.id}, run_at=after)
