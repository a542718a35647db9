"""How figures of each unit are read and written; every shipped value survives a trip through the form."""

from typing import Any

import pytest
from flask import Flask

from portal.core import names
from portal.core.errors import InputError
from portal.parameters import law
from portal.parameters.units import UNITS, in_words

ROWS = law.shipped().rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.key} {row.valid_from}")
def test_a_shipped_value_survives_the_form(row: law.Validity) -> None:
    unit = UNITS[row.unit]
    assert unit.read(unit.typed(row.value), row.value) == row.value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_has_words(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        for row in ROWS:
            assert all(in_words(row.unit, row.value)), row.key
        for group in ("parameter.key", "parameter.use"):
            unnamed = [key for key in law.shipped() if key not in names.codes(group)]
            assert not unnamed, f"{group}: name these in portal/parameters/{{names,uses}}.py: {unnamed}"
        families = {key.split(".")[0] for key in law.shipped()}
        assert families <= set(names.codes("parameter.family"))
        assert set(UNITS) <= set(names.codes("parameter.typing"))


@pytest.mark.parametrize(
    ("unit", "typed", "now", "value"),
    [
        ("fen", "1,200", 1, 120_000),
        ("fen", "3.5万元", 1, 3_500_000),
        ("fen", "0", 1, 0),
        ("fen_by_year", "900\n1200\n", [1, 2], [90_000, 120_000]),
        ("basis_points", "12.5%", 1, 1250),
        ("basis_points", "１５", 1, 1500),
        ("basis_points", "0.05", 1, 5),
        ("basis_points", "100", 1, 10_000),
        ("basis_points_by_month", "0\n5%", [0, 500], [0, 500]),
        ("days", "0", 15, 0),
        ("months", " 3 ", 6, 3),
        ("days_list", "7、30，0 30", [1], [30, 7, 0]),
        ("years_list", "5, 1, 3", [1, 2, 3], [1, 3, 5]),
        ("words", "最佳\n\n best \n最佳", ["x"], ["最佳", "best"]),
        ("tiers", "1000000: 5%\n*：2", [], [[100_000_000, 500], [None, 200]]),
    ],
)
def test_read(unit: str, typed: str, now: Any, value: Any) -> None:
    assert UNITS[unit].read(typed, now) == value


@pytest.mark.parametrize(
    ("unit", "typed", "now"),
    [
        ("fen", "-5", 1),
        ("fen", "1.005", 1),
        ("fen", "about 5", 1),
        ("fen_by_year", "900", [1, 2]),
        ("basis_points", "100.01", 1),
        ("basis_points", "5.125", 1),
        ("basis_points", "", 1),
        ("basis_points_by_month", "0\n5\n10", [0, 500]),
        ("months", "0", 3),
        ("months", "3.5", 3),
        ("days", "99999", 3),
        ("days_list", " , ", [1]),
        ("years_list", "1, 1, 3", [1, 2, 3]),
        ("words", "  \n ", ["x"]),
        ("words", "长" * 61, ["x"]),
        ("tiers", "1000000: 5%", []),
        ("tiers", "5: 5\n3: 4\n*: 2", []),
        ("tiers", "*: 5\n*: 2", []),
    ],
)
def test_refused(unit: str, typed: str, now: Any) -> None:
    with pytest.raises(InputError) as refused:
        UNITS[unit].read(typed, now)
    assert refused.value.field == "value"
