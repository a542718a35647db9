"""Whatever a provider reports, in whatever order and however often: the books balance and states go forward only."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.extensions import db
from portal.payments import ledger, proof, service, settlement
from portal.payments.gateway import Outcome, PaymentReport
from portal.payments.models import Payment, PaymentAttempt
from tests.functional.payment_world import PURPOSE, put_deal

OWED = 10_000
LATER = {"paid": {"paid", "refunded"}, "refunded": {"refunded"}, "cancelled": {"cancelled"}}
reports = st.fixed_dictionaries(
    {
        "attempt": st.integers(0, 1),
        "outcome": st.sampled_from(list(Outcome)),
        "amount": st.sampled_from([OWED, OWED, OWED, OWED - 1, 1]),
        "currency": st.sampled_from(["CNY", "CNY", "CNY", "USD"]),
        "refunded": st.sampled_from([0, 0, 0, 100, OWED]),
        "livemode": st.sampled_from([False, False, False, True]),
    }
)


def _attempts(payment: Payment, example: str) -> list[PaymentAttempt]:
    """Two attempts of which one was given up: its money may still come."""
    made = [
        PaymentAttempt(
            payment=payment,
            gateway="stripe",
            idempotency_key=f"{example}-{number}",
            status=("expired", "open")[number],
            amount_minor=OWED,
            currency="CNY",
            language="zh",
            description="x",
            origin="https://portal.example.org",
            expires_at=payment.created_at,
        )
        for number in (0, 1)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _report(said: dict[str, Any], attempts: list[PaymentAttempt]) -> PaymentReport:
    attempt = attempts[said["attempt"]]
    money = said["outcome"] in (Outcome.PAID, Outcome.REFUNDED)
    whole = said["outcome"] is Outcome.REFUNDED
    return PaymentReport(
        checkout_id=f"cs_{attempt.id}",
        reference=attempt.public_id,
        payment_id=f"pi_{attempt.id}",
        outcome=said["outcome"],
        amount_minor=said["amount"],
        currency=said["currency"],
        refunded_minor=said["amount"] if whole else min(said["refunded"], said["amount"]) if money else 0,
        livemode=said["livemode"],
        method="card",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(reports, max_size=12))
def test_any_sequence_of_reports(app: Flask, said: list[dict[str, Any]]) -> None:
    payment = service.demand(put_deal(), PURPOSE, OWED)
    attempts = _attempts(payment, payment.public_id)
    for one in said:
        before = payment.state
        settlement.apply(_report(one, attempts), livemode=False)
        db.session.flush()
        assert payment.state in LATER.get(before, {payment.state})
        assert payment.received_minor in (0, OWED)
        assert (payment.received_minor == OWED) == (payment.state in ("paid", "refunded"))
    db.session.commit()
    assert list(proof.discrepancies()) == []
    for currency in ("CNY", "USD"):
        assert sum(ledger.balances(currency).values()) == 0
    assert all(balance >= 0 for name, balance in ledger.balances().items() if name.startswith("receivable"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(1, 10**12)), max_size=20)
)
def test_balances_are_what_the_rows_say(app: Flask, moves: list[tuple[str, str, int]]) -> None:
    payment = service.demand(put_deal(), PURPOSE, OWED)
    before = ledger.balances()
    expected: dict[str, int] = {}
    for number, (debit, credit, amount) in enumerate(move for move in moves if move[0] != move[1]):
        posting = ledger.Posting(f"{payment.public_id}:{number}", debit, credit, amount)
        assert ledger.book(posting, payment_id=payment.id, currency="CNY")
        assert not ledger.book(posting, payment_id=payment.id, currency="CNY")
        expected[debit] = expected.get(debit, 0) + amount
        expected[credit] = expected.get(credit, 0) - amount
    after = ledger.balances()
    assert {name: after[name] - before.get(name, 0) for name in expected} == expected
    assert sum(after.values()) == 0
    db.session.rollback()


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_demanded_for_nothing(app: Flask, amount: int) -> None:
    from portal.core.errors import RuleRefusal

    with pytest.raises(RuleRefusal):
        service.demand(put_deal(), PURPOSE, amount)
