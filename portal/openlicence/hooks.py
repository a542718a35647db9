"""Where higher floors say what statements need to know of deals: who holds a licence, and what was paid."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from portal.openlicence.models import Statement


@dataclass(frozen=True, slots=True)
class Taken:
    """A licence that took effect under a statement; `recorded_on` is the day of its recordal with the office."""

    licensee: str
    effective_on: date
    recorded_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Closed:
    """What one licence of this portal cost, without names: `amount` in fen for fixed sums, `rate` in basis points."""

    fee_way: str
    amount: int | None
    rate: int | None
    years: float | None
    year: int


_licensees: list[Callable[[Statement], Iterable[int]]] = []
_taken: list[Callable[[Statement], Iterable[Taken]]] = []
_closed: list[Callable[[], Iterable[Closed]]] = []


def add_licensees(source: Callable[[Statement], Iterable[int]]) -> None:
    """Add what returns the ids of the people to be told for the licensees of a statement."""
    if source not in _licensees:
        _licensees.append(source)


def add_taken(source: Callable[[Statement], Iterable[Taken]]) -> None:
    """Add what returns the licences that took effect under a statement."""
    if source not in _taken:
        _taken.append(source)


def add_closed(source: Callable[[], Iterable[Closed]]) -> None:
    """Add what returns the prices of licences that took effect on this portal."""
    if source not in _closed:
        _closed.append(source)


def licensees_of(statement: Statement) -> list[int]:
    """Return the ids of the people who answer for the licensees, each once."""
    return list(dict.fromkeys(user_id for source in _licensees for user_id in source(statement)))


def taken_under(statement: Statement) -> list[Taken]:
    """Return the licences that took effect under the statement."""
    return [licence for source in _taken for licence in source(statement)]


def closed_deals() -> list[Closed]:
    """Return the prices of licences that took effect here, for reference only (OL-29)."""
    return [deal for source in _closed for deal in source()]
