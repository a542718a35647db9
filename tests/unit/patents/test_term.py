"""Term and standing from kind and dates: the rule book's examples."""

from datetime import date

import pytest

from portal.patents.rules import GROUPS, Facts, Term, derived_standing, is_granted, status_group, term

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "filed", "last"),
    [
        ("U", date(1999, 9, 6), date(2009, 9, 5)),
        ("D", date(2021, 5, 31), date(2031, 5, 30)),
        ("D", date(2021, 6, 1), date(2036, 5, 31)),
        ("I", date(2016, 5, 20), date(2036, 5, 19)),
    ],
)
def test_last_day(kind: str, filed: date, last: date) -> None:
    found = term(kind, filed)
    assert found is not None
    assert (found.last_day, found.verify) == (last, False)
    assert (found.ends - last).days == 1


def test_the_29th_of_february_is_for_the_register_to_say() -> None:
    assert term("U", date(2020, 2, 29)) == Term(date(2030, 2, 27), date(2030, 2, 28), verify=True)
    assert term("P", date(2020, 1, 1)) is None


def facts(**changes: object) -> Facts:
    known: dict[str, object] = {
        "office": "CN",
        "kind": "I",
        "filing_date": None,
        "number_year": None,
        "grant_date": None,
        "meanings": (),
    }
    return Facts(**(known | changes))  # type: ignore[arg-type]  # the keys are the fields


@pytest.mark.parametrize(
    ("changes", "status", "source"),
    [
        ({}, "UNKNOWN", ""),
        ({"filing_date": date(2006, 6, 1)}, "EXPIRED", "term"),
        ({"filing_date": date(2006, 6, 2)}, "UNKNOWN", ""),
        ({"number_year": 2005}, "EXPIRED", "term"),
        ({"number_year": 2006}, "UNKNOWN", ""),
        ({"kind": "U", "filing_date": date(2016, 6, 1), "grant_date": date(2017, 1, 1)}, "EXPIRED", "term"),
        ({"grant_date": date(2020, 1, 1)}, "IN_FORCE", "gazette"),
        ({"meanings": [("application", date(2019, 1, 1))]}, "PUBLISHED", "gazette"),
        ({"meanings": [("application", None), ("grant", date(2021, 1, 1))]}, "IN_FORCE", "gazette"),
        ({"meanings": [("partly_invalid", date(2021, 1, 1))]}, "INVALID_PART", "gazette"),
        ({"meanings": [("unknown", None)]}, "UNKNOWN", ""),
        ({"office": "US", "grant_date": date(2020, 1, 1)}, "UNKNOWN", ""),
    ],
)
def test_what_the_dates_alone_say(changes: dict[str, object], status: str, source: str) -> None:
    standing = derived_standing(facts(**changes), TODAY)
    assert (standing.status, standing.source) == (status, source)


def test_groups_hold_every_status_once() -> None:
    everything = [status for statuses in GROUPS.values() for status in statuses]
    assert len(everything) == len(set(everything))
    assert status_group("IN_FORCE_LATE") == "in_force"
    assert status_group("never heard of") == "unknown"


def test_zl_only_after_grant_was_announced() -> None:
    assert is_granted(date(2020, 1, 1), "IN_FORCE", [])
    assert is_granted(None, "UNKNOWN", ["application", "grant"])
    assert not is_granted(None, "PUBLISHED", ["application"])
    assert not is_granted(None, "UNKNOWN", [])
    assert not is_granted(date(2020, 1, 1), "SUBST_EXAM", [])
