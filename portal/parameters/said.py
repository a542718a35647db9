"""Figures inside sentences: a sentence names a figure of the law, and its value of today is written there.

`%(openlicence.publicity_days)s` becomes `15 days` in the reader's language. `%(annuity.late_rates[-1])s` is one item of
a list, `%(term.D@2021-05-31)s` the value of that day instead of today's.
"""

import re
from datetime import date
from typing import Any

from babel.lists import format_list
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _

from portal.core import clock, rulebook
from portal.core.rulebook import Rule
from portal.parameters import law
from portal.parameters.units import UNITS

NAMED = re.compile(r"%\(([a-z]+(?:\.[A-Za-z_]+)+)(?:\[(-?\d+)\])?(?:@(\d{4}-\d\d-\d\d))?\)s")
_OTHERS = re.compile(r"%\(\w+\)s")
_ITEMS = {
    "fen_by_year": "fen",
    "basis_points_by_month": "basis_points",
    "days_list": "days",
    "years_list": "years",
}


class Stated(LazyString):  # type: ignore[misc]  # the library has no types
    """A sentence that is filled in when it is read; `raw` is what was written, with the names of its figures."""

    def __init__(self, raw: LazyString) -> None:
        super().__init__(lambda: fill(str(raw)))
        self.raw = raw


def stated(raw: LazyString) -> Stated:
    """Return the sentence with its figures filled in whenever it is read, in the language and by the law of then."""
    return Stated(raw)


def said(key: str, place: int | None = None, day: date | None = None) -> str:
    """Return the figure as a phrase in the reader's language: of today unless `day` is given, an item of a list by `place`.

    Raises KeyError for an unknown key.
    """
    row = law.current().row(key, day or clock.today())
    if place is not None:
        return UNITS[_ITEMS[row.unit]].words(row.value[place])[0]
    if row.unit == "basis_points_by_month":
        return _together([UNITS["basis_points"].words(points)[0] for points in row.value])
    return str(_("; ")).join(UNITS[row.unit].words(row.value))


def fill(text: str) -> str:
    """Write the figures that `text` names into it. A sentence with further placeholders keeps them, to be filled by `%`."""
    later = bool(_OTHERS.search(NAMED.sub("", text)))

    def value(found: re.Match[str]) -> str:
        place, day = found[2], found[3]
        words = said(found[1], int(place) if place else None, date.fromisoformat(day) if day else None)
        return words.replace("%", "%%") if later else words

    return NAMED.sub(value, text)


def keys_in(text: str) -> list[str]:
    """Return the keys of the figures that a raw sentence names."""
    return [found[1] for found in NAMED.finditer(text)]


def figures_of(rule: Rule) -> list[str]:
    """Return the keys of the figures that a rule is computed with: those it declares and those its sentence names."""
    named = keys_in(str(rule.text.raw)) if isinstance(rule.text, Stated) else []
    return list(dict.fromkeys((*rule.parameters, *named)))


def rule_text(rule_id: str) -> str:
    """Return the sentence of a rule, so that a page need not say it a second time. Raises KeyError for an unknown id."""
    rule = rulebook.find(rule_id)
    if rule is None:
        raise KeyError(rule_id)
    return str(rule.text)


def _together(words: list[str]) -> str:
    listed: Any = format_list(words, locale=get_locale())
    return str(listed)
