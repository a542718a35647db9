"""The wake sheet: what the meeting sees of every patent of a round, computed for all, shown a page at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.core import clock
from portal.deals.models import BrokerRequest, Deal
from portal.extensions import db
from portal.inventory import page_views, sleepers
from portal.inventory.answers import Answer
from portal.inventory.grading import GRADES, Grade, Signs, grade, weights
from portal.inventory.meetings import STANDING, Decision
from portal.inventory.models import Item, ItemPatent, Round
from portal.inventory.sleep import TIERS, Sleep
from portal.listings.models import ListingPatent
from portal.openlicence.models import Statement
from portal.parameters import law
from portal.patents.annuity_facts import Clock
from portal.patents.clockwork import clocks_of, places_of
from portal.patents.models import Patent
from portal.patents.rules import term

_AT_ONCE = 500
_FAR = date.max
_COLUMNS = (
    Patent.id,
    Patent.public_id,
    Patent.office,
    Patent.kind,
    Patent.title_zh,
    Patent.title_en,
    Patent.identity,
    Patent.application_no,
    Patent.filing_date,
    Patent.grant_date,
    Patent.legal_status,
    Patent.status_as_of,
    Patent.extra,
    Item.public_id.label("item"),
    Item.state.label("item_state"),
    Answer.self_grade,
    Answer.scores,
    Answer.trl,
    Answer.willing,
    Answer.proofs,
    Answer.know_how,
    Answer.constraints,
    Answer.sleep_reason,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One patent on the sheet. `row` holds the columns of patent, item and answer; money in fen.

    `interest` is how many deals were begun and brokers asked for, `views` the page views of the last 365 days.
    """

    row: Any
    clock: Clock | None
    sleep: Sleep
    grade: Grade
    years_left: float | None
    views: int
    interest: int
    decision: Decision | None

    @property
    def due(self) -> date | None:
        """The nominal last day for the next annuity."""
        return self.clock.due if self.clock is not None else None

    @property
    def cost(self) -> int:
        """What is still to be paid until the term ends."""
        return self.clock.cost_to_expiry if self.clock is not None else 0


ORDERS: dict[str, Callable[[Line], Any]] = {
    "due": lambda line: line.due or _FAR,
    "life": lambda line: line.years_left if line.years_left is not None else 99.0,
    "views": lambda line: -line.views,
    "interest": lambda line: (-line.interest, -line.views),
    "cost": lambda line: -line.cost,
    "grade": lambda line: (GRADES.index(line.grade.letter), -line.grade.points),
    "tier": lambda line: -TIERS.index(line.sleep.tier) if line.sleep.tier else 1,
}


def lines(round_: Round, *, only: Collection[int] | None = None, money: bool = True) -> list[Line]:
    """Return every line of the sheet, or those of the patents in `only`, in no order yet.

    Without `money` the clocks say days and phases only, which is several times faster for thousands of patents.
    """
    wanted = (
        select(*_COLUMNS)
        .join(ItemPatent, ItemPatent.patent_id == Patent.id)
        .join(Item, Item.id == ItemPatent.item_id)
        .outerjoin(Answer, Answer.item_id == Item.id)
        .where(ItemPatent.round_id == round_.id)
        .order_by(ItemPatent.id)
    )
    if only is not None:
        wanted = wanted.where(Patent.id.in_(only))
    rows: list[Any] = list(db.session.execute(wanted))
    ids = [row.id for row in rows]
    clocks = clocks_of(rows) if money else places_of(rows)
    sleeps = sleepers.sleeps_of(rows)
    views, interest, decisions = page_views.views_of(ids), interest_in(ids), _decisions(round_)
    by = weights(law.current(), clock.today())
    found = []
    for row in rows:
        left = _years_left(row)
        known = _signs(row, left, views.get(row.id, 0), interest.get(row.id, 0))
        found.append(
            Line(
                row=row,
                clock=clocks.get(row.id),
                sleep=sleeps[row.id],
                grade=grade(known, by),
                years_left=left,
                views=known.views,
                interest=known.deals,
                decision=decisions.get(row.id),
            )
        )
    return found


def with_money(some: list[Line]) -> list[Line]:
    """Return the lines with what is to be paid, for the page that is shown."""
    clocks = clocks_of(line.row for line in some)
    return [replace(line, clock=clocks.get(line.row.id)) for line in some]


def _signs(row: Any, left: float | None, views: int, interest: int) -> Signs:
    return Signs(
        self_grade=row.self_grade,
        scores=tuple((row.scores or {}).values()),
        trl=row.trl,
        years_left=left,
        views=views,
        deals=interest,
        willing=row.willing,
        proofs=len(row.proofs or ()),
        know_how=bool(row.know_how),
        constraints=len(row.constraints or ()),
    )


def _years_left(row: Any) -> float | None:
    right = term(row.kind, row.filing_date) if row.office == "CN" and row.filing_date is not None else None
    return max(0.0, round((right.last_day - clock.today()).days / 365.25, 1)) if right else None


def _decisions(round_: Round) -> dict[int, Decision]:
    standing = select(Decision).where(Decision.round_id == round_.id, Decision.state == STANDING)
    return {decision.patent_id: decision for decision in db.session.scalars(standing).unique()}


def interest_in(ids: list[int]) -> dict[int, int]:
    """Return how many deals were begun about each patent, and how often a broker was asked for."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        about = ListingPatent.patent_id
        for counted in (
            select(Statement.patent_id, func.count())
            .join(Deal, Deal.statement_id == Statement.id)
            .where(Statement.patent_id.in_(some))
            .group_by(Statement.patent_id),
            select(about, func.count())
            .join(Deal, Deal.listing_id == ListingPatent.listing_id)
            .where(about.in_(some), Deal.statement_id.is_(None))
            .group_by(about),
            select(about, func.count())
            .join(BrokerRequest, BrokerRequest.listing_id == ListingPatent.listing_id)
            .where(about.in_(some))
            .group_by(about),
        ):
            for patent_id, count in db.session.execute(counted):
                found[patent_id] = found.get(patent_id, 0) + count
    return found


def chosen(found: Iterable[Line], wishes: Mapping[str, str]) -> list[Line]:
    """Return the lines that fit `wishes` (tier, grade, decided, asleep, q), in the order of `sort`."""
    kept = [line for line in found if _fits(line, wishes)]
    order = ORDERS.get(wishes.get("sort", ""), ORDERS["due"])
    return sorted(kept, key=order, reverse=wishes.get("turn") == "1")


def _fits(line: Line, wishes: Mapping[str, str]) -> bool:
    text = wishes.get("q", "").strip().casefold()
    words = f"{line.row.title_zh} {line.row.title_en} {line.row.application_no or ''}".casefold()
    decided = wishes.get("decided", "")
    return (
        wishes.get("tier", "") in ("", line.sleep.tier)
        and wishes.get("grade", "") in ("", line.grade.letter)
        and (not decided or decided == (line.decision.kind if line.decision else "open"))
        and (not text or text in words)
    )
