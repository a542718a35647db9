"""The walk itself: a move is tried, what is refused changes nothing, what is due is done, and all invariants are read."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from time_machine import Traveller

from portal.core import clock
from portal.core.errors import PortalError
from portal.deals.models import Deal
from portal.extensions import db
from portal.jobs.handlers import Held, handler_for
from portal.jobs.models import DONE, QUEUED, Job
from portal.listings.models import Listing
from portal.openlicence.models import Statement
from portal.reserve.account_models import KEPT, ReserveItem
from portal.reserve.domain_models import PublicDomainEntry
from tests.unit.walks import invariants, reading
from tests.unit.walks.fact_moves import FactMoves
from tests.unit.walks.ground import START, pick
from tests.unit.walks.offer_moves import ListingMoves, RescueMoves
from tests.unit.walks.reading import rows
from tests.unit.walks.statement_moves import StatementMoves

ROUNDS = ("patents.daily", "listings.daily", "reserve.daily")
PROMISES = (
    "deals.lapse",
    "deals.end",
    "deals.statement_ended",
    "openlicence.expire",
    "openlicence.publicity_over",
)
REACHED = (
    "effective statement",
    "exclusive licence in force",
    "suspended listing",
    "frozen deal",
    "rescue held",
    "licence after withdrawal",
    "recorded licence",
    "late fee",
    "public domain",
    "hindered statement",
)
Way = tuple[str, ...]


def unfold(way: Way, number: int) -> Iterator[tuple[str, int]]:
    """Yield the moves of a way: a single one, or a story, whole or its beginning, most of it as it should go."""
    if len(way) == 1:
        yield way[0], number
        return
    for place, name in enumerate(way if number % 3 else way[: 1 + number % len(way)]):
        drawn = (number + 1) * (place + 3) * 7919 % 10_007
        yield name, 0 if drawn % 5 else drawn


class Quiet(Held):
    """A job whose long work is not committed in between: the walk rolls everything back."""

    def checkpoint(self) -> None:
        """Keep the transaction open."""
        db.session.flush()


class World(FactMoves, StatementMoves, ListingMoves, RescueMoves):
    """One patent, everybody around it, and a clock."""

    def begin(self, traveller: Traveller, reached: Counter[str], name: str) -> None:
        """Take the clock, and the book in which is noted what was reached."""
        self.moment, self.traveller, self.reached = START, traveller, reached
        self.trace: list[str] = [name]

    def wait(self, number: int) -> None:
        """Days pass."""
        self.moment += timedelta(days=pick((8, 1, 17, 40, 130, 260), number))
        self.traveller.move_to(self.moment)
        for kind in ROUNDS:
            self._do(kind, {})

    def go(self, way: Way, number: int) -> None:
        """Walk along a way."""
        for name, chosen in unfold(way, number):
            self.step(name, chosen)

    def step(self, name: str, number: int) -> None:
        """Try one move seven minutes later, do what is due, and read the invariants."""
        self.moment += timedelta(minutes=7)
        self.traveller.move_to(self.moment)
        try:
            with db.session.begin_nested():
                getattr(self, name)(number)
                db.session.flush()
            outcome = "done"
        except (PortalError, LookupError, IntegrityError, StaleDataError) as refused:
            outcome = f"refused: {refused!r}"
        self.trace.append(f"{self.moment:%Y-%m-%d %H:%M} {name}({number}) {outcome}")
        promised = self._promises()
        if outcome != "done" and not promised:
            return  # the savepoint has taken everything back
        if violations := invariants.broken():
            raise AssertionError("\n".join([*violations, "after", *self.trace]))
        self._look_around(name if outcome == "done" else "")

    def _promises(self) -> int:
        due = select(Job).where(Job.status == QUEUED, Job.run_at <= clock.now(), Job.kind.in_(PROMISES))
        jobs = db.session.scalars(due.order_by(Job.run_at, Job.id)).all()
        for job in jobs:
            job.status = DONE
            self._do(job.kind, job.payload)
        return len(jobs)

    def _do(self, kind: str, payload: dict[str, Any]) -> None:
        handler = handler_for(kind)
        assert handler is not None, kind
        handler(payload, Quiet(0, 1, 60))
        db.session.flush()

    def _look_around(self, done: str) -> None:
        statements, deals, now = rows(Statement), rows(Deal), clock.now()
        in_effect = {one.statement_id for one in deals if one.state in invariants.IN_FORCE}
        found = {
            "effective statement": any(one.state == "effective" for one in statements),
            "hindered statement": any(one.state == "must_withdraw" for one in statements),
            "licence after withdrawal": any(one.withdrawn_on and one.id in in_effect for one in statements),
            "recorded licence": any(one.state == "active" for one in deals),
            "exclusive licence in force": bool(reading.exclusive_licences(self.patent.id, now)),
            "suspended listing": any(one.state == "paused" and one.decision_reason for one in rows(Listing)),
            "frozen deal": any(one.frozen for one in deals if one.closed_at is None),
            "rescue held": bool([one for one in rows(ReserveItem) if one.state in KEPT]),
            "late fee": self.patent.legal_status == "IN_FORCE_LATE",
            "public domain": bool(rows(PublicDomainEntry)),
        }
        self.reached.update(name for name, there in found.items() if there)
        self.reached.update([f"{done} done"] if done else [])


_SOLD = (
    "intend",
    "complete",
    "screen",
    "wait",
    "wait",
    "wait",
    "wait",
    "bid",
    "accept",
    "sign",
    "file_change",
)
_TAKEN = ("open_deal", "confirm", "notice", "pay", "file_recordal", "recorded")
STORIES: tuple[Way, ...] = (
    ("draft", "announce", *_TAKEN, "wait"),
    ("draft", "agree", "sign_statement", "publicise", "wait", "wait", "wait", "file", "announce", *_TAKEN),
    ("draft", "agree", "sign_statement", "file", "announce", "open_deal", "confirm"),
    ("draft", "announce", "open_deal", "confirm", "hold", "wait", "free", "cure", "notice"),
    ("list_draft", "list_submit", "list_approve", "hold", "free", "list_button"),
    ("list_draft", "list_submit", "list_approve", "licence", "draft", "announce"),
    ("owner_agrees", *_SOLD, "register", "confirm_title", "circulate", "list_submit", "list_approve"),
    ("draft", "announce", *_TAKEN, "agree", "file_withdrawal", "withdraw", "wait"),
    ("agree", "file_withdrawal", "withdraw"),
    (
        "intend",
        "complete",
        "screen",
        "wait",
        "wait",
        "wait",
        "bid",
        "accept",
        "draft",
        "announce",
        "agree",
        "file_withdrawal",
        "withdraw",
        "sign",
        "file_change",
        "register",
        "confirm_title",
        "draft",
        "announce",
    ),
    ("draft", "announce", *_TAKEN[:4], "late", "file_recordal", "paid", "file_recordal"),
    ("compensated", "draft", "announce", *_TAKEN, "uncompensated"),
    ("paid", "wait", "reduction"),
    ("intend", "complete", "screen", "gone", "set_free", "restored"),
    ("gone", "set_free"),
)
_FREQUENT = (
    "wait",
    "wait",
    "wait",
    "paid",
    "licence",
    "licence_over",
    "hold",
    "void",
    "void",
    "late",
    "sound",
)
_FATAL = ("invalid", "gone", "sold_outside")
_SINGLE = tuple(
    name
    for moves in (FactMoves, StatementMoves, ListingMoves, RescueMoves)
    for name in vars(moves)
    if not name.startswith("_") and name not in ("statement", "deal", "listing", "intention", "takeover")
)
WAYS: tuple[Way, ...] = (
    *STORIES,
    *STORIES,
    *((name,) for name in (*_SINGLE, *_FREQUENT) if name not in _FATAL),
    *((name,) for name in _FATAL),
)
