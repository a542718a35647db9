"""A reserve promises no more than its budget: what it has signed for counts before it is booked (RSV-06)."""

import pytest

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.reserve import books, commitments, holding
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import take
from tests.cast import Cast
from tests.rescues import (
    agreed,
    called_publicly,
    contract,
    entered,
    filed,
    old_patent,
    registered,
    reserve,
    signed,
)

pytestmark = pytest.mark.usefixtures("app")


def two_agreed(cast: Cast, price_fen: int) -> list[Takeover]:
    """Return two takeovers of the same reserve at the same price, both agreed before either is signed."""
    return [
        agreed(cast, called_publicly(cast, old_patent(cast)), offer_fen=price_fen, as_reserve=True)
        for _ in range(2)
    ]


@pytest.mark.parametrize("stage", [signed, filed, entered, registered])
def test_what_is_signed_for_leaves_less_to_sign_for(cast: Cast, stage: object) -> None:
    """Whether the first is signed, filed, entered or booked: the second finds the same sum left."""
    account = reserve(cast, budget_fen=1_999_999, ceiling_fen=1_500_000)
    first, second = two_agreed(cast, 1_000_000)
    stage(cast, first)  # type: ignore[operator]  # one of four functions of the same kind
    assert books.left_of(account) == 999_999
    with pytest.raises(RuleRefusal, match=r"reserve\.above_budget") as refused:
        take(TAKEOVER, second, "sign", cast.person("lin"), data=contract())
    assert (refused.value.rule_id, refused.value.params) == ("RSV-06", {"left": "9,999.99"})
    account.budget_fen += 1
    take(TAKEOVER, second, "sign", cast.person("lin"), data=contract())
    assert books.left_of(account) == 0


def test_what_came_to_nothing_is_free_again(cast: Cast) -> None:
    account = reserve(cast, budget_fen=1_000_000)
    first, second = two_agreed(cast, 1_000_000)
    signed(cast, first)
    assert commitments.committed(account) == 1_000_000
    take(TAKEOVER, first, "fail", cast.person("chen"), data={"reason": "未获批准"})
    assert commitments.committed(account) == 0
    signed(cast, second)


def test_a_cost_leaves_what_is_signed_for(cast: Cast) -> None:
    account = reserve(cast, budget_fen=2_500_000)
    first, second = two_agreed(cast, 1_000_000)
    registered(cast, first)
    signed(cast, second)
    item, chen = account.items[0], cast.person("chen")
    with pytest.raises(RuleRefusal, match=r"reserve\.above_budget"):
        holding.spend(item, chen, "other_cost", 500_001, clock.today(), "k1")
    holding.spend(item, chen, "other_cost", 500_000, clock.today(), "k2")
    assert books.left_of(account) == 0
