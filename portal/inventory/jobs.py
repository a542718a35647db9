"""What the worker does for the inventory: fills large rounds, writes many letters, reminds before the due day."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.core import clock
from portal.extensions import db
from portal.inventory import batching, exporting, filling, links, service, waiting
from portal.inventory.batches import Batch
from portal.inventory.models import ASKED, OPEN, Inventor, Item, Round
from portal.inventory.tables import DONE, Export
from portal.jobs.handlers import Held, handles
from portal.jobs.rounds import every_day
from portal.parameters import law


@handles(filling.JOB)
def fill(payload: dict[str, Any], held: Held) -> None:
    """Make the items of a round, a chunk at a time."""
    round_ = db.session.get(Round, payload["round_id"])
    if round_ is None:
        return
    for _ in filling.fill(round_, payload["patent_ids"]):
        held.checkpoint()


@handles("inventory.ask")
def ask(payload: dict[str, Any], held: Held) -> None:
    """Write to everybody of a round who was not written to yet today."""
    actor = db.session.get_one(User, payload["user_id"])
    ids = list(
        db.session.scalars(
            select(Inventor.id).where(Inventor.round_id == payload["round_id"]).order_by(Inventor.id)
        )
    )
    for inventor_id in ids:
        inventor = db.session.get_one(Inventor, inventor_id)
        if inventor.asked_at is None or clock.day_of(inventor.asked_at) != clock.today():
            service.ask([inventor], actor)
        held.checkpoint()


@handles(exporting.JOB)
def export(payload: dict[str, Any], held: Held) -> None:
    """Write a workbook; one that is there already stays."""
    found = db.session.get(Export, payload["export_id"])
    if found is None or found.status == DONE:
        return
    for _ in exporting.write(found):
        held.checkpoint()


@handles(batching.JOB)
def work(payload: dict[str, Any], held: Held) -> None:
    """Try or do an act over many things, a chunk at a time; what is noted on a line is not done again."""
    batch = db.session.get(Batch, payload["batch_id"])
    if batch is None:
        return
    for _ in batching.work(batch):
        held.checkpoint()


@handles(waiting.JOB)
def tell_reviewer(payload: dict[str, Any], _held: Held) -> None:
    """Write to a reviewer for whom answers wait."""
    waiting.write(payload["user_id"])


@every_day("inventory.remind", at=timedelta(hours=9))
def remind(_payload: dict[str, Any], held: Held) -> None:
    """Remind those who have not answered, so long before the due day as the figures say; once each."""
    before = law.current().on("inventory.reminder_days", clock.today())
    days = [clock.today() + timedelta(days=number) for number in before]
    wanted = (
        select(Inventor.id)
        .join(Round, Round.id == Inventor.round_id)
        .where(
            Round.state == OPEN,
            Round.due_on.in_(days),
            Inventor.email != "",
            Inventor.revoked_at.is_(None),
            Inventor.items.any(Item.state == ASKED),
        )
    )
    for inventor_id in list(db.session.scalars(wanted.order_by(Inventor.id))):
        inventor = db.session.get_one(Inventor, inventor_id)
        told = inventor.asked_at is not None and clock.day_of(inventor.asked_at) == clock.today()
        if not told and service.may_be_written_to(inventor):
            links.write(inventor, "inventory_reminder")
            inventor.asked_at = clock.now()
        held.checkpoint()
