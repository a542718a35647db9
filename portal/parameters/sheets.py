"""The figures as a page lists them: by family, each with its value on a day, its past and its future."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.core import names
from portal.core.rulebook import Rule, everything
from portal.parameters import law
from portal.parameters.law import Law, Validity
from portal.parameters.said import figures_of
from portal.parameters.units import in_words

TO_BE_CHECKED = ("M", "P")
PAST, IN_FORCE, FUTURE = "past", "in_force", "future"


@dataclass(frozen=True)
class Period:
    """A stretch of days in which one value holds; `last` is None where no end is known."""

    row: Validity
    first: date
    last: date | None
    standing: str

    @property
    def words(self) -> list[str]:
        """The value in the reader's language."""
        return in_words(self.row.unit, self.row.value)


@dataclass(frozen=True)
class Line:
    """One figure on `day`."""

    key: str
    row: Validity
    periods: list[Period]

    @property
    def words(self) -> list[str]:
        """The value of the day in the reader's language."""
        return in_words(self.row.unit, self.row.value)

    @property
    def now(self) -> Period:
        """The period of the day; before the first one, the first."""
        return next((period for period in self.periods if period.standing == IN_FORCE), self.periods[0])

    @property
    def to_be_checked(self) -> bool:
        """Tell whether nobody has read the value in a text of the law."""
        return self.row.mark in TO_BE_CHECKED

    @property
    def upcoming(self) -> list[Period]:
        """The periods that begin after the day."""
        return [period for period in self.periods if period.standing == FUTURE]


def line(key: str, day: date, known: Law | None = None) -> Line:
    """Return the figure `key` as of `day`. Raises KeyError for an unknown key."""
    figures = known or law.current()
    periods = [
        Period(row, first, last, _standing(first, last, day)) for row, first, last in figures.periods(key)
    ]
    return Line(key, figures.row(key, day), periods)


def _standing(first: date, last: date | None, day: date) -> str:
    if first > day:
        return FUTURE
    return PAST if last is not None and last < day else IN_FORCE


def families(day: date, keep: Callable[[Line], bool] | None = None) -> list[tuple[str, list[Line]]]:
    """Return (family, its figures) in the order of the family's names; `keep` chooses figures."""
    known = law.current()
    lines = [line(key, day, known) for key in _in_order(known)]
    found: dict[str, list[Line]] = {family: [] for family in names.codes("parameter.family")}
    for figure in lines:
        if keep is None or keep(figure):
            found.setdefault(family_of(figure.key), []).append(figure)
    return [(family, figures) for family, figures in found.items() if figures]


def _in_order(known: Law) -> list[str]:
    """Return the keys as their names are ordered, keys without a name last."""
    named = [key for key in names.codes("parameter.key") if key in known]
    return [*named, *(key for key in known if key not in named)]


def family_of(key: str) -> str:
    """Return the code of `parameter.family` that a key belongs to."""
    return key.split(".")[0]


def rules_using() -> dict[str, list[Rule]]:
    """Return, for each key, the rules that are computed with it."""
    found: dict[str, list[Rule]] = {}
    for rule in everything():
        for key in figures_of(rule):
            found.setdefault(key, []).append(rule)
    return found
