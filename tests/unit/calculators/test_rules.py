"""The vectors of the rule book, in ten thousand yuan, and what must hold for every amount."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calculators import rules
from portal.parameters import law

DAY = date(2026, 5, 20)
WAN = 1_000_000  # fen
LAW = law.shipped()
AMOUNTS = st.integers(0, 10**13)


@pytest.mark.parametrize(("price", "due"), [(50, 2.5), (100, 5), (300, 13), (800, 30), (2000, 56)])
def test_commission_tiers_are_marginal(price: int, due: float) -> None:
    assert rules.commission(price * WAN, DAY, LAW) == int(due * WAN)


@given(AMOUNTS, AMOUNTS)
def test_commission_never_falls_with_the_price(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert rules.commission(low, DAY, LAW) <= rules.commission(high, DAY, LAW) <= high


@pytest.mark.parametrize(("income", "tax"), [(300, 0), (500, 0), (800, 37.5), (1200, 87.5)])
def test_income_tax(income: int, tax: float) -> None:
    assert rules.income_tax(income * WAN, DAY, LAW) == int(tax * WAN)


def test_reward_is_taken_of_net_income() -> None:
    costs = [3 * WAN, 2 * WAN, 30_000]
    half, most = rules.reward(100 * WAN, costs, 5000), rules.reward(100 * WAN, costs, 7000)
    assert half.net == 94_970_000
    assert half.pool == 47_485_000
    assert most.pool == 66_479_000


def test_reward_of_a_loss_is_nothing() -> None:
    assert rules.reward(1 * WAN, [2 * WAN], 5000) == rules.Reward(0, 0)


SALES = [1000 * WAN, 1200 * WAN, 1500 * WAN, 1500 * WAN, 1200 * WAN]


@pytest.mark.parametrize(
    ("tax", "mid_year", "value"), [(2500, False, 94.89), (2500, True, 101.76), (0, False, 126.52)]
)
def test_relief_from_royalty(tax: int, mid_year: bool, value: float) -> None:
    found = rules.royalty_value(SALES, 300, 1500, tax, mid_year=mid_year)
    assert round(found / WAN, 2) == value


def test_shared_loss() -> None:
    assert rules.shared_loss(200 * WAN, [5400, 2600, 1600, 400]) == [108 * WAN, 52 * WAN, 32 * WAN, 8 * WAN]
    assert rules.shared_loss(200 * WAN, [6000, 4000]) == [120 * WAN, 80 * WAN]
    with pytest.raises(ValueError, match="100 per cent"):
        rules.shared_loss(200 * WAN, [5400, 2600])


@given(AMOUNTS, st.integers(0, 10_000))
def test_shared_loss_is_exact(loss: int, first: int) -> None:
    assert sum(rules.shared_loss(loss, [first, 10_000 - first])) == loss


def test_deposit_counts_up_to_a_fifth() -> None:
    assert rules.deposit(100 * WAN, 30 * WAN, DAY, LAW) == 20 * WAN
    assert rules.deposit(100 * WAN, 12 * WAN, DAY, LAW) == 12 * WAN
