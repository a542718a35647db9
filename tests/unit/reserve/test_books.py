"""The account in the database: once per fact, under its ceilings, never changed, and fed by payments of deals."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from portal.accounts.notices import notices_of
from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.deals.models import Deal
from portal.extensions import db
from portal.payments.models import PURPOSES, Payment
from portal.payments.settlement import tell_settled
from portal.reserve import books, holding, release
from portal.reserve.account_models import ReserveEntry, ReserveItem
from portal.reserve.holding_lifecycle import ITEM, release_proposed
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.workflow.engine import take
from tests.cast import Cast
from tests.rescues import SPLIT, agreed, contract, kept, reserve

pytestmark = pytest.mark.usefixtures("app")


def settled(
    item: ReserveItem, cast: Cast, fen: int, purpose: str = "licence_fee", currency: str = "CNY"
) -> None:
    """Settle a payment of a deal on the item's listing."""
    boan = item.reserve.owner
    deal = Deal(licensor_id=boan.id, licensee_id=cast.organisation("hemu").id, listing_id=item.listing_id)
    db.session.add(deal)
    db.session.flush()
    payment = Payment(
        deal_id=deal.id,
        purpose=purpose,
        payer_id=deal.licensee_id,
        payee_id=boan.id,
        amount_minor=fen,
        currency=currency,
        paid_at=clock.now(),
    )
    db.session.add(payment)
    db.session.flush()
    tell_settled(payment)
    tell_settled(payment)


@pytest.mark.parametrize("purpose", [one for one in PURPOSES if one != "open_licence_fee"])
def test_a_payment_is_booked_once_in_the_transaction_that_settles_it(cast: Cast, purpose: str) -> None:
    item = kept(cast)
    holding.circulate(item, cast.person("chen"))
    settled(item, cast, 1_500_001, purpose)
    found = books.summary_of([item])
    assert (found.proceeds, found.uncovered) == (1_500_001, 0)
    assert (found.owner, found.inventors, found.centre) == (250_001, 100_000, 150_000)


def test_other_money_is_not_booked(cast: Cast) -> None:
    item = kept(cast)
    settled(item, cast, 100)
    holding.circulate(item, cast.person("chen"))
    settled(item, cast, 100, currency="USD")
    assert books.summary_of([item]).proceeds == 0


def test_ceilings(cast: Cast) -> None:
    item = kept(cast, budget_fen=2_500_000, ceiling_fen=2_000_000)
    chen, today = cast.person("chen"), clock.today()
    with pytest.raises(RuleRefusal, match=r"reserve\.above_ceiling") as refused:
        holding.spend(item, chen, "annuity", 1_000_001, today, "k1")
    assert refused.value.params == {"left": "10,000.00"}
    holding.spend(item, chen, "annuity", 1_000_000, today, "k2")
    item.reserve.ceiling_fen = 9_000_000
    with pytest.raises(RuleRefusal, match=r"reserve\.above_budget"):
        holding.spend(item, chen, "other_cost", 500_001, today, "k3")
    holding.earn(item, chen, 2_000_000, today, "k4")
    holding.spend(item, chen, "other_cost", 2_500_000, today, "k5")


def test_a_reserve_signs_nothing_above_its_ceiling(cast: Cast) -> None:
    account = reserve(cast)
    takeover = agreed(cast, None, offer_fen=1_000_000, as_reserve=True)
    account.ceiling_fen = 999_999
    with pytest.raises(RuleRefusal, match=r"reserve\.above_ceiling"):
        take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract())
    account.ceiling_fen = 1_000_000
    take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract())


def test_nothing_is_booked_for_a_day_to_come(cast: Cast) -> None:
    item = kept(cast)
    with pytest.raises(InputError, match=r"reserve\.day_to_come"):
        holding.spend(item, cast.person("chen"), "annuity", 1, clock.today() + timedelta(days=1), "k")


def test_nothing_is_booked_for_a_day_before_the_reserve_was_opened(cast: Cast) -> None:
    item, chen = kept(cast), cast.person("chen")
    opened = clock.day_of(item.reserve.created_at)
    with pytest.raises(InputError, match=r"reserve\.day_before_opening"):
        holding.spend(item, chen, "annuity", 1, opened - timedelta(days=1), "k")
    with pytest.raises(InputError, match=r"reserve\.day_before_opening"):
        holding.earn(item, chen, 1, opened - timedelta(days=1), "k")
    holding.earn(item, chen, 1, opened, "k")


def test_proceeds_far_above_the_budget_are_a_slip(cast: Cast) -> None:
    """The account is never changed: a sum with four noughts too many would stay in it for ever."""
    item, chen, today = kept(cast, budget_fen=2_500_000), cast.person("chen"), clock.today()
    with pytest.raises(InputError, match=r"reserve\.proceeds_far_above") as refused:
        holding.earn(item, chen, 25_000_001, today, "k1")
    assert refused.value.field == "amount" and books.summary_of([item]).proceeds == 0
    holding.earn(item, chen, 25_000_000, today, "k2")
    item.reserve.budget_fen = 0
    holding.earn(item, chen, 25_000_001, today, "k3")


@pytest.mark.parametrize("split", [{}, {**SPLIT, "centre": 1}, {**SPLIT, "owner": -1, "centre": 8_001}])
def test_a_split_is_whole(cast: Cast, split: dict[str, int]) -> None:
    with pytest.raises(InputError, match=r"reserve\.split_not_whole"):
        reserve(cast, split=split)


@pytest.mark.parametrize("change", [update(ReserveEntry).values(amount_fen=1), delete(ReserveEntry)])
def test_the_database_itself_keeps_the_account(cast: Cast, change: object) -> None:
    kept(cast)
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(change)  # type: ignore[call-overload]  # two kinds of statement
    db.session.rollback()


def test_release_after_two_losses_or_sunset(cast: Cast) -> None:
    item, chen = kept(cast), cast.person("chen")
    with pytest.raises(RuleRefusal, match=r"reserve\.not_to_release"):
        take(ITEM, item, "release", chen)
    for expected, proposed in ((1, False), (10**9, False), (1, False), (1, True)):
        holding.review(item, chen, expected)
        assert release_proposed(item) is proposed
    take(ITEM, item, "release", chen)
    assert item.closed_on == clock.today()


def test_the_centre_is_told_once_when_its_time_is_up(cast: Cast) -> None:
    item = kept(cast)
    release.look_after(item)
    item.sunset_on = clock.today() - timedelta(days=1)
    for _round in range(3):
        release.look_after(item)
    told = [notice.code for notice in notices_of(cast.person("chen").id)]
    assert told.count("reserve.told.release") == 1
