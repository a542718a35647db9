"""What a reserve paid to keep a patent alive before it held it: said by itself alone, never above what was due."""

from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.extensions import db
from portal.patents.clockwork import clock_of
from portal.patents.facts import service as facts
from portal.reserve import books, commitments, fees
from portal.reserve.models import Intention
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import take
from tests.cast import Cast
from tests.rescues import (
    agreed,
    called_publicly,
    contract,
    evidence,
    offered,
    old_patent,
    registered,
    reserve,
)

pytestmark = pytest.mark.usefixtures("app")


def due_of(intention: Intention) -> tuple[int, int]:
    """Return the next year and what is payable for it today, in fen."""
    found = clock_of(intention.patent)
    assert found is not None and found.next_year is not None
    return found.next_year, found.payable


def pay(intention: Intention, cast: Cast, person: str, payer: str = "reserve", **changes: Any) -> None:
    """Record the payment of what is due, unless said otherwise."""
    year, fen = due_of(intention)
    values = {"year": year, "fen": fen, "paid_on": clock.today(), "evidence": evidence()} | changes
    fees.record(intention, cast.person(person), payer=payer, **values)


def test_the_owner_writes_nothing_into_a_reserve_s_account(cast: Cast) -> None:
    """The seller says that the reserve paid a year that is not due, in a sum that nobody asks."""
    account = reserve(cast)
    takeover = agreed(cast, None, offer_fen=1_000_000, as_reserve=True)
    intention = takeover.intention
    with pytest.raises(RuleRefusal, match=r"reserve\.fee_of_others") as refused:
        pay(intention, cast, "lin", year=19, fen=99_999_999_900)
    assert refused.value.rule_id == "RSV-09"
    facts.record(
        intention.patent,
        "annuity_paid",
        cast.person("lin"),
        happened_on=clock.today(),
        source="portal",
        data={"year": 19, "fen": 99_999_999_900, "payer": "reserve"},
    )
    registered(cast, takeover)
    assert [(entry.kind, entry.amount_fen) for entry in account.items[0].entries] == [
        ("acquisition", 1_000_000)
    ]


@pytest.mark.parametrize("days_left", [400, 150])
def test_the_reserve_s_own_fee_is_booked_at_the_takeover(cast: Cast, days_left: int) -> None:
    """In time, and late with its surcharge: exactly what is payable, and once."""
    account = reserve(cast)
    intention = called_publicly(cast, old_patent(cast, days_left=days_left))
    takeover = agreed(cast, intention, offer_fen=1_000_000, as_reserve=True)
    year, due = due_of(intention)
    with pytest.raises(RuleRefusal, match=r"reserve\.fee_too_much") as refused:
        pay(intention, cast, "chen", fen=due + 1)
    assert refused.value.params == {"due": f"{due / 100:,.2f}"}
    for other in (year - 1, year + 1):
        with pytest.raises(RuleRefusal, match=r"reserve\.fee_not_next"):
            pay(intention, cast, "chen", year=other)
    with pytest.raises(InputError, match=r"reserve\.fee_nothing"):
        pay(intention, cast, "chen", fen=0)
    pay(intention, cast, "chen")
    with pytest.raises(RuleRefusal, match=r"reserve\.fee_not_next"):
        pay(intention, cast, "chen", year=year, fen=due)
    assert commitments.committed(account) == due
    registered(cast, takeover)
    entries = account.items[0].entries
    assert [(entry.kind, entry.amount_fen) for entry in entries] == [
        ("acquisition", 1_000_000),
        ("annuity", due),
    ]
    assert commitments.committed(account) == 0
    assert books.left_of(account) == account.budget_fen - 1_000_000 - due


def test_a_day_before_the_surcharge_owes_none(cast: Cast) -> None:
    """What was payable counts by the day of payment, not by the day of recording."""
    reserve(cast)
    intention = called_publicly(cast, old_patent(cast, days_left=150))
    offered(cast, intention, as_reserve=True)
    _, today = due_of(intention)
    in_time = clock.today() - timedelta(days=60)
    then = clock_of(intention.patent, in_time)
    assert then is not None and then.payable < today
    with pytest.raises(RuleRefusal, match=r"reserve\.fee_too_much"):
        pay(intention, cast, "chen", fen=today, paid_on=in_time)
    pay(intention, cast, "chen", fen=then.payable, paid_on=in_time)


def test_another_s_fee_is_nobody_s_cost(cast: Cast) -> None:
    """Two reserves have offered; each speaks for itself, and only the taker's own fee is booked."""
    mine, other = reserve(cast), reserve(cast, "hemu")
    intention = called_publicly(cast)
    offered(cast, intention, "hemu", "tian", as_reserve=True)
    pay(intention, cast, "tian")
    takeover = agreed(cast, intention, offer_fen=5, as_reserve=True)
    assert commitments.committed(mine) == 0 < commitments.committed(other)
    registered(cast, takeover)
    assert [entry.kind for entry in mine.items[0].entries] == ["acquisition"]
    assert commitments.committed(other) > 0


def test_what_was_paid_for_a_patent_that_another_got_is_called_lost(cast: Cast) -> None:
    """It stays out of the budget, and the page says where it went."""
    reserve(cast)
    other = reserve(cast, "hemu")
    intention = called_publicly(cast)
    offered(cast, intention, "hemu", "tian", as_reserve=True)
    pay(intention, cast, "tian")
    takeover = agreed(cast, intention, offer_fen=5, as_reserve=True)
    assert commitments.lost(other) == 0 < commitments.committed(other)
    page = f"/reserves/{other.public_id}?lang=en"
    db.session.commit()
    assert "Paid ahead in vain" not in cast.browser("tian").get(page).text
    registered(cast, db.session.get_one(Takeover, takeover.id))
    left = books.left_of(other)
    assert commitments.lost(other) == commitments.committed(other) == other.budget_fen - left
    db.session.commit()
    assert "Paid ahead in vain" in cast.browser("tian").get(page).text


def test_a_payment_that_was_taken_back_is_not_booked(cast: Cast) -> None:
    account = reserve(cast)
    takeover = agreed(cast, None, offer_fen=5, as_reserve=True)
    pay(takeover.intention, cast, "chen")
    fee = commitments.fees_of(account)[0]
    facts.void(fee.event, cast.person("gao"), "录入有误")
    assert commitments.committed(account) == 0
    registered(cast, takeover)
    assert [entry.kind for entry in account.items[0].entries] == ["acquisition"]


def test_the_ceiling_is_asked_when_the_fee_is_recorded(cast: Cast) -> None:
    """And what was paid ahead leaves less for the price: RSV-06 at both."""
    account = reserve(cast)
    takeover = agreed(cast, None, offer_fen=1_000_000, as_reserve=True)
    _, due = due_of(takeover.intention)
    account.budget_fen = due - 1
    with pytest.raises(RuleRefusal, match=r"reserve\.above_budget") as refused:
        pay(takeover.intention, cast, "chen")
    assert refused.value.rule_id == "RSV-06"
    account.budget_fen, account.ceiling_fen = 10_000_000, 1_000_000 + due - 1
    pay(takeover.intention, cast, "chen")
    with pytest.raises(RuleRefusal, match=r"reserve\.above_ceiling"):
        take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract())
    account.ceiling_fen += 1
    take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract())
