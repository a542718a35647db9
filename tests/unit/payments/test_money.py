"""Amounts: nothing is lost by parsing, sharing or showing them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import money
from portal.core.errors import InputError

weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)
totals = st.integers(0, money.MAX_MINOR)


@given(totals, weights)
def test_shares_sum_to_the_total_exactly(total: int, parts: list[int]) -> None:
    shares = money.split(total, parts)
    assert sum(shares) == total
    assert len(shares) == len(parts)


@given(totals, weights)
def test_no_share_is_a_whole_unit_off_its_quota(total: int, parts: list[int]) -> None:
    whole = sum(parts)
    for share, weight in zip(money.split(total, parts), parts, strict=True):
        assert abs(share * whole - total * weight) < whole
        assert share == 0 if weight == 0 else share >= 0


@given(totals, weights)
def test_heavier_weight_never_gets_less(total: int, parts: list[int]) -> None:
    shares = money.split(total, parts)
    ranked = sorted(zip(parts, shares, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ranked) if a[0] < b[0])


@given(totals, weights)
def test_refund_mirrors_the_payment(total: int, parts: list[int]) -> None:
    assert money.split(-total, parts) == [-share for share in money.split(total, parts)]


@given(st.integers(-money.MAX_MINOR, money.MAX_MINOR), st.sampled_from(["CNY", "JPY", "KWD", "USD", "CLF"]))
def test_major_and_back_is_the_same_amount(minor: int, currency: str) -> None:
    assert money.to_minor(money.to_major(minor, currency), currency) == minor


@given(st.integers(1, money.MAX_MINOR), st.sampled_from(["zh", "en"]))
def test_what_is_shown_can_be_typed_back(minor: int, locale: str) -> None:
    shown = money.format_money(minor, "CNY", locale).replace("CN", "")
    assert money.parse_amount(shown, "CNY") == minor


def test_three_way_split_of_an_odd_fen() -> None:
    assert money.split(10001, [70, 20, 10]) == [7001, 2000, 1000]


@pytest.mark.parametrize("parts", [[], [0], [0, 0], [5, -1]])
def test_impossible_weights_are_refused(parts: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(100, parts)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12,345.60", 1234560),
        ("１２０元", 12000),
        ("3.5万", 3500000),
        ("1.23456万元", 1234560),
        ("¥0.01", 1),
        (" 人民币 88 元 ", 8800),
        ("RMB 5,000", 500000),
    ],
)
def test_amounts_as_people_type_them(text: str, minor: int) -> None:
    assert money.parse_amount(text, "CNY") == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.not_an_amount"),
        ("-5", "money.not_an_amount"),
        ("1e5", "money.not_an_amount"),
        ("NaN", "money.not_an_amount"),
        ("5亿", "money.not_an_amount"),
        ("1.234", "money.too_fine"),
        ("0", "money.out_of_range"),
        ("9999999999999999", "money.out_of_range"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        money.parse_amount(text, "CNY")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "shown"),
    [
        (1234560, "CNY", "zh", "¥12,345.60"),
        (1234560, "CNY", "en", "CN¥12,345.60"),
        (-500, "CNY", "zh", "-¥5.00"),
        (5000, "JPY", "zh", "JP¥5,000"),
        (1234, "KWD", "en", "KWD1.234"),
    ],
)
def test_exact_figure_by_language(minor: int, currency: str, locale: str, shown: str) -> None:
    assert money.format_money(minor, currency, locale).replace("\xa0", "") == shown


@pytest.mark.parametrize(
    ("minor", "locale", "shown"),
    [
        (999_999, "zh", "¥9,999.99"),
        (1_000_000, "zh", "1万元"),
        (5_000_000, "zh", "5万元"),
        (12_350_000, "zh", "12.35万元"),
        (12_345_678, "zh", "约12.35万元"),
        (100_000_000_00, "zh", "10,000万元"),
        (12_350_000, "en", "CN¥123,500.00"),
    ],
)
def test_ten_thousands_for_chinese_readers(minor: int, locale: str, shown: str) -> None:
    assert money.format_short(minor, "CNY", locale) == shown


def test_unknown_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="XQQ"):
        money.exponent("XQQ")


def test_a_fraction_of_a_fen_is_never_rounded_away() -> None:
    with pytest.raises(ValueError, match="minor units"):
        money.to_minor(Decimal("0.001"), "CNY")


@pytest.mark.parametrize(
    ("typed", "points"),
    [("2.5", 250), ("3％", 300), ("３．５%", 350), ("100", 10_000), (" 1 % ", 100), ("0.01", 1)],
)
def test_rates_are_read_as_basis_points(typed: str, points: int) -> None:
    assert money.parse_rate(typed) == points


@pytest.mark.parametrize("typed", ["", "0", "-1", "100.01", "0.001", "1e2", "NaN", "Infinity", "half"])
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"money\.bad_rate"):
        money.parse_rate(typed)
