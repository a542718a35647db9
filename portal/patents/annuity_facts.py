"""What the annuity clock is told and what it answers: plain values, no database, money in fen, legal days in China."""

from dataclasses import dataclass
from datetime import date

PHASES = ("not_granted", "in_time", "late", "lapse_pending", "paid_up", "dead")
REDUCTION_KINDS = ("single", "joint", "open_licence")


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of `fen` on day `on` for patent year `year`: annuity, surcharge or a part of them."""

    year: int
    fen: int
    on: date


@dataclass(frozen=True, slots=True)
class Reduction:
    """A fee reduction on file (ANN-11). `kind` is `single` or `joint`; `until` is the last day it stands."""

    kind: str
    filed_on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """An open licence's implementation period (ANN-13); without `recorded_on` it reduces nothing.

    `period_to` is the last day of the announced period, `withdrawn_on` the day the withdrawal was announced.
    """

    effective_on: date
    recorded_on: date | None
    period_to: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """All that the clock wants to know of one Chinese right. `kind` is I, U or D.

    `last_day` is the last day of the term, compensation included (read from the register, TRM-05); `ended_on` the
    first day on which the right was dead. `paid_through` is the last patent year known to be fully paid, None: not
    known. On `known_in_force_on` the register was seen in force: every annuity due before it is taken as paid.
    `notice_served_on` is the day the notice of lapse was served, where known (ANN-10).
    """

    kind: str
    filing_date: date
    grant_date: date | None
    last_day: date
    ended_on: date | None = None
    paid_through: int | None = None
    payments: tuple[Paid, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    open_windows: tuple[OpenWindow, ...] = ()
    known_in_force_on: date | None = None
    notice_served_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a right's annuities stand on `day`. Money in fen; rates in basis points.

    `year` is the patent year of `day`. `next_year` is the first year not fully paid, `due` its nominal last day in
    time, `due_rolled` the same moved to a working day (ANN-04), `last_safe_day` the end of the late period. `full`
    is the fee before any reduction, `payable` what settles the year on `day`: reduced fee, surcharge and, when the
    lapse is pending, the fee for restoration, less `received`. `assumed` says that earlier years were taken as paid.
    `restore_by`, `decision_after` and `gazette_after` are the earliest days possible while no notice is known
    (ANN-09, ANN-10). The costs are all that is still to be paid until the term ends. A row of `steps` is
    (last day, rate, money). `flags` are codes of what a person should look at.
    """

    day: date
    year: int | None
    phase: str
    late_month: int = 0
    next_year: int | None = None
    due: date | None = None
    due_rolled: date | None = None
    last_safe_day: date | None = None
    full: int = 0
    reduction_bp: int = 0
    reduction_kind: str | None = None
    surcharge: int = 0
    payable: int = 0
    assumed: bool = False
    restore_by: date | None = None
    decision_after: date | None = None
    gazette_after: date | None = None
    cost_to_expiry: int = 0
    cost_with_open_licence: int = 0
    steps: tuple[tuple[date, int, int], ...] = ()
    received: int = 0
    restoration_fee: int = 0
    flags: tuple[str, ...] = ()
