"""The formulas: integers in fen, rates in basis points (1/100 per cent), rounded half up to the fen at the end (CAL-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from portal.core.money import split
from portal.parameters.law import Law

WHOLE = 10_000  # basis points
HALF = Fraction(1, 2)


def to_fen(value: Fraction | Decimal) -> int:
    """Return an exact amount in fen as a whole number of fen, half up (CAL-07)."""
    if isinstance(value, Fraction):
        return (value.numerator * 2 + value.denominator) // (value.denominator * 2)
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def commission(price: int, day: date, law: Law) -> int:
    """Return the customary commission in fen on a price in fen; the tiers are marginal (BRK-13)."""
    total, below = Fraction(0), 0
    for ceiling, rate in law.on("commission.tiers", day):
        part = price - below if ceiling is None else min(price, ceiling) - below
        if part <= 0:
            break
        total += Fraction(part * rate, WHOLE)
        below = ceiling or 0
    return to_fen(total)


def income_tax(income: int, day: date, law: Law) -> int:
    """Return the enterprise income tax in fen on a year's income in fen from technology transfer (TAX-06, TAX-08)."""
    taxed = max(income - int(law.on("tax.transfer_exempt", day)), 0)
    return to_fen(Fraction(taxed * int(law.on("tax.enterprise_rate", day)), WHOLE) * HALF)


@dataclass(frozen=True, slots=True)
class Reward:
    """`net` is the income after direct costs and taxes; `pool` what the contributors get at least. All in fen."""

    net: int
    pool: int


def reward(price: int, costs: Sequence[int], rate: int) -> Reward:
    """Return net income and the inventors' share of it at `rate` basis points (RWD-02 to RWD-04)."""
    net = max(price - sum(costs), 0)
    return Reward(net, to_fen(Fraction(net * rate, WHOLE)))


def royalty_value(sales: Sequence[int], rate: int, discount: int, tax: int, *, mid_year: bool = False) -> int:
    """Return the value by relief from royalty (VAL-02) of expected yearly sales in fen.

    `rate`, `discount` and `tax` are basis points; the first year's royalty comes at its end, or in its middle.
    """
    kept = Decimal(rate) / WHOLE * (1 - Decimal(tax) / WHOLE)
    growth = 1 + Decimal(discount) / WHOLE
    early = Decimal("0.5") if mid_year else Decimal(0)
    return to_fen(
        sum((amount * kept / growth ** (year - early) for year, amount in enumerate(sales, 1)), Decimal(0))
    )


def shared_loss(loss: int, shares: Sequence[int]) -> list[int]:
    """Return who bears how much of a loss of principal, in fen, exact in sum (RSK-01). Shares sum to 100 per cent.

    Raises ValueError where they do not.
    """
    if sum(shares) != WHOLE:
        raise ValueError("the shares do not sum to 100 per cent")
    return split(loss, shares)


def deposit(price: int, agreed: int, day: date, law: Law) -> int:
    """Return how much of an agreed sum in fen has the effect of a deposit (定金, LIC-15)."""
    return min(agreed, to_fen(Fraction(price * int(law.on("contract.deposit_cap", day)), WHOLE)))
