"""What an open licence takes off the annual fees: which years, and how much, for each licence recorded (OL-19, ANN-12/13)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from portal.core import clock
from portal.openlicence import hooks
from portal.openlicence.models import Statement
from portal.parameters import law
from portal.parameters.law import Law
from portal.patents.annuity_dates import due_date, grant_year
from portal.patents.annuity_facts import ClockFacts, OpenWindow
from portal.patents.annuity_fees import full_fee, reduction, share
from portal.patents.facts.fold import clock_facts
from portal.patents.facts.reading import facts_of


@dataclass(frozen=True, slots=True)
class Saving:
    """One annuity within reach of a recordal: its patent year, due day, and fen saved by the open licence alone.

    `saved` is 0 where another reduction is better: there is never more than one.
    """

    year: int
    due: date
    full: int
    saved: int


@dataclass(frozen=True, slots=True)
class Recordal:
    """A licence and the annuities that its recordal reduces; none while it is not recorded."""

    licence: hooks.Taken
    savings: tuple[Saving, ...]

    @property
    def saved(self) -> int:
        """Fen saved over all years."""
        return sum(saving.saved for saving in self.savings)


def of(statement: Statement) -> list[Recordal]:
    """Return every licence under the statement with the annuities that it reduces."""
    told = clock_facts(facts_of(statement.patent))
    if told is None or statement.period_to is None:
        return [Recordal(one, ()) for one in hooks.taken_under(statement)]
    figures = law.current()
    return [
        Recordal(one, tuple(savings(told, _window(statement, one), figures)))
        for one in hooks.taken_under(statement)
    ]


def _window(statement: Statement, licence: hooks.Taken) -> OpenWindow:
    return OpenWindow(
        effective_on=licence.effective_on,
        recorded_on=licence.recorded_on,
        period_to=statement.period_to or clock.today(),
        withdrawn_on=statement.withdrawn_on,
    )


def savings(told: ClockFacts, window: OpenWindow, figures: Law) -> Iterable[Saving]:
    """Yield the annuities that the window reaches, with what it saves beyond any other reduction."""
    if told.grant_date is None or window.recorded_on is None:
        return
    granted_in = grant_year(told.filing_date, told.grant_date)
    without, year = replace(told, open_windows=()), granted_in + 1
    alone = replace(told, open_windows=(window,), reductions=())
    while (due := due_date(told.filing_date, year)) <= min(window.period_to, told.last_day):
        rate, _kind = reduction(alone, granted_in, year, due, figures)
        if rate:
            other, _ = reduction(without, granted_in, year, due, figures)
            full = full_fee(told.kind, year, due, figures)
            yield Saving(year, due, full, share(full, rate) if rate > other else 0)
        year += 1
