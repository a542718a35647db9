"""Notes and tasks on a deal: written by either side or the broker, kept in its history."""

from datetime import date

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.errors import Forbidden, InputError
from portal.deals import tellings
from portal.deals.models import Deal, DealNote, DealTask
from portal.extensions import db
from portal.workflow import history


def add_note(deal: Deal, author: Actor, text: str, *, private: bool = False) -> DealNote:
    """Write a note for everybody on the deal; only its broker may keep one to themselves."""
    require(Verb.DEAL_NOTE, deal, author)
    if author.actor_id is None or (private and author.actor_id != deal.broker_id):
        raise Forbidden("error.forbidden")
    audience = "broker" if private else "all"
    note = DealNote(deal_id=deal.id, author_id=author.actor_id, audience=audience, text=text)
    db.session.add(note)
    db.session.flush()
    if not private:
        history.record(deal, "note_added", author, from_state=deal.state, to_state=deal.state)
        tellings.put_notices(deal, "note_added")
    return note


def add_task(
    deal: Deal, author: Actor, title: str, for_side: str = "licensee", due_on: date | None = None
) -> DealTask:
    """Add something that one side or the broker should do. Raises InputError for a day that has passed."""
    require(Verb.DEAL_NOTE, deal, author)
    if author.actor_id is None:
        raise Forbidden("error.forbidden")
    if due_on is not None and due_on < clock.today():
        raise InputError("deal.task_day_past", field="due_on")
    task = DealTask(
        deal_id=deal.id, title=title, for_side=for_side, due_on=due_on, created_by_id=author.actor_id
    )
    db.session.add(task)
    db.session.flush()
    detail = {"title": title, "for": for_side}
    history.record(deal, "task_added", author, from_state=deal.state, to_state=deal.state, detail=detail)
    tellings.put_notices(deal, "task_added")
    return task


def finish_task(deal: Deal, task: DealTask, actor: Actor) -> None:
    """Mark the task as done; a second time changes nothing."""
    require(Verb.DEAL_NOTE, deal, actor)
    if task.done_at is not None:
        return
    task.done_at = clock.now()
    detail = {"title": task.title}
    history.record(deal, "task_done", actor, from_state=deal.state, to_state=deal.state, detail=detail)
