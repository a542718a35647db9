"""Rights and events for the tests of facts and tradability: plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from portal.parameters.law import shipped
from portal.patents.facts.fold import Base, fold
from portal.patents.facts.right import RightFacts
from portal.patents.rules import Standing

TODAY = date(2026, 11, 26)
FILED, GRANTED = date(2021, 3, 9), date(2023, 6, 20)
HOLDER = 7
_numbers = count(1)


@dataclass(frozen=True)
class Told:
    """An event as the fold reads it."""

    kind: str
    happened_on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    as_of: date | None = None
    public_id: str = field(default_factory=lambda: f"event{next(_numbers)}")
    id: int = field(default_factory=lambda: next(_numbers))


def base(**changes: Any) -> Base:
    """Return a Chinese invention in force, seen in the register yesterday."""
    values: dict[str, Any] = {
        "office": "CN",
        "kind": "I",
        "filing_date": FILED,
        "grant_date": GRANTED,
        "standing": Standing("IN_FORCE", date(2026, 11, 25), "told"),
        "holder_id": HOLDER,
        "holder_names": ("海屿大学",),
        "owners": ("海屿大学",),
    }
    return Base(**(values | changes))


def facts(*events: Told, day: date = TODAY, **changes: Any) -> RightFacts:
    """Return what the base and the events come to."""
    return fold(base(**changes), events, day, shipped())


def licence(kind: str = "exclusive", **data: Any) -> Told:
    """Return a licence that is in force."""
    given = {"kind": kind, "licensee": "博安公司", "to": "2030-12-31", **data}
    return Told("licence_granted", date(2024, 5, 1), given)


def owners(*names: str) -> Told:
    """Return the statement of the owners; the first is the holder here."""
    rows = [
        {"name": name, "organisation_id": HOLDER if place == 0 else None} for place, name in enumerate(names)
    ]
    return Told("owners_stated", date(2023, 7, 1), {"owners": rows})
