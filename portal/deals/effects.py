"""What each step of the open-licence path does to the deal, in the transaction of the step."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core import clock
from portal.deals import files, right_facts, rules
from portal.deals.models import Deal, DealNote, Licence
from portal.extensions import db
from portal.jobs import queue
from portal.parameters import law as figures
from portal.workflow.engine import Data


def note_down(data: Data, **facts: Any) -> None:
    """Add to what the history keeps of the step."""
    record = data.get("record")
    if isinstance(record, dict):
        record.update(facts)


def terms_read(deal: Deal, _actor: Actor, data: Data) -> None:
    """Keep when the terms were confirmed, and which."""
    deal.terms_read_at = clock.now()
    note_down(data, terms_sha256=deal.terms_hash)


def notice_arrives(deal: Deal, actor: Actor, data: Data) -> None:
    """Set the notice; it arrives as it enters the owner's inbox, by the server's clock (OL-18, CAL-06)."""
    now = clock.now()
    document = files.make_notice(deal, str(data["signatory"]).strip(), data["role"], now, actor.actor_id)
    deal.notice_arrived_at = now
    note_down(
        data,
        sha256=document.blob,
        reference=document.data["reference"],
        arrived_at=now.isoformat(),
        address=document.data["address"],
        signatory=document.data["signatory"],
    )
    if deal.due_at_start > 0:
        _set_deadlines(deal)


def _set_deadlines(deal: Deal) -> None:
    if deal.notice_arrived_at is None:
        raise LookupError(f"deal {deal.id} has no notice")
    day = clock.day_of(deal.notice_arrived_at)
    deal.pay_by = day + timedelta(days=int(deal.terms["fee"]["due_days"]))
    deal.lapses_after = rules.lapses_after(day, deal.pay_by)
    after = clock.start_of(deal.lapses_after + clock.ONE_DAY)
    queue.enqueue("deals.lapse", {"deal_id": deal.id}, run_at=after)


def payment_settles(deal: Deal, _actor: Actor, data: Data) -> None:
    """Keep when and how the amount due at the start was paid."""
    deal.paid_at = data["paid_at"]
    deal.payment = {"method": data.get("method", ""), "reference": data.get("reference", "")}
    note_down(data, amount=deal.due_at_start, currency=deal.currency, paid_at=data["paid_at"].isoformat())


def takes_effect(deal: Deal, actor: Actor, data: Data) -> None:
    """Make the licence, its dates and the promise of its papers (OL-17, REC-01, INV-03)."""
    if deal.notice_arrived_at is None or deal.statement is None:
        raise LookupError(f"deal {deal.id} has no notice")
    effective = rules.effective_at(deal.notice_arrived_at, deal.paid_at, deal.due_at_start)
    deal.effective_at = effective
    deal.ends_on = rules.licence_end(deal.statement)
    deal.recordal_due = rules.recordal_due(effective)
    licence = Licence(
        deal_id=deal.id,
        patent_id=deal.statement.patent_id,
        statement_id=deal.statement_id,
        licensor_id=deal.licensor_id,
        licensee_id=deal.licensee_id,
        number=f"KX{clock.day_of(effective).year}{deal.id:06d}",
        effective_at=effective,
        ends_on=deal.ends_on,
        recordal_due=deal.recordal_due,
    )
    db.session.add(licence)
    db.session.flush()
    note_down(data, licence=licence.number, effective_at=effective.isoformat(), due=str(deal.recordal_due))
    refused = right_facts.licence_taken(licence, deal.statement.patent, deal.licensee.name_zh, actor)
    if refused:
        note_down(data, fact_refused=refused)
    _promise(deal)


def _promise(deal: Deal) -> None:
    payload = {"deal_id": deal.id}
    queue.enqueue("deals.papers", payload)
    if deal.recordal_due is not None:
        for days in figures.current().on("recordal.reminder_days", clock.today()):
            at = clock.start_of(deal.recordal_due - timedelta(days=days)) + timedelta(hours=9)
            if at > clock.now():
                queue.enqueue("deals.remind_recordal", payload, run_at=at)
    promise_end(deal)


def promise_end(deal: Deal) -> None:
    """Promise to end the licence on the day after its last one."""
    if deal.ends_on is not None:
        at = max(clock.start_of(deal.ends_on + clock.ONE_DAY), clock.now())
        queue.enqueue("deals.end", {"deal_id": deal.id}, run_at=at)


def closes(deal: Deal, _actor: Actor, _data: Data) -> None:
    """Keep when the deal was closed."""
    deal.closed_at = clock.now()


def fails(deal: Deal, actor: Actor, data: Data) -> None:
    """Close the deal and flag what was paid for a refund."""
    closes(deal, actor, data)
    deal.refund_due = deal.due_at_start if deal.paid_at is not None else 0
    note_down(data, refund_due=deal.refund_due, currency=deal.currency)


def recordal_filed(deal: Deal, _actor: Actor, data: Data) -> None:
    """Keep the receipt of the filing."""
    deal.recordal = {"receipt": data["number"], "filed_on": data["day"].isoformat()}
    note_down(data, **deal.recordal)


def recordal_confirmed(deal: Deal, actor: Actor, data: Data) -> None:
    """Keep the number under which the office recorded the licence, which also asks for the reduction (OL-19)."""
    entry = {"number": data["number"], "recorded_on": data["day"].isoformat()}
    deal.recordal = {**deal.recordal, **entry}
    note_down(data, **entry)
    licence = db.session.scalar(select(Licence).where(Licence.deal_id == deal.id))
    if licence is not None:
        right_facts.licence_recorded(licence, actor, data["number"], data["day"])


def objects(deal: Deal, actor: Actor, data: Data) -> None:
    """Keep the owner's objection as a note; nothing else changes (OL-17)."""
    if actor.actor_id is not None:
        db.session.add(DealNote(deal_id=deal.id, author_id=actor.actor_id, text=str(data["text"]).strip()))
    deal.updated_at = clock.now()
    note_down(data, text=str(data["text"]).strip())
