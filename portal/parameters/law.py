"""The law's figures by the day they apply to: looked up by key, with source and how well each was checked."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from flask import has_app_context


@dataclass(frozen=True, slots=True)
class Validity:
    """One value of a parameter. In force from `valid_from` until `valid_to` inclusive, or the next row.

    After a `valid_to` that no later row follows, the row before holds again.

    `unit` says how to read `value`: `fen` and `fen_by_year` are minor units of CNY, `basis_points` hundredths of a per
    cent, `months`, `days`, `years` counts, `words` a list. `mark` as in the rule book: V, V2, M or P.
    """

    key: str
    value: Any
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    mark: str


class Law:
    """All rows of all parameters. Rows of one key on the same day: the later given one counts."""

    def __init__(self, rows: Iterable[Validity]) -> None:
        found: dict[str, dict[date, Validity]] = {}
        for row in rows:
            found.setdefault(row.key, {})[row.valid_from] = row
        self._rows: Mapping[str, list[Validity]] = {
            key: [days[day] for day in sorted(days)] for key, days in found.items()
        }

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def row(self, key: str, day: date) -> Validity:
        """Return the row of `key` in force on `day`; before the first, the first. Raises KeyError for an unknown key."""
        rows = self._rows[key]
        if len(rows) == 1:  # most keys; the clock asks dozens of times for each of many patents
            return rows[0]
        begun = [row for row in reversed(rows) if row.valid_from <= day]
        lasting = (row for row in begun if row.valid_to is None or day <= row.valid_to)
        return next(lasting, begun[0] if begun else rows[0])

    def on(self, key: str, day: date) -> Any:
        """Return the value of `key` on `day`, in the unit of its row. Raises KeyError for an unknown key."""
        return self.row(key, day).value

    def history(self, key: str) -> list[Validity]:
        """Return every row of `key`, oldest first."""
        return list(self._rows[key])

    def periods(self, key: str) -> list[tuple[Validity, date, date | None]]:
        """Return (row, first day, last day) for every stretch in which one row holds, oldest first."""
        edges = {row.valid_from for row in self._rows[key]}
        edges |= {row.valid_to + timedelta(days=1) for row in self._rows[key] if row.valid_to}
        found: list[tuple[Validity, date, date | None]] = []
        for day in sorted(edges):
            row = self.row(key, day)
            if found and found[-1][0] == row:
                continue
            if found:
                found[-1] = (*found[-1][:2], day - timedelta(days=1))
            found.append((row, day, None))
        return found

    def with_row(self, row: Validity) -> "Law":
        """Return this law with one more row, such as one that is only thought of."""
        return Law([*self.rows(), row])

    def keys(self) -> list[str]:
        """Return every key, in order."""
        return sorted(self._rows)

    def rows(self) -> list[Validity]:
        """Return every row, by key and day."""
        return [row for key in self.keys() for row in self._rows[key]]


@cache
def shipped() -> Law:
    """Return what the portal knows from its own file, before any operator changed something."""
    data = json.loads(files("portal.parameters").joinpath("data/law.json").read_text(encoding="utf-8"))
    return Law(_row(entry, row) for entry in data for row in entry["rows"])


def _row(entry: dict[str, Any], row: dict[str, Any]) -> Validity:
    until = row.get("to")
    return Validity(
        key=entry["key"],
        value=row["value"],
        unit=entry["unit"],
        valid_from=date.fromisoformat(row["from"]),
        valid_to=date.fromisoformat(until) if until else None,
        source=row["source"],
        mark=row["mark"],
    )


def current() -> Law:
    """Return the law as this portal applies it: the shipped rows and the operator's, in an application context."""
    if not has_app_context():
        return shipped()
    from portal.parameters import figures  # reads the database, which pure users of this module do without

    return figures.in_this_transaction()
