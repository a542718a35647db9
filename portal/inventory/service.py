"""What may be done with rounds and departments: opened, filled, asked, reminded. Flushes, never commits."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts.organisations import Membership, Organisation
from portal.core import clock
from portal.core.errors import InputError
from portal.extensions import db
from portal.inventory import filling, links
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import ASKED, OPEN, PREPARED, Department, Inventor, Item, Round
from portal.jobs import queue
from portal.parameters import law
from portal.workflow import history
from portal.workflow.engine import take


def open_round(
    owner: Organisation, actor: Actor, *, name: str, due_on: date, scope: str = "all", numbers: str = ""
) -> Round:
    """Open a round over the organisation's patents and make its items, later where there are many.

    Raises InputError where the day is past, an open round has the name, no patent fits or a number is unknown; NotFound, Forbidden.
    """
    round_ = Round(owner=owner, owner_id=owner.id, name=name, due_on=due_on, scope=scope)
    require(Verb.INVENTORY_MANAGE, round_, actor)
    if due_on < clock.today():
        raise InputError("inventory.due_past", field="due_on")
    of_that_name = select(Round.id).where(Round.owner_id == owner.id, Round.name == name, Round.state == OPEN)
    if db.session.scalar(of_that_name.limit(1)) is not None:
        raise InputError("inventory.name_taken", field="name")
    round_.created_by_id = actor.actor_id
    chosen = _chosen(owner.id, scope, numbers)
    db.session.add(round_)
    db.session.flush()
    history.record(round_, "opened", actor, to_state=round_.state, detail={"patents": len(chosen)})
    if len(chosen) > filling.AT_ONCE:
        queue.enqueue(filling.JOB, {"round_id": round_.id, "patent_ids": chosen})
    else:
        for _ in filling.fill(round_, chosen):
            pass
    return round_


def _chosen(owner_id: int, scope: str, numbers: str) -> list[int]:
    if scope == "numbers":
        chosen, unknown = filling.patents_by_number(owner_id, numbers)
        if unknown:
            raise InputError("inventory.unknown_numbers", field="numbers", numbers="、".join(unknown[:5]))
    else:
        chosen = filling.patents_in_force(owner_id)
        chosen = filling.idle_only(chosen) if scope == "idle" else chosen
    if not chosen:
        raise InputError("inventory.no_patents", field="scope")
    return chosen


def save_department(
    owner: Organisation,
    actor: Actor,
    *,
    name: str,
    reviewer_id: int | None,
    department: Department | None = None,
) -> Department:
    """Make or change a department. Raises InputError for a name that is taken or a reviewer from elsewhere."""
    changed = department or Department(owner_id=owner.id)
    require(Verb.INVENTORY_MANAGE, changed, actor)
    same = select(Department).where(Department.owner_id == owner.id, Department.name == name)
    known = db.session.scalar(same)
    if known is not None and known is not department:
        raise InputError("inventory.department_known", field="name")
    if reviewer_id is not None and not _is_member(owner.id, reviewer_id):
        raise InputError("inventory.reviewer_elsewhere", field="reviewer")
    changed.name, changed.reviewer_id = name, reviewer_id
    db.session.add(changed)
    history.record(changed, "saved", actor, detail={"name": name, "reviewer": reviewer_id})
    return changed


def _is_member(organisation_id: int, user_id: int) -> bool:
    mine = select(Membership.id).where(
        Membership.organisation_id == organisation_id, Membership.user_id == user_id
    )
    return db.session.scalar(mine) is not None


def ask(inventors: Iterable[Inventor], actor: Actor) -> tuple[int, int]:
    """Write to each inventor, the first time or again; return how many letters went and how many could not.

    None goes to an inventor without an address or without anything to answer, nor after the fifth letter.
    """
    sent = left = 0
    for inventor in inventors:
        require(Verb.INVENTORY_MANAGE, inventor, actor)
        if not may_be_written_to(inventor):
            left += 1
            continue
        for item in inventor.items:
            if item.state == PREPARED:
                take(ITEM, item, "ask", actor)
        links.write(inventor, "inventory_asked")
        inventor.asked_at = clock.now()
        history.record(inventor, "asked", actor, detail={"letters": inventor.letters})
        sent += 1
    return sent, left


def most_letters() -> int:
    """Return how many letters of one inventory an inventor gets at most."""
    most: int = law.current().on("inventory.most_letters", clock.today())
    return most


def may_be_written_to(inventor: Inventor) -> bool:
    """Whether a letter to the inventor makes sense and is not one too many."""
    waiting = any(item.state in (PREPARED, ASKED) for item in inventor.items)
    return bool(inventor.email) and waiting and inventor.letters < most_letters()


def set_address(inventor: Inventor, email: str, actor: Actor) -> None:
    """Change the inventor's address; a link that went to another one opens nothing any more."""
    require(Verb.INVENTORY_MANAGE, inventor, actor)
    if email == inventor.email:
        return
    if inventor.token_hash is not None:
        inventor.token_hash, inventor.letters = None, 0
    inventor.email = email
    history.record(inventor, "address_changed", actor)


def assign(item: Item, actor: Actor, *, inventor: str, email: str, department: Department | None) -> None:
    """Give the item another inventor or department. Raises Forbidden or NotFound for strangers."""
    require(Verb.INVENTORY_MANAGE, item, actor)
    person = filling.inventor_called(item.round, inventor)
    if email:
        set_address(person, email, actor)
    item.inventor, item.inventor_id = person, person.id
    item.department = department
    item.department_id = department.id if department else None
    detail = {"inventor": person.public_id, "department": department.public_id if department else None}
    history.record(item, "assigned", actor, detail=detail)
