"""The highest fees that an open-licence statement may name, by the day they apply to (rule OL-12)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Caps:
    """Ceilings in force from `valid_from`: a fixed fee in fen, rates in basis points. `mark` as in the rule book."""

    valid_from: date
    fixed_fen: int
    rates: dict[str, int]
    source: str
    mark: str


TABLE = (
    Caps(
        valid_from=date(2021, 6, 1),
        fixed_fen=2_000_000_000,
        rates={"net_sales": 2000, "profit": 4000},
        source="专利审查指南 第五部分第十一章 §3.3",
        mark="V2",
    ),
)


def caps_on(day: date) -> Caps:
    """Return the ceilings in force on `day`; before the first row, the first row."""
    earlier = [row for row in TABLE if row.valid_from <= day]
    return earlier[-1] if earlier else TABLE[0]
