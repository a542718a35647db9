"""What the inventories of an organisation came to: patents woken, money saved, decisions; each with its records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from portal.core import clock
from portal.extensions import db
from portal.inventory import sleepers
from portal.inventory.meetings import STANDING, Decision
from portal.inventory.models import Item, ItemPatent, Round
from portal.inventory.savings import Saving, by_open_licence, no_longer_due
from portal.parameters import law
from portal.patents.annuity_dates import grant_year
from portal.patents.annuity_facts import ClockFacts
from portal.patents.clockwork import told_of
from portal.patents.models import Patent
from portal.patents.rules import status_group

LETTING_GO = ("abandon", "pool", "offer_to_inventor")


@dataclass(frozen=True, slots=True)
class Woken:
    """A patent that slept when a round began and is used since; `how` is a kind of use."""

    patent: Patent
    round: Round
    how: str
    since: date


@dataclass(frozen=True, slots=True)
class Saved:
    """Annuities that a patent no longer costs."""

    patent: Patent
    savings: tuple[Saving, ...]

    @property
    def fen(self) -> int:
        """Their sum."""
        return sum(one.fen for one in self.savings)


def woken(owner_id: int) -> list[Woken]:
    """Return the patents woken since the first round that found them asleep, the latest first."""
    slept = (
        select(ItemPatent, Round)
        .join(Round, Round.id == ItemPatent.round_id)
        .where(Round.owner_id == owner_id, ItemPatent.slept)
        .order_by(Round.id, ItemPatent.id)
    )
    first: dict[int, tuple[Patent, Round]] = {}
    for place, round_ in db.session.execute(slept).unique():
        first.setdefault(place.patent_id, (place.patent, round_))
    uses = sleepers.uses_of(first)
    found = []
    for patent_id, (patent, round_) in first.items():
        began = clock.day_of(round_.created_at)
        since = [use for use in uses.get(patent_id, ()) if use.since >= began and use.kind != "pledge"]
        if since:
            use = min(since, key=lambda one: one.since)
            found.append(Woken(patent, round_, use.kind, use.since))
    return sorted(found, key=lambda one: one.since, reverse=True)


def saved(owner_id: int) -> list[Saved]:
    """Return what each patent of the rounds no longer costs, the most first."""
    decided = {
        decision.patent_id: decision
        for decision in db.session.scalars(
            select(Decision).where(Decision.owner_id == owner_id, Decision.state == STANDING)
        ).unique()
    }
    patents = list(
        db.session.scalars(
            select(Patent).where(
                Patent.id.in_(select(ItemPatent.patent_id).join(Round).where(Round.owner_id == owner_id))
            )
        )
    )
    told = told_of(patents)
    found = []
    for patent in patents:
        base = told.get(patent.id)
        if base is None or base.grant_date is None:
            continue
        alive = replace(base, ended_on=None)
        savings = _savings(patent, alive, decided.get(patent.id), base.ended_on)
        if savings:
            found.append(Saved(patent, tuple(savings)))
    return sorted(found, key=lambda one: -one.fen)


def _savings(patent: Patent, base: ClockFacts, decision: Decision | None, ended: date | None) -> list[Saving]:
    """Return the savings of one patent: let go or handed over by decision, or reduced by an open licence."""
    figures = law.current()
    granted_in = grant_year(base.filing_date, base.grant_date or base.filing_date)
    if decision is not None:
        on = clock.day_of(decision.decided_at)
        if patent.owner_id != decision.owner_id:
            return no_longer_due(base, granted_in, on, "assigned", figures)
        if decision.kind in LETTING_GO and status_group(patent.legal_status) == "dead":
            return no_longer_due(base, granted_in, ended or patent.status_as_of or on, "let_go", figures)
    return by_open_licence(base, granted_in, date.min, clock.today().replace(month=12, day=31), figures)


def by_year(found: Iterable[Saved]) -> list[tuple[int, int]]:
    """Return (calendar year, fen) of all savings, the earliest first."""
    years: dict[int, int] = {}
    for one in found:
        for saving in one.savings:
            years[saving.due.year] = years.get(saving.due.year, 0) + saving.fen
    return sorted(years.items())


def decisions_by_kind(owner_id: int) -> list[tuple[str, int]]:
    """Return how many decisions of each kind stand, the most first."""
    counted = select(Decision.kind, func.count()).where(
        Decision.owner_id == owner_id, Decision.state == STANDING
    )
    rows = db.session.execute(counted.group_by(Decision.kind).order_by(func.count().desc()))
    return [(kind, count) for kind, count in rows]


def answers_by_state(owner_id: int) -> list[tuple[str, int]]:
    """Return how many items stand in each state."""
    counted = select(Item.state, func.count()).where(Item.owner_id == owner_id).group_by(Item.state)
    return [(state, count) for state, count in db.session.execute(counted)]
