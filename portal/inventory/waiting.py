"""Which answers wait for whom, and the one letter a day that says so when new ones came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select

from portal import mail
from portal.access.predicates import OFFICERS
from portal.accounts.models import User
from portal.accounts.queries import people_in
from portal.core import clock
from portal.extensions import db
from portal.inventory.models import ANSWERED, DEPARTMENT_APPROVED, OPEN, Department, Item, Round
from portal.jobs import queue

JOB = "inventory.waiting"
AT = timedelta(hours=8, minutes=30)  # of the legal day
LISTED = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of a round waits for a reader; `items` are the first of `count`, all in one state or `state` is empty."""

    round: Round
    count: int
    items: Sequence[Item]
    state: str


def for_person(user_id: int) -> list[Waiting]:
    """Return the rounds with answers that this person may approve next: for the department, or as the institution."""
    user = db.session.get(User, user_id)
    if user is None:
        return []
    offices = [key for key, roles in user.organisations.items() if roles & OFFICERS]
    has_reviewer = Item.department.has(Department.reviewer_id.is_not(None))
    mine = or_(
        (Item.state == ANSWERED)
        & Item.department.has(Department.reviewer_id == user_id)
        & Item.owner_id.in_(list(user.organisations)),
        Item.owner_id.in_(offices)
        & ((Item.state == DEPARTMENT_APPROVED) | ((Item.state == ANSWERED) & ~has_reviewer)),
    )
    wanted = select(Item).join(Round, Round.id == Item.round_id).where(Round.state == OPEN, mine)
    counted = wanted.with_only_columns(
        Item.round_id, func.count(), func.min(Item.state), func.max(Item.state)
    )
    found = []
    for round_id, count, first, last in db.session.execute(counted.group_by(Item.round_id)):
        some = wanted.where(Item.round_id == round_id).order_by(Item.id).limit(LISTED)
        items = list(db.session.scalars(some).unique())
        found.append(
            Waiting(db.session.get_one(Round, round_id), count, items, first if first == last else "")
        )
    return sorted(found, key=lambda one: (one.round.due_on, one.round.id))


def announce(item: Item) -> None:
    """Promise whoever approves next one letter for the coming morning, however many answers come until then."""
    at = clock.start_of(clock.today()) + AT
    at = at if at > clock.now() else at + clock.ONE_DAY
    for user_id in _next(item):
        queue.enqueue(JOB, {"user_id": user_id}, run_at=at, key=f"{JOB}:{user_id}:{clock.day_of(at)}")


def _next(item: Item) -> list[int]:
    if item.state == ANSWERED and item.reviewer_id is not None:
        return [item.reviewer_id]
    return people_in(item.owner_id, OFFICERS)


def write(user_id: int) -> None:
    """Promise the letter, where something still waits."""
    if for_person(user_id):
        mail.send_to_person(user_id, "inventory_waiting", reader_id=user_id)


def say_sent_back(item: Item, note: str) -> None:
    """Tell the department's reviewer what the institution wants mended."""
    if item.reviewer_id is not None:
        mail.send_to_person(item.reviewer_id, "inventory_sent_back", item_id=item.public_id, note=note)
