"""What the worker does for deals: papers, deadlines, reminders, and the end of a statement."""

from typing import Any

from portal.access.actors import SYSTEM
from portal.deals import files, rules, service, tellings
from portal.deals.effects import promise_end
from portal.deals.models import Deal
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.handlers import Held, handles
from portal.openlicence.models import ENDED, Statement
from portal.workflow import history
from portal.workflow.engine import take, tell


def _held(payload: dict[str, Any]) -> Deal | None:
    """Return the deal, held until the transaction ends, so that a deadline and a payment queue up."""
    return db.session.get(Deal, payload["deal_id"], with_for_update=True, populate_existing=True)


@handles("deals.papers")
def papers(payload: dict[str, Any], _job: Held) -> None:
    """Make the proof and the checklist, once each, and say where they are."""
    deal = _held(payload)
    if deal is None or not deal.in_effect or files.made(deal, "recordal") is not None:
        return
    proof = files.make_proof(deal)
    checklist = files.make_checklist(deal)
    detail = {"proof_sha256": proof.blob, "checklist_sha256": checklist.blob}
    history.record(deal, "papers_made", SYSTEM, from_state=deal.state, to_state=deal.state, detail=detail)
    tellings.put_notices(deal, "papers_made")
    tell(tellings.letters(deal, "papers_made"))


@handles("deals.lapse")
def lapse(payload: dict[str, Any], _job: Held) -> None:
    """Let an unpaid notice lapse, or look again tomorrow while money is under way."""
    deal = _held(payload)
    again = service.lapse_if_unpaid(deal) if deal is not None else None
    if again is not None:
        queue.enqueue("deals.lapse", payload, run_at=again)


@handles("deals.statement_ended")
def statement_ended(payload: dict[str, Any], _job: Held) -> None:
    """Fail the deals that had not taken effect when their statement ended."""
    statement = db.session.get(Statement, payload["statement_id"])
    if statement is not None and statement.state in ENDED:
        service.statement_ended(statement)


@handles("deals.remind_recordal")
def remind_recordal(payload: dict[str, Any], _job: Held) -> None:
    """Remind both sides of the recordal while it is not filed."""
    deal = _held(payload)
    if deal is not None and deal.state == "licensed" and not deal.frozen:
        tellings.put_notices(deal, "recordal_reminder")
        tell(tellings.letters(deal, "recordal_reminder"))


@handles("deals.end")
def end(payload: dict[str, Any], _job: Held) -> None:
    """End the licence after its last day."""
    deal = _held(payload)
    if deal is not None and deal.in_effect and rules.has_ended(deal, {}) is None:
        take(OPEN_LICENCE, deal, "end", SYSTEM)
    elif deal is not None and deal.in_effect:
        promise_end(deal)
