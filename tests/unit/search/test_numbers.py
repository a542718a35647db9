"""Patent numbers and IPC symbols in every writing met in the field."""

import pytest

from portal.search.numbers import branch, keys, symbol


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CN201710601862.3", "ZL 2017 1 0601862.3"),
        ("201710601862", "２０１７１０６０１８６２．３"),
        ("CN97101765.4", "97101765"),
        ("CN95115608.X", "zl95115608x"),
        ("CN107403953A", "CN 107403953"),
        ("CN107403953A", "CN107403953B"),
        ("US10918535", "US 10,918,535 B2"),
        ("EP1234567A1", "EP 1 234 567"),
    ],
)
def test_two_writings_of_a_number_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


def test_different_numbers_share_none() -> None:
    assert not keys("CN201710601862.3") & keys("CN201710601863.8")
    assert not keys("CN107403953A") & keys("CN107403954A")
    assert keys("，。") == frozenset()


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("H01M10/052", "H01M10/052"),
        ("h01m 10/052", "H01M10/052"),
        ("A61F 13/494 (20060101)", "A61F13/494"),
        ("E01B3/32(2006.01)I", "E01B3/32"),
        ("Ｈ０１Ｍ　１０／０５２", "H01M10/052"),
        ("H01M 010/052", "H01M10/052"),
        ("H01M10", "H01M10"),
        ("H01M", "H01M"),
        ("H01", "H01"),
        ("H", "H"),
        ("06-01", None),
        ("", None),
        ("Z99", None),
        ("H01Mx", None),
    ],
)
def test_symbols(written: str, normal: str | None) -> None:
    assert symbol(written) == normal


@pytest.mark.parametrize(
    ("of", "start"),
    [
        ("H", "H"),
        ("H01", "H01"),
        ("H01M", "H01M"),
        ("H01M10", "H01M10/"),
        ("H01M10/00", "H01M10/"),
        ("H01M10/05", "H01M10/05"),
        ("h01m 10", "H01M10/"),
        ("no symbol", "?"),
    ],
)
def test_the_branch_of_a_symbol(of: str, start: str) -> None:
    assert branch(of) == start
