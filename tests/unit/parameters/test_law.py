"""Looking up a figure by day: boundaries, the operator's rows, and how long what was read is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.extensions import db
from portal.parameters import law as figures
from portal.parameters.law import Law, Validity
from portal.parameters.models import RuleParameter
from tests.cast import person

DAY = date(2021, 6, 1)


def row(value: Any, begins: date, ends: date | None = None) -> Validity:
    """Return a row of the key `k`."""
    return Validity("k", value, "days", begins, ends, "a source", "P")


def operator_row(key: str, value: Any, begins: date, **more: Any) -> RuleParameter:
    """Return an operator's row that is in the session."""
    facts = {"unit": "fen", "source": "a source", "mark": "V", "made_by_id": person("gao").id, **more}
    made = RuleParameter(key=key, value=value, valid_from=begins, **facts)
    db.session.add(made)
    db.session.flush()
    return made


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("term.D", date(2021, 5, 31), 10),
        ("term.D", date(2021, 6, 1), 15),
        ("annuity.reduction.years", date(2018, 7, 31), 6),
        ("annuity.reduction.years", date(2018, 8, 1), 10),
        ("openlicence.cap.fixed", date(2026, 1, 1), 2_000_000_000),
        ("openlicence.cap.fixed", date(2000, 1, 1), 2_000_000_000),
        ("recordal.months", date(2026, 3, 31), 3),
    ],
)
def test_value_on_a_day(key: str, day: date, value: Any) -> None:
    assert figures.shipped().on(key, day) == value


def test_unknown_key() -> None:
    assert "no.such" not in figures.shipped()
    with pytest.raises(KeyError):
        figures.shipped().on("no.such", DAY)


def test_later_row_holds_from_its_day() -> None:
    law = Law([row(1, DAY), row(2, DAY + timedelta(days=10))])
    assert [law.on("k", DAY + timedelta(days=days)) for days in (-1, 0, 9, 10, 99)] == [1, 1, 1, 2, 2]


def test_later_given_row_of_a_day_counts() -> None:
    assert Law([row(1, DAY), row(2, DAY)]).on("k", DAY) == 2


def test_row_before_holds_again_after_a_last_day() -> None:
    law = Law([row(1, DAY), row(2, DAY + timedelta(days=10), DAY + timedelta(days=19))])
    assert [law.on("k", DAY + timedelta(days=days)) for days in (9, 10, 19, 20)] == [1, 2, 2, 1]
    assert [(found.value, first, last) for found, first, last in law.periods("k")] == [
        (1, DAY, DAY + timedelta(days=9)),
        (2, DAY + timedelta(days=10), DAY + timedelta(days=19)),
        (1, DAY + timedelta(days=20), None),
    ]


def test_a_row_without_successor_goes_on() -> None:
    assert Law([row(1, DAY, DAY)]).on("k", DAY + timedelta(days=5)) == 1


@pytest.mark.usefixtures("app")
def test_operator_row_counts_from_its_day() -> None:
    today = clock.today()
    assert figures.current().on("openlicence.cap.fixed", today) == 2_000_000_000
    db.session.commit()
    operator_row("openlicence.cap.fixed", 100, today)
    db.session.commit()
    assert figures.current().on("openlicence.cap.fixed", today) == 100
    assert figures.current().on("openlicence.cap.fixed", today - clock.ONE_DAY) == 2_000_000_000


@pytest.mark.usefixtures("app")
def test_withdrawn_row_does_not_count() -> None:
    today = clock.today()
    operator_row("openlicence.cap.fixed", 100, today, withdrawn_at=clock.now())
    assert figures.current().on("openlicence.cap.fixed", today) == 2_000_000_000


@pytest.mark.usefixtures("app")
def test_rolled_back_row_is_forgotten() -> None:
    today = clock.today()
    operator_row("openlicence.cap.fixed", 100, today)
    assert figures.current().on("openlicence.cap.fixed", today) == 100
    db.session.rollback()
    assert figures.current().on("openlicence.cap.fixed", today) == 2_000_000_000


@pytest.mark.usefixtures("app")
def test_one_live_row_for_key_and_day() -> None:
    today = clock.today()
    operator_row("openlicence.cap.fixed", 100, today, withdrawn_at=clock.now())
    operator_row("openlicence.cap.fixed", 200, today)
    with pytest.raises(IntegrityError):
        operator_row("openlicence.cap.fixed", 300, today)


def test_without_the_portal_the_shipped_figures_hold() -> None:
    assert figures.current() is figures.shipped()


def test_every_row_has_source_and_mark(app: Flask) -> None:
    del app
    bare = [found.key for found in figures.current().rows() if not found.source or not found.mark]
    assert not bare
